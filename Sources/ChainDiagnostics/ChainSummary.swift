/// What a set of chains says about the mean of one quantity, and how well it says it.
///
/// Definitions of Vehtari, Gelman, Simpson, Carpenter and Buerkner, Bayesian Analysis 16 (2021),
/// arXiv:1903.08008, as computed by ArviZ.
public struct ChainSummary: Sendable, Equatable {
  /// Mean of all draws.
  public let mean: Double
  /// Standard deviation of all draws, divisor S - 1.
  public let standardDeviation: Double
  /// `standardDeviation / sqrt(effectiveSampleSize)`; zero for equal draws.
  public let monteCarloStandardError: Double
  /// ESS for the mean over split chains; the number of draws for equal draws.
  public let effectiveSampleSize: Double
  /// ESS of the rank-normalised split chains.
  public let bulkEffectiveSampleSize: Double
  /// Rank-normalised split R-hat. Nil for a single chain and for draws that are all equal;
  /// infinity when all half chains are stuck at values that are not all the same.
  public let rHat: Double?
  public let chainCount: Int
  public let drawsPerChain: Int
  /// Chains whose draws are all equal. Any such chain is stuck: its draws are no measurement,
  /// though the formulas give them a standard error (of zero if all chains are stuck at one value).
  public let constantChainCount: Int

  /// Draws for each one that counts, S / ESS.
  public var integratedAutocorrelationTime: Double {
    Double(chainCount * drawsPerChain) / effectiveSampleSize
  }

  /// - Parameter chains: [chain][draw], at least one chain, all of one length, at least 4 draws
  ///   each, all finite and at most 1e300 in magnitude (a precondition; ``init(validating:)``
  ///   throws instead).
  /// - Complexity: O(S log S) for S draws in all, about a second for 8 chains of 10^5 draws.
  public init(chains: [[Double]]) {
    do throws(ChainProblem) {
      try self.init(validating: chains)
    } catch {
      preconditionFailure(error.description)
    }
  }

  /// The same for draws that are not known to be usable.
  ///
  /// - Throws: ``ChainProblem``.
  public init(validating chains: [[Double]]) throws(ChainProblem) {
    let draws = try DrawMatrix(chains)
    let split = draws.split()
    let ranks = rankNormalised(split)
    chainCount = draws.chainCount
    drawsPerChain = draws.drawCount
    constantChainCount = chains.count { chain in chain.allSatisfy { $0 == chain[0] } }
    let constant = constantChainCount == chains.count && Set(chains.map { $0[0] }).count == 1
    mean = constant ? chains[0][0] : draws.values.mean.scaled(by: draws.exponent)
    let deviation = draws.values.sampleVariance.squareRoot()
    standardDeviation = deviation.scaled(by: draws.exponent)
    effectiveSampleSize = EffectiveSampleSize.of(split)
    monteCarloStandardError =
      (deviation / effectiveSampleSize.squareRoot()).scaled(by: draws.exponent)
    bulkEffectiveSampleSize = EffectiveSampleSize.of(ranks)
    rHat =
      draws.chainCount < 2
      ? nil : PotentialScaleReduction.larger(of: ranks, and: rankNormalised(folded(split)))
  }
}
