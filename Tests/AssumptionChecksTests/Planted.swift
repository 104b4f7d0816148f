import AssumptionChecks
import Identifiability
import ModelFamilies
import NumericAlgebra
import Testing

/// Weights that meet an assumption, and weights that fail it exactly.
struct Planted: Sendable, CustomTestStringConvertible {
  let statement: String
  var level: Level?
  let family: ModelFamily
  var inputs: RealMatrix?
  let holding: [Double]
  let failing: [Double]
  /// Whether the decisive value grows with the first power of the distance. Parallel units lose more than one
  /// rank of a Jacobian, the others to second order.
  var isFirstOrder: Bool { !statement.hasPrefix("exact") && !statement.hasPrefix("the tangent") }

  var testDescription: String { statement + (level.map { ", \($0)" } ?? "") }

  static func random(_ count: Int, _ seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: .testing)
    return stream.normals(count)
  }

  static func all() throws -> [Planted] { try quadratic() + onData() + biased() }

  private static func network(_ d: Int, _ m: Int, _ k: Int) throws -> QuadraticNetwork {
    try QuadraticNetwork(inputDimension: d, width: m, outputDimension: k)
  }

  /// Random weights, unit `to` with the negative input weights of unit `from`.
  private static func copied(_ network: QuadraticNetwork, _ units: [(Int, Int)]) -> [Double] {
    var weights = random(network.parameterCount, 5)
    for (from, to) in units {
      for a in 0..<network.inputDimension {
        weights[network.inputWeights.index(to, a)] = -weights[network.inputWeights.index(from, a)]
      }
    }
    return weights
  }

  /// All input weights in a plane: no movement reaches the entry (3, 3).
  private static func flat(_ network: QuadraticNetwork) -> [Double] {
    var weights = random(network.parameterCount, 5)
    for unit in 0..<network.width { weights[network.inputWeights.index(unit, 2)] = 0 }
    return weights
  }

  private static func quadratic() throws -> [Planted] {
    let (wide, narrow, three) = (try network(3, 7, 2), try network(4, 5, 2), try network(4, 3, 2))
    func silent(_ input: Bool) -> [Double] {
      var weights = random(narrow.parameterCount, 5)
      let block = input ? narrow.inputWeights : narrow.outputWeights
      for i in 0..<(input ? narrow.inputDimension : narrow.outputDimension) {
        weights[input ? block.index(2, i) : block.index(i, 2)] = 0
      }
      return weights
    }
    let two = try network(3, 2, 2)
    func planted(
      _ statement: String, _ network: QuadraticNetwork, _ seed: UInt64, _ failing: [Double],
      _ level: Level? = nil
    ) -> Planted {
      Planted(
        statement: statement, level: level, family: .quadratic(network),
        holding: random(network.parameterCount, seed), failing: failing)
    }
    return [
      planted("{w_j w_j^T} spans Sym(d)", wide, 1, copied(wide, [(0, 1), (2, 3)])),
      planted("{w_j w_j^T} linearly independent", narrow, 2, copied(narrow, [(0, 1)])),
      planted(
        "exact: the Jacobian has rank m(d+K-1)", three, 3, copied(three, [(0, 1)]), .coordinates),
      planted("phi is a submersion at w*", wide, 4, flat(wide), .coordinates),
      planted("w_j != 0 for every j", narrow, 6, silent(true)),
      planted("v_j != 0 for every j", narrow, 7, silent(false)),
      // Parallel output weights and orthogonal input weights: u = (w_2, -w_1) cancels.
      planted(
        "(3) as published: the orthogonal part is injective", two, 8,
        [1, 2, 0, -2, 1, 0.5, 1, 1, 0.5, 0.5]),
    ]
  }

  private static func onData() throws -> [Planted] {
    let wide = try network(3, 7, 2)
    let vectors: [[Double]] = [
      [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 0],
    ]
    let inputs = RealMatrix(rows: Array(vectors.prefix(6)))
    let seven = RealMatrix(rows: vectors)
    let four = try network(3, 4, 2)
    return [
      Planted(
        statement: "phi is a submersion at w*", level: .data, family: .quadratic(wide),
        inputs: inputs, holding: random(wide.parameterCount, 10), failing: flat(wide)),
      Planted(
        statement: "phi is a submersion at w*", level: .centred, family: .quadratic(wide),
        inputs: seven, holding: random(wide.parameterCount, 11), failing: flat(wide)),
      Planted(
        statement: "the frozen features have rank 4", level: .data, family: .quadratic(four),
        inputs: seven, holding: random(four.parameterCount, 12), failing: copied(four, [(0, 1)])),
    ]
  }

  private static func biased() throws -> [Planted] {
    let wide = try BiasedQuadraticNetwork(inputDimension: 3, width: 4)
    let narrow = try BiasedQuadraticNetwork(inputDimension: 4, width: 2)
    func edited(_ network: BiasedQuadraticNetwork, _ edit: (inout [Double]) -> Void) -> [Double] {
      var weights = random(network.parameterCount, 13)
      edit(&weights)
      return weights
    }
    func planted(
      _ statement: String, _ network: BiasedQuadraticNetwork, _ failing: [Double],
      _ level: Level? = nil
    ) -> Planted {
      Planted(
        statement: statement, level: level, family: .biasedQuadratic(network),
        holding: random(network.parameterCount, 14), failing: failing)
    }
    let parallel = edited(narrow) { weights in
      for a in 0..<4 {
        weights[narrow.inputWeights.index(1, a)] = 2 * weights[narrow.inputWeights.index(0, a)]
      }
    }
    return [
      // Two of four units without output: two are left for d = 3.
      planted(
        "d units with a_j != 0 and independent w_j", wide,
        edited(wide) { weights in
          weights[wide.outputWeights.index(0, 0)] = 0
          weights[wide.outputWeights.index(0, 1)] = 0
        }),
      planted(
        "phi is a submersion at w*", wide,
        edited(wide) { weights in
          for unit in 0..<4 { weights[wide.inputWeights.index(unit, 1)] = 0 }
        }, .coordinates),
      planted(
        "a_j != 0 for every j", narrow,
        edited(narrow) { $0[narrow.outputWeights.index(0, 1)] = 0 }),
      planted("w_1 ... w_m linearly independent", narrow, parallel),
      planted(
        "the tangent space has dimension m d - m(m-1)/2 + m + 1", narrow, parallel, .coordinates),
    ]
  }

  func check(_ weights: [Double], tolerance: Double) throws -> NumericalCheck {
    let found = try QuadraticChecks(
      family, weights: weights, inputs: inputs, centred: level == .centred,
      relativeTolerance: tolerance)
    return try #require(
      found.checks.first { $0.statement == statement && (level == nil || $0.level == level) })
  }
}
