import AssumptionChecks
import Identifiability
import ModelFamilies
import NumericAlgebra
import Testing

@Suite struct LevelRankTests {
  private func pairs(_ p: Int) -> RealMatrix {
    var result = RealMatrix(rows: p * p, columns: 2 * p)
    for a in 0..<p {
      for b in 0..<p {
        result[a * p + b, a] = 1
        result[a * p + b, p + b] = 1
      }
    }
    return result
  }

  /// The ranks of theory section 2 at random weights: min(m(d+K-1), K d(d+1)/2), min(m(3p-2), p^3) and
  /// min(m(3p-2), p(p^2-1)).
  @Test("ranks up to rounding are the generic ones, level by level", arguments: [4, 9, 14])
  func generic(width: Int) throws {
    let p = 5
    let network = try ModularAddition(modulus: p).network(width: width)
    let found = try QuadraticChecks(
      .quadratic(network), weights: Planted.random(network.parameterCount, 3), inputs: pairs(p),
      centred: true, relativeTolerance: 1e-12)
    let expected = [
      Level.coordinates: min(width * (3 * p - 1), p * p * (2 * p + 1)),
      .data: min(width * (3 * p - 2), p * p * p),
      .centred: min(width * (3 * p - 2), p * (p * p - 1)),
    ]
    #expect(found.levels.count == 3)
    for level in found.levels {
      #expect(level.rank == expected[level.level], "\(level.level): \(level.rank)")
      #expect(level.safeRadius > 1e-6 && (level.gap ?? 1e9) > 1e6, "\(level.level)")
      #expect(level.rank(within: 0.99 * level.safeRadius) == level.rank)
      #expect(level.rank(within: 1.01 * level.safeRadius) < level.rank)
    }
  }

  /// Two parallel units: the exact rank drops; noise below the tolerance hides in the threshold and noise above
  /// it does not.
  @Test("noise is counted as noise up to the tolerance", arguments: [1e-10, 1e-7, 1e-4])
  func noise(size: Double) throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 2)
    var weights = Planted.random(network.parameterCount, 5)
    for a in 0..<4 {
      weights[network.inputWeights.index(1, a)] = weights[network.inputWeights.index(0, a)]
    }
    func rank(_ weights: [Double], _ tolerance: Double) throws -> Int {
      let norm = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return try #require(
        try QuadraticChecks(
          .quadratic(network), weights: weights, relativeTolerance: tolerance / norm
        ).levels.first
      ).rank
    }
    let planted = try rank(weights, 0)
    #expect(planted < 15)
    var direction = Planted.random(network.parameterCount, 6)
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    direction = direction.map { $0 / length }
    let moved = zip(weights, direction).map { $0 + size * $1 }
    #expect(try rank(moved, size) == planted)
    #expect(try rank(moved, size * 1e-4) > planted)
  }

  /// On all pairs modulo p what is seen of a form grows by at most (2p + 2)^(1/2), the norm of the map to its
  /// values: the safe radius solves that bound, and is shorter than one that leaves the norm out.
  @Test("the safe radius on data takes in how much the inputs stretch")
  func stretch() throws {
    let p = 3
    let network = try ModularAddition(modulus: p).network(width: 9)
    let weights = Planted.random(network.parameterCount, 4)
    let found = try QuadraticChecks(
      .quadratic(network), weights: weights, inputs: pairs(p), centred: false,
      relativeTolerance: 1e-12)
    let level = try #require(found.levels.first { $0.level == .data })
    func largest(_ count: Int, _ value: (Int, Int) -> Double) -> Double {
      (0..<9).map { unit in
        (0..<count).reduce(0) { $0 + value(unit, $1) * value(unit, $1) }.squareRoot()
      }.max() ?? 0
    }
    let w = largest(2 * p) { weights[network.inputWeights.index($0, $1)] }
    let v = largest(p) { weights[network.outputWeights.index($1, $0)] }
    let t = level.safeRadius
    let moved =
      Double(2 * p + 2).squareRoot() * (2 * (w + (w * w + v * v).squareRoot()) * t + 2 * t * t)
    #expect(abs(moved - (level.above ?? 0)) < 1e-9 * level.singularValues[0], "\(moved)")
  }
}

@Suite struct NearbyMinimumTests {
  private struct Case {
    let family: ModelFamily
    let inputs: RealMatrix
    let solution: [Double]
    let targets: RealMatrix

    init(_ width: Int, seed: UInt64) throws {
      let network = try QuadraticNetwork(inputDimension: 3, width: width, outputDimension: 2)
      family = .quadratic(network)
      let inputs = RealMatrix(rows: 5, columns: 3, values: Planted.random(15, seed))
      let weights = Planted.random(network.parameterCount, seed + 1)
      var targets = RealMatrix(rows: 5, columns: 2)
      for i in 0..<5 {
        for k in 0..<2 {
          targets[i, k] = (0..<width).reduce(0.0) { sum, j in
            let h = (0..<3).reduce(0.0) {
              $0 + weights[network.inputWeights.index(j, $1)] * inputs[i, $1]
            }
            return sum + weights[network.outputWeights.index(k, j)] * h * h
          }
        }
      }
      (self.inputs, solution, self.targets) = (inputs, weights, targets)
    }

    func found(_ distance: Double, centred: Bool) throws -> NearbyMinimum {
      let direction = Planted.random(solution.count, 77)
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return try #require(
        try NearbyMinimum(
          family, weights: zip(solution, direction).map { $0 + distance / length * $1 },
          inputs: inputs, targets: targets, centred: centred))
    }
  }

  @Test("a planted solution is within the radius that is shown", arguments: [false, true])
  func radius(centred: Bool) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let item = try Case(6, seed: seed * 10)
      for distance in [1e-9, 1e-7, 1e-5] {
        let found = try item.found(distance, centred: centred)
        let radius = try #require(found.solutionRadius, "seed \(seed) at \(distance)")
        // The step of least norm is no longer than the planted one, to first order.
        #expect(found.step <= 1.01 * distance && radius >= found.step, "\(found)")
        #expect(radius <= 1.1 * distance, "\(found)")
        #expect(found.loss < 1e-25 && found.distance <= radius * 1.001, "\(found)")
      }
      let far = try item.found(1, centred: centred)
      #expect(far.solutionRadius == nil, "\(far)")
    }
  }

  @Test("where the map is not onto nothing is shown, and the descent still ends at the solution")
  func narrow() throws {
    let item = try Case(1, seed: 3)
    let found = try item.found(1e-4, centred: false)
    #expect(found.solutionRadius == nil)
    #expect(found.loss < 1e-20 && found.distance < 1e-3, "\(found)")
  }
}
