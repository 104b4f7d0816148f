/// Geweke's test of stationarity for one chain: do its beginning and its end have one mean?
///
/// z = (early mean - late mean) / sqrt(S_e^2 / ESS_e + S_l^2 / ESS_l). Geweke, in Bayesian
/// Statistics 4 (1992) 169-193, has spectral densities at frequency zero in place of S^2 and
/// numbers of draws in place of ESS; the ratio is the same variance of a mean, estimated here
/// by Geyer's initial monotone sequence. Close to standard normal for a stationary chain much
/// longer than its autocorrelation time; where the early part is not, |z| comes out too large.
public struct GewekeScore: Sendable, Equatable {
  public let z: Double
  public let earlyMean: Double
  public let lateMean: Double

  /// - Parameters:
  ///   - chain: the draws after burn-in.
  ///   - earlyFraction, lateFraction: the parts compared, each above 0, at most 1 together.
  /// - Returns: nil when a part has fewer than 4 draws or when neither part varies.
  /// - Throws: ``ChainProblem``.
  /// - Complexity: that of ``EffectiveSampleSize/ofMean(_:)``.
  public init?(
    chain: [Double], earlyFraction: Double = 0.1, lateFraction: Double = 0.5
  ) throws(ChainProblem) {
    precondition(
      earlyFraction > 0 && lateFraction > 0 && earlyFraction + lateFraction <= 1,
      "fractions \(earlyFraction) and \(lateFraction) must be positive and sum to at most 1")
    let draws = try DrawMatrix([chain])
    let early = Part(draws.values.prefix(Int(earlyFraction * Double(chain.count))))
    let late = Part(draws.values.suffix(Int(lateFraction * Double(chain.count))))
    guard let early, let late, early.varianceOfMean + late.varianceOfMean > 0 else { return nil }
    z = (early.mean - late.mean) / (early.varianceOfMean + late.varianceOfMean).squareRoot()
    earlyMean = early.mean.scaled(by: draws.exponent)
    lateMean = late.mean.scaled(by: draws.exponent)
  }

  private struct Part {
    let mean: Double
    let varianceOfMean: Double

    init?(_ slice: ArraySlice<Double>) {
      guard slice.count >= DrawMatrix.minimumDraws else { return nil }
      let draws = DrawMatrix(chainCount: 1, drawCount: slice.count, values: Array(slice))
      mean = slice.mean
      varianceOfMean = slice.sampleVariance / EffectiveSampleSize.of(draws)
    }
  }
}
