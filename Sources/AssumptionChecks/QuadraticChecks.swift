import LLCTheorems
public import ModelFamilies
import NumericAlgebra

/// The assumptions of the theorems on quadratic networks at floating-point weights.
public struct QuadraticChecks: Sendable {
  public let checks: [NumericalCheck]
  /// The Frobenius norm of all weights, and of perturbations that count as noise.
  public let norm: Double
  public let tolerance: Double

  /// - Parameters:
  ///   - weights: D values in the order of the network's layout.
  ///   - relativeTolerance: noise over the norm of all weights, such as 2^-24 for weights that were
  ///     single precision.
  /// - Throws: `NumericError` when a weight is not finite.
  public init(
    _ network: QuadraticNetwork, weights: [Double], relativeTolerance: Double
  ) throws {
    norm = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    tolerance = relativeTolerance * norm
    let margins = QuadraticMargins(QuadraticMatrices(network, weights: weights))
    let (m, all) = (network.width, network.symmetricDimension)
    let coordinates = network.outputDimension * all
    let target = m * (network.inputDimension + network.outputDimension - 1)
    let smaller = min(coordinates, network.parameterCount)
    let size = network.parameterCount.multipliedReportingOverflow(by: coordinates)
    let entries = size.overflow ? Int.max : size.partialValue
    var list = CheckList(tolerance: tolerance)
    let (inputs, outputs) = margins.norms
    list.add("w_j != 0 for every j", ["4.2"], inputs)
    list.add("v_j != 0 for every j", ["4.2"], outputs)
    try list.add(
      "{w_j w_j^T} spans Sym(d)", ["4.1"], rank: all, of: min(m, all), "m = \(m)",
      entries: m * all
    ) { try margins.squares(rank: all) }
    try list.add(
      "{w_j w_j^T} linearly independent", ["4.2"], rank: m, of: min(m, all),
      "d(d+1)/2 = \(all)", entries: m * all
    ) { try margins.squares(rank: m) }
    try list.add(
      "exact: the Jacobian has rank m(d+K-1)", ["4.2", "5.5"], rank: target, of: smaller,
      "K d(d+1)/2 = \(coordinates)", entries: entries
    ) { try margins.jacobian(rank: target) }
    try list.add(
      "phi is a submersion at w*", ["F.1"], rank: coordinates, of: smaller,
      "m(d+K) = \(network.parameterCount)", entries: entries
    ) { try margins.jacobian(rank: coordinates) }
    checks = list.checks
  }
}

private struct CheckList {
  let tolerance: Double
  var checks: [NumericalCheck] = []

  /// Entries of a matrix that is decomposed, and its smaller side.
  static let entryLimit = 1 << 25
  static let sideLimit = 2500

  mutating func add(
    _ statement: String, _ theorems: [String], _ found: (margin: Margin, witness: [Int])
  ) {
    checks.append(
      NumericalCheck(
        statement, theorems: theorems, margin: found.margin, tolerance: tolerance,
        witness: found.witness))
  }

  /// - Parameter available: the smaller side of the matrix, whose name and size is `bound`.
  mutating func add(
    _ statement: String, _ theorems: [String], rank: Int, of available: Int, _ bound: String,
    entries: Int, _ margin: () throws -> (margin: Margin, witness: [Int])
  ) throws {
    if rank > available {
      checks.append(
        NumericalCheck(
          statement, theorems: theorems, verdict: .fails(because: "\(rank) > \(bound)")))
    } else if entries > Self.entryLimit || available > Self.sideLimit {
      checks.append(
        NumericalCheck(
          statement, theorems: theorems,
          verdict: .undecided(
            because: "a matrix of \(entries) entries is not decomposed; see the exact verdict")))
    } else {
      add(statement, theorems, try margin())
    }
  }
}
