/// Split R-hat, the potential scale reduction: how much wider all chains together are than each.
public enum PotentialScaleReduction {
  /// Rank-normalised split R-hat: the larger of that of the ranks and that of the ranks of
  /// |x - median|, which sees chains that differ in scale.
  ///
  /// R-hat = sqrt((B/W + n - 1) / n), B = n times the variance of the chain means, W the mean of
  /// the chain variances, n draws a (half) chain. Vehtari et al. 2021, arXiv:1903.08008, sections
  /// 3.1 and 4.1; agrees with `arviz.rhat(method="rank")`.
  ///
  /// - Returns: nil for a single chain and for chains that are all constant at one value;
  ///   infinity when every half chain is stuck, not all at the same value.
  /// - Throws: ``ChainProblem``.
  /// - Complexity: O(S log S) for S draws in all.
  public static func rankNormalisedSplit(_ chains: [[Double]]) throws(ChainProblem) -> Double? {
    let draws = try DrawMatrix(chains)
    let split = draws.split()
    return draws.chainCount < 2
      ? nil : larger(of: rankNormalised(split), and: rankNormalised(folded(split)))
  }

  /// - Parameters: rank-normalised half chains, and rank-normalised folded half chains.
  static func larger(of bulk: DrawMatrix, and tails: DrawMatrix) -> Double? {
    guard let bulk = plain(bulk) else { return nil }
    // The folded draws of chains stuck at m - a and m + a are all equal: then the bulk decides.
    return max(bulk, plain(tails) ?? bulk)
  }

  /// R-hat of chains as they are; nil when neither chains nor their means vary (0/0).
  private static func plain(_ draws: DrawMatrix) -> Double? {
    let length = Double(draws.drawCount)
    let chains = (0..<draws.chainCount).map { draws.chain($0) }
    let between = length * chains.map { $0.mean }.sampleVariance
    let within = chains.map { $0.sampleVariance }.mean
    if between == 0 && within == 0 { return nil }
    return ((between / within + length - 1) / length).squareRoot()
  }
}
