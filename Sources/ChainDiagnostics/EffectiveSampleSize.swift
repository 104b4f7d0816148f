import Foundation

/// Effective sample size: the number of independent draws whose mean would be as uncertain.
public enum EffectiveSampleSize {
  /// ESS for the mean, over split chains.
  ///
  /// S / tau, tau = -1 + 2 sum_t rho_t over Geyer's initial monotone sequence, S the number of
  /// draws kept by the split. Vehtari, Gelman, Simpson, Carpenter and Buerkner, Bayesian Analysis
  /// 16 (2021), arXiv:1903.08008, section 3.2; agrees with `arviz.ess(method="mean")`. A constant
  /// set of chains has ESS = S. At most S log10(S), the published cap for antithetic chains.
  ///
  /// - Throws: ``ChainProblem``.
  /// - Complexity: O(S) a lag up to lag 64; beyond that O(S log S) once.
  public static func ofMean(_ chains: [[Double]]) throws(ChainProblem) -> Double {
    of(try DrawMatrix(chains).split())
  }

  /// Bulk ESS: that of the rank-normalised split chains (same source, section 4.2); exists for
  /// heavy tails too. Agrees with `arviz.ess(method="bulk")`. Sorting costs O(S log S) more.
  ///
  /// - Throws: ``ChainProblem``.
  public static func bulk(_ chains: [[Double]]) throws(ChainProblem) -> Double {
    of(rankNormalised(try DrawMatrix(chains).split()))
  }

  /// ESS of chains as they are, without splitting.
  static func of(_ draws: DrawMatrix) -> Double {
    let size = Double(draws.chainCount * draws.drawCount)
    if draws.isConstant { return size }
    // log10(S) > 0: a split of at least 4 draws keeps at least 4.
    return size / max(autocorrelationTime(draws), 1 / log10(size))
  }

  /// tau by Geyer's initial positive, then monotone, sequence, line by line as in ArviZ: the pairs
  /// (rho_{2k}, rho_{2k+1}) are kept while their sums are positive, then made non-increasing; the
  /// even term after the last pair is added where positive.
  private static func autocorrelationTime(_ draws: DrawMatrix) -> Double {
    let length = draws.drawCount
    var autocovariance = MeanAutocovariance(draws)
    let within = autocovariance(0) * Double(length) / Double(length - 1)
    var total = autocovariance(0)
    if draws.chainCount > 1 {
      total += (0..<draws.chainCount).map { draws.chain($0).mean }.sampleVariance
    }
    func rho(_ lag: Int) -> Double { 1 - (within - autocovariance(lag)) / total }

    var even = 1.0
    var odd = rho(1)
    var kept = [even, odd]
    var t = 1
    while t < length - 3 && even + odd > 0 {
      even = rho(t + 1)
      odd = rho(t + 2)
      kept += even + odd >= 0 ? [even, odd] : [0, 0]
      t += 2
    }
    let last = t - 2  // the odd lag of the last pair kept; -1 when none is
    if even > 0 { kept[last + 1] = even }

    t = 1
    while t <= last - 2 {
      let before = kept[t - 1] + kept[t]
      if kept[t + 1] + kept[t + 2] > before {
        kept[t + 1] = before / 2
        kept[t + 2] = before / 2
      }
      t += 2
    }
    return -1 + 2 * kept[..<(last + 1)].reduce(0, +) + kept[last + 1]
  }
}
