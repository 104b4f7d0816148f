import ExactAlgebra
import Foundation

/// Ranks of a map at random points modulo random primes, until they meet a bound that no weight exceeds
/// or enough have been made.
struct RandomPointRanks {
  /// The largest found, which is proved: some minor of this size does not vanish modulo a prime.
  private(set) var best: Int
  /// Points at which a rank was computed.
  private(set) var made = 0
  private let bound: Int

  /// - Parameters:
  ///   - known: a rank that is attained.
  ///   - rows: whose rank is that of the map at a point; nil where the prime divides a denominator, which
  ///     shows nothing.
  /// - Throws: `RankRefusal.noInverse` where that happens a hundred times.
  /// - Precondition: no rank exceeds the bound.
  init(
    upTo bound: RankBound, weights: Int, trials: Int, atLeast known: Int = 0,
    using random: inout SeededGenerator, progress: RankProgress?,
    rows: ([UInt64], PrimeField, inout SeededGenerator) -> Matrix<UInt64>?
  ) throws(RankRefusal) {
    best = known
    self.bound = bound.value
    var drawn = 0
    while made < trials && best < bound.value {
      let field = EliminationPrime.random(using: &random)
      let point = (0..<weights).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
      guard let matrix = rows(point, field, &random) else {
        drawn += 1
        if drawn > 100 { throw .noInverse(field.modulus) }
        continue
      }
      made += 1
      let profile = ModularElimination(field: field).rankProfile(
        of: matrix, progress: progress?.update)
      best = max(best, profile.rank)
    }
    precondition(best <= bound.value, "rank \(best) above \(bound.value), \(bound.because)")
  }

  var method: String {
    "rank at \(made) random point\(made == 1 ? "" : "s") modulo random 31-bit primes"
  }

  /// That the largest rank of all is `best`.
  ///
  /// - Parameter failure: how often one random point shows less than that.
  func confidence(_ failure: @autoclosure () -> Double) -> Confidence {
    best == bound
      ? .proved : .monteCarlo(failureProbability: pow(failure(), Double(made)))
  }
}
