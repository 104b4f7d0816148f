public import ExactAlgebra
public import ModelFamilies

/// What is proved of the learning coefficient at a Fourier network, for the squared loss whose
/// targets are the network's own outputs. They are those of modular addition where
/// `FourierNetwork.interpolation` says so. Proofs: `Proofs/FourierRanks.md`, sections 5 and 6.
public struct FourierCoefficient: Sendable {
  public let lower: Rational
  public let upper: Rational
  public let upperBecause: String

  /// lambda is `lower` and its multiplicity 1.
  public var isExact: Bool { lower == upper }

  /// - Parameter genericBound: an upper bound of the rank at every weight.
  public init(_ network: FourierNetwork, level: Level, genericBound: Int) {
    let form = FourierRankForm(network)
    let rank = form.rank(level)
    precondition(rank <= genericBound, "rank \(rank) above the bound \(genericBound)")
    lower = Rational(rank, 2)
    let weights = 3 * network.modulus * network.width
    if rank == genericBound {
      upper = lower
      upperBecause = "(c) no weights have a larger rank"
    } else if form.isSmooth(level) {
      upper = lower
      upperBecause = "(d) a family of solutions of dimension \(weights - rank) through the point"
    } else {
      let family = form.solutionFamily(level)
      let orbit = form.constantRankFamily(level)
      let byFamily = Rational(weights - family, 2)
      let byCorank = Rational(weights + rank - orbit, 4)
      if byFamily <= byCorank {
        upper = byFamily
        upperBecause = "(b) a family of solutions of dimension \(family) through the point"
      } else {
        upper = byCorank
        upperBecause =
          "\(rank) directions of first order, the other \(weights - rank - orbit) off a family of "
          + "constant rank of at least second"
      }
    }
  }
}

extension FourierRankForm {
  /// Whether the solutions contain a manifold of the dimension of the kernel: `minimal` at every
  /// level, one and three phases at level coordinates.
  func isSmooth(_ level: Level) -> Bool {
    switch network.shape {
    case .minimal: true
    case .planted(let phases, _): level == .coordinates && (phases == 1 || phases == 3)
    }
  }

  /// The dimension of a manifold of weights with the same function, `planted`: scalings, shifts
  /// (levels 2 and 3), phases (T' >= 3) and outputs in the kernel of the squares.
  func solutionFamily(_ level: Level) -> Int {
    let width = network.width
    let shifts = level == .coordinates ? 0 : width
    let phases = (network.distinctPhases ?? 0) >= 3 ? width : 0
    return width + shifts + phases + network.modulus * (width - squareSpan(level))
  }

  /// The same with constant rank: scalings and shifts; for T' >= 4 also phases, and outputs of
  /// the unit's own frequency.
  func constantRankFamily(_ level: Level) -> Int {
    let width = network.width
    let orbit = level == .coordinates ? width : 2 * width
    guard (network.distinctPhases ?? 0) >= 4 else { return orbit }
    let perFrequency = level == .centred ? 5 : 6
    return orbit + width + 2 * (width - perFrequency * network.frequencies.count)
  }
}
