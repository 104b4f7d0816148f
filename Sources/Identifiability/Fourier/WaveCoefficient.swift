public import ExactAlgebra
public import ModelFamilies

/// What is proved of the learning coefficient at exact waves, for the squared loss whose targets are the
/// network's own outputs.
///
/// A zero unit adds at most `min(K/2, d/4)` with d the dimension of input weights that outputs see, 2p at
/// level coordinates and 2p - 1 beyond: K(w) is at most a constant times the sum of the waves' part and the
/// `|v|^2 |w|^4` of the zero units, in variables of their own, and coefficients of such sums add up.
public struct WaveCoefficient: Sendable {
  public let lower: Rational
  public let upper: Rational
  public let upperBecause: String

  /// lambda is `lower` and its multiplicity 1.
  public var isExact: Bool { lower == upper }

  /// - Parameters:
  ///   - rank: of the Jacobian, or less.
  ///   - genericBound: an upper bound of the rank at every weight.
  public init(_ network: WaveNetwork, level: Level, rank: Int, genericBound: Int) {
    precondition(rank <= genericBound, "rank \(rank) above the bound \(genericBound)")
    lower = Rational(rank, 2)
    if rank == genericBound {
      upper = lower
      upperBecause = "(c) no weights have a larger rank"
      return
    }
    let p = network.task.modulus
    let waves = network.units.count { $0 != nil }
    let silent = network.units.count - waves
    let family = network.solutionFamily(level)
    let visible = level == .coordinates ? 2 * p : 2 * p - 1
    upper = Rational(3 * p * waves - family, 2) + Rational(silent * visible, 4)
    upperBecause =
      "(b) a family of solutions of dimension \(family) through the point"
      + (silent > 0 ? ", and at most \(Rational(visible, 4)) for each of \(silent) zero units" : "")
  }
}
