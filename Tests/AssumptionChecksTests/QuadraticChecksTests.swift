import AssumptionChecks
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Testing

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// `weights` moved by a random direction of this Frobenius norm.
private func moved(_ weights: [Double], by distance: Double, _ seed: UInt64) -> [Double] {
  var stream = RandomStream(seed: seed, purpose: .testing, chain: 7)
  let direction = stream.normals(weights.count)
  let scale = distance / norm(direction)
  return zip(weights, direction).map { $0 + scale * $1 }
}

@Suite struct QuadraticChecksTests {
  @Test("weights that meet an assumption meet it; weights that fail it exactly fail it")
  func extremes() throws {
    for planted in try Planted.all() {
      let good = try planted.check(planted.holding, tolerance: 1e-9)
      #expect(good.verdict.holds, "\(planted.statement): \(good)")
      let bad = try planted.check(planted.failing, tolerance: 1e-9)
      #expect(bad.verdict.fails, "\(planted.statement): \(bad)")
      #expect(try #require(bad.margin).estimatedDistance == 0, "\(planted.statement): \(bad)")
    }
  }

  /// Weights at a known distance of failing ones: the safe radius is below it, and the verdict holds
  /// below the safe radius and not above the estimate.
  @Test(
    "verdicts flip where the margins say",
    arguments: [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2])
  func flips(distance: Double) throws {
    for planted in try Planted.all() {
      for seed in 1...5 as ClosedRange<UInt64> {
        let weights = moved(planted.failing, by: distance, seed)
        let margin = try #require(try planted.check(weights, tolerance: 0).margin)
        let size = norm(weights)
        let label = "\(planted.statement) at \(distance), seed \(seed): \(margin)"
        #expect(margin.safeRadius <= distance, "\(label)")
        if distance > 1e-9, planted.isFirstOrder {
          #expect(margin.safeRadius > 1e-3 * distance, "\(label)")
        }
        let estimate = try #require(margin.estimatedDistance)
        #expect(estimate <= 1.5 * distance, "\(label)")
        if margin.safeRadius > 0 {
          #expect(
            try planted.check(weights, tolerance: 0.99 * margin.safeRadius / size).verdict.holds)
        }
        #expect(
          !(try planted.check(weights, tolerance: 1.01 * margin.safeRadius / size).verdict.holds))
        let beyond = try planted.check(
          weights, tolerance: 1.01 * max(estimate, margin.safeRadius) / size)
        #expect(beyond.verdict.fails, "\(label): \(beyond.verdict)")
      }
    }
  }

  /// Random perturbations and the worst one, along the gradient of the decisive value.
  @Test("nothing within the safe radius fails")
  func safe() throws {
    for planted in try Planted.all() {
      let start = try #require(try planted.check(planted.holding, tolerance: 0).margin)
      for seed in 1...20 as ClosedRange<UInt64> {
        let near = moved(planted.holding, by: 0.999 * start.safeRadius, seed)
        let margin = try #require(try planted.check(near, tolerance: 0).margin)
        #expect(margin.decisive > 0, "\(planted.statement): \(margin)")
      }
    }
  }

  /// The radius is where the bound on the matrix's movement reaches the decisive value: 2 W r + r^2 for
  /// the squares, 2 (W + sqrt(W^2 + V^2)) r + 2 r^2 for the Jacobian.
  @Test("the safe radius solves its bound")
  func radius() throws {
    for planted in try Planted.all()
    where planted.statement.contains("w_j w_j") || planted.statement.contains("Jacobian") {
      guard case .quadratic(let network) = planted.family else { continue }
      let margin = try #require(try planted.check(planted.holding, tolerance: 0).margin)
      let w =
        (0..<network.width).map { unit in
          norm(
            (0..<network.inputDimension).map {
              planted.holding[network.inputWeights.index(unit, $0)]
            })
        }.max() ?? 0
      let v =
        (0..<network.width).map { unit in
          norm(
            (0..<network.outputDimension).map {
              planted.holding[network.outputWeights.index($0, unit)]
            })
        }.max() ?? 0
      let r = margin.safeRadius
      let moved =
        planted.statement.contains("Jacobian")
        ? 2 * (w + (w * w + v * v).squareRoot()) * r + 2 * r * r : 2 * w * r + r * r
      #expect(
        abs(moved - margin.decisive) < 1e-9 * margin.largest, "\(planted.statement): \(margin)")
    }
  }

  @Test("dimensions decide before matrices are formed, and large ones are left to the exact side")
  func dimensions() throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 5, outputDimension: 2)
    let checks = try QuadraticChecks(
      .quadratic(network), weights: Planted.random(network.parameterCount, 1),
      relativeTolerance: 1e-9
    ).checks
    let spans = try #require(checks.first { $0.statement.contains("spans") })
    #expect(spans.verdict == .fails(because: "10 > m = 5") && spans.margin == nil)
    let large = try QuadraticNetwork(inputDimension: 106, width: 60, outputDimension: 53)
    let found = try QuadraticChecks(
      .quadratic(large), weights: Planted.random(large.parameterCount, 1), relativeTolerance: 1e-9
    )
    #expect(found.levels.isEmpty)
    let exact = try #require(found.checks.first { $0.statement.hasPrefix("exact") })
    guard case .undecided = exact.verdict else {
      Issue.record("\(exact)")
      return
    }
  }

  /// d = 2, K = 1, w = (1, 0) and (1, 1), v = 1: u = (w_2, -w_1) moves no form, but is not orthogonal to the
  /// weights, so that (3) holds; at w = (1, 0) and (0, 1) it is, and (3) fails.
  @Test("condition (3) asks of orthogonal directions alone", arguments: [0.0, 1])
  func orthogonal(second: Double) throws {
    let network = try QuadraticNetwork(inputDimension: 2, width: 2, outputDimension: 1)
    let found = try QuadraticChecks(
      .quadratic(network), weights: [1, 0, second, 1, 1, 1], relativeTolerance: 1e-9)
    let third = try #require(found.checks.first { $0.statement.hasPrefix("(3)") })
    #expect(second == 0 ? third.verdict.fails : third.verdict.holds, "\(third)")
  }
}
