import ExactAlgebra

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
    let ranks = try RandomPointRanks(
      upTo: bound, weights: map.parameterCount, trials: trials, atLeast: known, using: &random,
      progress: progress
    ) { point, field, random in
      map.samples(count: bound.value, at: point, in: field, using: &random)
    }
    self.init(
      lower: ranks.best, bound: bound,
      confidence: ranks.confidence(
        SampleFailure.genericPoint(map, maximalRank: bound.value)),
      method: ranks.made == 0 ? "rank at the weights" : ranks.method, isAttained: true)
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
