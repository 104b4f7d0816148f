/// How a chain moves.
public enum SamplerMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// Stochastic gradient Langevin dynamics, unadjusted (Welling and Teh 2011).
  case sgld
  /// The same proposal, accepted or rejected so that the target is exact (Roberts and Tweedie 1996).
  case mala
}

/// Everything that decides a measurement except the model, the data, the point and the seed.
public struct SamplerSettings: Sendable, Hashable, Codable {
  public var method: SamplerMethod
  /// n beta: the number of samples times the inverse temperature.
  public var nBeta: Double
  /// gamma: strength of the Gaussian pull towards w*. 0 leaves the posterior unlocalised.
  public var localisation: Double
  /// epsilon in x + eps/2 drift + sqrt(eps) noise.
  public var stepSize: Double
  public var chains: Int
  /// Steps before the first step that can be recorded.
  public var burnIn: Int
  /// Recorded draws of each chain.
  public var draws: Int
  /// Steps from one recorded draw to the next: t = burnIn + thinning, burnIn + 2 thinning, ...
  public var thinning: Int
  /// Samples in each step's gradient; nil for all of them.
  public var batchSize: Int?

  public init(
    method: SamplerMethod = .sgld, nBeta: Double, localisation: Double, stepSize: Double,
    chains: Int = 4, burnIn: Int, draws: Int, thinning: Int = 1, batchSize: Int? = nil
  ) {
    self.method = method
    self.nBeta = nBeta
    self.localisation = localisation
    self.stepSize = stepSize
    self.chains = chains
    self.burnIn = burnIn
    self.draws = draws
    self.thinning = thinning
    self.batchSize = batchSize
  }

  /// Steps of each chain: burnIn + draws thinning.
  public var stepCount: Int { burnIn + draws * thinning }

  /// - Parameter sampleSize: n, that a batch may not exceed.
  /// - Throws: `SettingsError` naming the first setting that cannot be used, its value and the fix.
  public func check(sampleSize: Int) throws(SettingsError) {
    try SettingsError.positive(nBeta, "nBeta")
    guard localisation >= 0, localisation.isFinite else {
      throw SettingsError(
        key: "localisation", value: "\(localisation)",
        fix: "set it to a finite number that is not negative")
    }
    try SettingsError.positive(stepSize, "stepSize")
    try SettingsError.atLeast(1, chains, "chains")
    try SettingsError.atLeast(0, burnIn, "burnIn")
    try SettingsError.atLeast(4, draws, "draws")
    try SettingsError.atLeast(1, thinning, "thinning")
    let (recorded, overflow) = draws.multipliedReportingOverflow(by: thinning)
    guard !overflow, !burnIn.addingReportingOverflow(recorded).overflow else {
      throw SettingsError(
        key: "draws", value: "\(draws)", fix: "burnIn + draws thinning must fit in 64 bits")
    }
    guard let batchSize else { return }
    try SettingsError.atLeast(1, batchSize, "batchSize")
    guard sampleSize > 0 else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "leave it out: this loss has no samples to draw a batch from")
    }
    guard batchSize <= sampleSize else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "set it to at most the number of samples, \(sampleSize), or leave it out")
    }
    guard method != .mala else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "leave it out: mala accepts by the full-batch loss; or use sgld")
    }
  }
}
