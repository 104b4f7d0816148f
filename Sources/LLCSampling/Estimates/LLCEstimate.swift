import ChainDiagnostics
public import NumericModels

/// A measured local learning coefficient,
/// `lambda_hat = n beta (mean of L_n(w_t) over recorded draws - L_n(w*))` (Lau et al. 2023), with
/// its Monte Carlo error.
public struct LLCEstimate: Sendable, Codable {
  public let value: Double
  public let monteCarloStandardError: Double
  public let effectiveSampleSize: Double
  /// nil with a single chain, and when all chains are stuck (see the flags).
  public let rHat: Double?
  /// Standard deviation of n beta (L_n(w_t) - L_n(w*)) over the draws.
  public let drawStandardDeviation: Double
  public let diagnostics: EstimateDiagnostics
  /// Mean over the chains; nil for a method that accepts always.
  public let acceptance: Double?
  /// lambda_hat of each chain that was used.
  public let chainValues: [Double]
  public let droppedChains: [ChainFailure]
  /// L_n(w*), or what the settings put in its place.
  public let lossAtCentre: Double
  public let parameterCount: Int
  public let sampleSize: Int
  public let settings: SamplerSettings
  public let seed: UInt64
  public let flags: [EstimateFlag]

  static let minimumEffectiveSampleSize = 100.0
  static let maximumRHat = 1.02
  static let minimumAcceptance = 0.2

  /// Runs the chains and sums them up.
  ///
  /// - Parameters:
  ///   - centre: w*, D values.
  ///   - spectrum: the Hessian's eigenvalues at w*, if known, for the stability flag.
  /// - Throws: `SettingsError`, `SamplingError.allChainsFailed` or `CancellationError`.
  public static func measured(
    _ loss: any LossFunction, at centre: [Double], settings: SamplerSettings, seed: UInt64,
    maxThreads: Int = .max, spectrum: HessianSpectrum? = nil,
    progress: (@Sendable (SamplingProgress) -> Void)? = nil
  ) async throws -> LLCEstimate {
    let posterior = try LocalisedPosterior(
      loss: loss, nBeta: settings.nBeta, localisation: settings.localisation, centre: centre,
      weightDecay: settings.weightDecay)
    let runner = try ChainRunner(
      posterior: posterior, settings: settings, seed: seed, maxThreads: maxThreads)
    return try LLCEstimate(
      records: try await runner.run(progress: progress), runner: runner, spectrum: spectrum)
  }

  /// Sums up chains that have run.
  ///
  /// - Throws: `SamplingError.allChainsFailed`.
  public init(
    records: [ChainRecord], runner: ChainRunner, spectrum: HessianSpectrum? = nil
  ) throws(SamplingError) {
    let settings = runner.settings
    let failures = records.map { $0.failure ?? Self.runaway($0, settings) }
    let kept = zip(records, failures).filter { $0.1 == nil }.map(\.0)
    droppedChains = failures.compactMap { $0 }
    guard !kept.isEmpty else { throw .allChainsFailed(droppedChains) }
    let lossAtCentre = runner.initialLoss
    let values = kept.map { $0.losses.map { settings.nBeta * ($0 - lossAtCentre) } }
    let summary = ChainSummary(chains: values)
    value = summary.mean
    monteCarloStandardError = summary.monteCarloStandardError
    effectiveSampleSize = summary.effectiveSampleSize
    rHat = summary.rHat.flatMap { $0.isFinite ? $0 : nil }
    drawStandardDeviation = summary.standardDeviation
    diagnostics = EstimateDiagnostics(
      kept, energies: values, summary: summary, posterior: runner.posterior)
    let acceptances = kept.compactMap(\.acceptance)
    acceptance =
      acceptances.isEmpty ? nil : acceptances.reduce(0, +) / Double(acceptances.count)
    chainValues = values.map { $0.reduce(0, +) / Double($0.count) }
    self.lossAtCentre = lossAtCentre
    parameterCount = runner.posterior.loss.parameterCount
    sampleSize = runner.posterior.loss.sampleSize
    self.settings = settings
    seed = runner.seed

    var flags: [EstimateFlag] = []
    // Negated comparisons, so that a NaN raises the flag.
    if !(effectiveSampleSize >= Self.minimumEffectiveSampleSize) {
      flags.append(.lowEffectiveSampleSize)
    }
    if let rHat { if !(rHat <= Self.maximumRHat) { flags.append(.highRHat) } }
    if kept.count == 1 { flags.append(.singleChain) }
    if !droppedChains.isEmpty { flags.append(.droppedChains) }
    if let spectrum, settings.method == .sgld || settings.method == .sgnht,
      settings.stepSize >= spectrum.stabilityLimit(settings)
    {
      flags.append(.unstableStep)
    }
    if let batch = settings.batchSize, batch < sampleSize { flags.append(.minibatchNoise) }
    if summary.constantChainCount > 0 { flags.append(.stuckChain) }
    if let acceptance, acceptance < Self.minimumAcceptance { flags.append(.lowAcceptance) }
    if value < -3 * monteCarloStandardError { flags.append(.negative) }
    if settings.asExecuted.noiseLevel != 1 { flags.append(.noiseLevel) }
    if settings.conventions == .devinterp { flags.append(.devinterpConventions) }
    self.flags = flags
  }

  /// A finite chain whose draws are too large to average is as lost as one with a NaN.
  private static func runaway(_ record: ChainRecord, _ settings: SamplerSettings) -> ChainFailure? {
    let largest = 1e250 / max(settings.nBeta, 1)
    guard let draw = record.losses.firstIndex(where: { abs($0) > largest }) else { return nil }
    return ChainFailure(
      chain: record.chain, step: settings.burnIn + (draw + 1) * settings.thinning)
  }

  /// R-hat where it is required.
  ///
  /// - Throws: `SamplingError.singleChain`, or `.stuckChains`.
  public func requiredRHat() throws(SamplingError) -> Double {
    guard chainValues.count > 1 else { throw .singleChain }
    guard let rHat else { throw .stuckChains }
    return rHat
  }
}
