import Identifiability
import LLCTheorems
public import ModelFamilies
public import NumericAlgebra

/// The assumptions of the theorems on quadratic networks at floating-point weights.
public struct QuadraticChecks: Sendable {
  public let checks: [NumericalCheck]
  /// The Jacobian's rank up to noise, level by level, where it was decomposed.
  public let levels: [LevelRank]
  /// The Frobenius norm of all weights, and of perturbations that count as noise.
  public let norm: Double
  public let tolerance: Double

  /// - Parameters:
  ///   - weights: D values in the order of the family's layout.
  ///   - inputs: the inputs that occur, n x d; nil for inputs that identify quadratic forms.
  ///   - centred: whether the loss is.
  ///   - relativeTolerance: noise over the norm of all weights, such as 2^-24 for weights that were
  ///     single precision.
  /// - Throws: `NumericError` when a weight is not finite or a decomposition fails.
  public init(
    _ family: ModelFamily, weights: [Double], inputs: RealMatrix? = nil, centred: Bool = false,
    relativeTolerance: Double
  ) throws(NumericError) {
    norm = UnitWeights.norm(weights)
    tolerance = relativeTolerance * norm
    let units = UnitWeights(family, weights)
    let all = FormView.coordinates(family.inputDimension + (units.hasConstant ? 1 : 0))
    var list = CheckList(tolerance: tolerance)
    var levels: [LevelRank] = []
    let jacobian = try LevelJacobian(
      .coordinates, units, all, tolerance: tolerance, into: &levels)
    switch family {
    case .quadratic(let network): try list.addQuadratic(network, units, jacobian)
    case .biasedQuadratic(let network): try list.addBiased(network, units, jacobian)
    }
    try list.addSubmersion(jacobian)
    if let inputs {
      for (level, isCentred) in [(Level.data, false), (.centred, true)] {
        guard
          let view = FormView.values(
            on: units.hasConstant ? inputs.appendingOnes : inputs, centred: isCentred)
        else { continue }
        try list.addSubmersion(
          try LevelJacobian(level, units, view, tolerance: tolerance, into: &levels))
        if isCentred == centred, !units.hasConstant {
          let most = min(family.width, view.count - (isCentred ? 1 : 0))
          try list.add(
            "the frozen features have rank \(most)", ["5.2"], level: level, rank: most, of: most,
            "", rows: family.width, columns: view.count
          ) { () throws(NumericError) in
            try QuadraticMargins(units, view).squares(rank: most)
          }
        }
      }
    }
    checks = list.checks
    self.levels = levels
  }
}

extension RealMatrix {
  /// `(X 1)`: inputs of a network with biases.
  var appendingOnes: RealMatrix { RealMatrix(rows: (0..<rows).map { row($0) + [1] }) }
}

/// The Jacobian at one level with its singular values, where it is small enough.
private struct LevelJacobian {
  let level: Level
  let margins: QuadraticMargins
  /// Coordinates seen, and weights.
  let coordinates: Int
  let weights: Int
  let system: SingularSystem?

  init(
    _ level: Level, _ units: UnitWeights, _ view: FormView, tolerance: Double,
    into levels: inout [LevelRank]
  ) throws(NumericError) {
    self.level = level
    margins = QuadraticMargins(units, view)
    coordinates = units.outputDimension * (view.count - (level == .centred ? 1 : 0))
    weights =
      units.width * (view.dimension + units.outputDimension) + (units.hasConstant ? 1 : 0)
    guard CheckList.fits(weights, units.outputDimension * view.count) else {
      system = nil
      return
    }
    let system = try SingularSystem(margins.matrices.jacobian())
    self.system = system
    let forms = view.dimension * (view.dimension + 1) / 2
    levels.append(
      LevelRank(
        level, coordinates: min(coordinates, units.outputDimension * forms), system,
        speed: margins.jacobianSpeed,
        tolerance: tolerance))
  }

  func finding(rank: Int) throws(NumericError) -> Finding? {
    try system.map { system throws(NumericError) in try margins.jacobian(system, rank: rank) }
  }
}

extension CheckList {
  fileprivate mutating func addQuadratic(
    _ network: QuadraticNetwork, _ units: UnitWeights, _ jacobian: LevelJacobian
  ) throws(NumericError) {
    let (d, m, k) = (network.inputDimension, network.width, network.outputDimension)
    let all = network.symmetricDimension
    let target = m * (d + k - 1)
    let margins = jacobian.margins
    add("w_j != 0 for every j", ["4.2"], QuadraticMargins.smallest(units.inputNorms))
    add("v_j != 0 for every j", ["4.2"], QuadraticMargins.smallest(units.outputNorms))
    try add(
      "{w_j w_j^T} spans Sym(d)", ["4.1"], rank: all, of: min(m, all), "m = \(m)", rows: m,
      columns: all
    ) { () throws(NumericError) in try margins.squares(rank: all) }
    try add(
      "{w_j w_j^T} linearly independent", ["4.2"], rank: m, of: min(m, all),
      "d(d+1)/2 = \(all)", rows: m, columns: all
    ) { () throws(NumericError) in try margins.squares(rank: m) }
    try add(
      "(3) as published: the orthogonal part is injective", ["4.2"], rank: m * d,
      of: min(m * d, k * all + m), "K d(d+1)/2 + m = \(k * all + m)", rows: m * d,
      columns: k * all + m
    ) { () throws(NumericError) in try margins.orthogonalPart() }
    try add(
      "exact: the Jacobian has rank m(d+K-1)", ["4.2", "5.5"], level: .coordinates, rank: target,
      of: min(jacobian.coordinates, jacobian.weights), "K d(d+1)/2 = \(jacobian.coordinates)",
      rows: jacobian.weights, columns: jacobian.coordinates
    ) { () throws(NumericError) in try jacobian.finding(rank: target) }
  }

  fileprivate mutating func addBiased(
    _ network: BiasedQuadraticNetwork, _ units: UnitWeights, _ jacobian: LevelJacobian
  ) throws(NumericError) {
    let (d, m) = (network.inputDimension, network.width)
    let margins = jacobian.margins
    try add(
      "d units with a_j != 0 and independent w_j", ["G.1"], rank: d, of: min(m, d), "m = \(m)",
      rows: m, columns: d
    ) { () throws(NumericError) in try margins.weightedInputs(rank: d) }
    add("a_j != 0 for every j", ["G.2"], QuadraticMargins.smallest(units.outputNorms))
    try add(
      "w_1 ... w_m linearly independent", ["G.2"], rank: m, of: min(m, d), "d = \(d)", rows: m,
      columns: d
    ) { () throws(NumericError) in try margins.inputs(rank: m) }
    let target = m * d - m * (m - 1) / 2 + m + 1
    if m < d {
      try add(
        "the tangent space has dimension m d - m(m-1)/2 + m + 1", ["G.2"], level: .coordinates,
        rank: target, of: min(jacobian.coordinates, jacobian.weights), "",
        rows: jacobian.weights, columns: jacobian.coordinates
      ) { () throws(NumericError) in try jacobian.finding(rank: target) }
    }
  }

  fileprivate mutating func addSubmersion(_ jacobian: LevelJacobian) throws(NumericError) {
    try add(
      "phi is a submersion at w*", ["F.1"], level: jacobian.level, rank: jacobian.coordinates,
      of: min(jacobian.coordinates, jacobian.weights), "\(jacobian.weights) weights",
      rows: jacobian.weights, columns: jacobian.coordinates
    ) { () throws(NumericError) in try jacobian.finding(rank: jacobian.coordinates) }
  }
}
