public import ExactAlgebra
public import ModelFamilies

/// What is proved of the learning coefficient at exact waves, for the squared loss whose targets are the
/// network's own outputs.
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
    let weights = 3 * network.task.modulus * network.units.count
    let family = network.solutionFamily(level)
    if rank == genericBound {
      upper = lower
      upperBecause = "(c) no weights have a larger rank"
    } else {
      upper = Rational(weights - family, 2)
      upperBecause = "(b) a family of solutions of dimension \(family) through the point"
    }
  }
}

extension WaveNetwork {
  /// The dimension of a manifold of weights with the same function: scalings of the units, shifts at levels
  /// data and centred, and outputs in the kernel of the squares `w_j^2`, p for each unit above the
  /// dimension of their span (`Proofs/FourierRanks.md`, section 6).
  func solutionFamily(_ level: Level) -> Int {
    let moving = units.filter {
      $0.map {
        $0.first.amplitude.signum != 0
          || $0.second.amplitude.signum != 0
      } ?? false
    }.count
    let orbit = level == .coordinates ? moving : 2 * moving
    return orbit + task.modulus * (units.count - squareSpanBound(level))
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
