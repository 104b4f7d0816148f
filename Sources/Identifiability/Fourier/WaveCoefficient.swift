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

extension WaveNetwork {
  /// The dimension of a manifold of weights of the units that are not zero, with the same function:
  /// scalings, shifts at levels data and centred, and outputs in the kernel of the squares `w_j^2`, p for
  /// each unit above the dimension of their span (`Proofs/FourierRanks.md`, section 6).
  func solutionFamily(_ level: Level) -> Int {
    let waves = units.compactMap { $0 }
    let moving = waves.count {
      $0.first.amplitude.signum != 0 || $0.second.amplitude.signum != 0
    }
    let orbit = level == .coordinates ? moving : 2 * moving
    return orbit + task.modulus * (waves.count - squareSpanBound(level))
  }

  /// An upper bound of the dimension of the span of the squares: for one frequency the number of its units
  /// and that of monomials. Where |A_u| = |A_s| and phi_u - phi_s is the same for all but for half turns,
  /// those are the six of section 3, `X_k^2 + Y_k^2` and the like; in general all ten products of `X_k, X_-k, Y_k, Y_-k`. At level data the constants are
  /// one monomial for all frequencies, at level centred none.
  func squareSpanBound(_ level: Level) -> Int {
    let groups = Dictionary(grouping: units.compactMap { $0 }) { $0.frequency }.values
    var bound = 0
    for group in groups {
      let turns = Set(group.map { residue(2 * ($0.first.phase - $0.second.phase)) })
      let isEven =
        turns.count == 1
        && group.allSatisfy {
          $0.first.amplitude == $0.second.amplitude || $0.first.amplitude == -$0.second.amplitude
        }
      // The products X_k X_-k, Y_k Y_-k are constants beyond level coordinates.
      let monomials =
        level == .coordinates ? (isEven ? 6 : 10) : (isEven ? 5 : 8) + (level == .data ? 1 : 0)
      bound += min(group.count, monomials)
    }
    return bound
  }

  private func residue(_ phase: Int) -> Int {
    let rest = phase % order
    return rest < 0 ? rest + order : rest
  }
}
