import ExactAlgebra
import Foundation

extension GenericRank {
  /// The generic rank of a sampled map: the affine dimension of the closure of its image.
  ///
  /// Ranks of as many random rows as the smallest upper bound, at random weights modulo random primes,
  /// until they meet the bound or `trials` have been made. A rank found is proved from below, by a
  /// minor that does not vanish modulo a prime.
  ///
  /// - Parameter atLeast: a rank that is known to be attained.
  /// - Throws: `RankRefusal` when an elimination does not fit the limits, before anything is allocated.
  /// - Complexity: per trial, B passes through the map and one elimination of a B x D matrix, B the bound.
  public init(
    of map: some SampledMap, seed: UInt64, trials: Int = 3, limits: RankLimits = RankLimits(),
    atLeast known: Int = 0, progress: RankProgress? = nil
  ) throws(RankRefusal) {
    let bound = map.smallestBound
    try RankRefusal.check(map, limits)
    var random = SeededGenerator(seed: seed)
    var (best, made) = (known, 0)
    while made < trials && best < bound.value {
      let field = EliminationPrime.random(using: &random)
      let point = (0..<map.parameterCount).map { _ in
        UInt64.random(in: 0..<field.modulus, using: &random)
      }
      let rows = map.samples(count: bound.value, at: point, in: field, using: &random)
      let rank = ModularElimination(field: field).rankProfile(of: rows, progress: progress?.update)
        .rank
      made += 1
      best = max(best, rank)
    }
    precondition(best <= bound.value, "rank \(best) above \(bound.value), \(bound.because)")
    let one = SampleFailure.genericPoint(map, maximalRank: bound.value)
    self.init(
      lower: best, bound: bound,
      confidence: best == bound.value
        ? .proved : .monteCarlo(failureProbability: pow(one, Double(made))),
      method: made == 0
        ? "rank at the weights"
        : "rank at \(made) random point\(made == 1 ? "" : "s") modulo random 31-bit primes",
      isAttained: true)
  }

  init(lower: Int, bound: RankBound, confidence: Confidence, method: String, isAttained: Bool) {
    self.lower = lower
    self.bound = bound
    self.confidence = confidence
    self.method = method
    self.isAttained = isAttained
  }
}

extension RankRefusal {
  /// - Throws: `RankRefusal` when an elimination of random rows of the map does not fit the limits.
  public static func check(_ map: some SampledMap, _ limits: RankLimits) throws(RankRefusal) {
    let work = RankWork(rows: map.smallestBound.value, columns: map.parameterCount)
    guard work.fits(limits) else { throw .tooLarge(work, limits) }
  }
}
