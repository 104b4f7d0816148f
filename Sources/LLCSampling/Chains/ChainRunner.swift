public import NumericAlgebra
import NumericModels

/// Runs independent chains, several at once.
///
/// A chain is a function of (seed, purpose, chain index) alone: the number of threads and the order
/// in which chains run change no bit of the result.
public struct ChainRunner: Sendable {
  public let posterior: LocalisedPosterior
  public let settings: SamplerSettings
  public let seed: UInt64
  public let purpose: RandomPurpose
  public let maxThreads: Int

  /// - Throws: `SettingsError` when a setting cannot be used or disagrees with the posterior.
  public init(
    posterior: LocalisedPosterior, settings: SamplerSettings, seed: UInt64,
    purpose: RandomPurpose = .sampling, maxThreads: Int = .max
  ) throws(SettingsError) {
    try settings.check(sampleSize: posterior.loss.sampleSize)
    try SettingsError.atLeast(1, maxThreads, "maxThreads")
    guard posterior.nBeta == settings.nBeta, posterior.localisation == settings.localisation,
      posterior.weightDecay == settings.weightDecay
    else {
      throw SettingsError(
        key: "nBeta, localisation, weightDecay",
        value: "\(settings.nBeta), \(settings.localisation), \(settings.weightDecay)",
        fix: "the posterior has \(posterior.nBeta), \(posterior.localisation), "
          + "\(posterior.weightDecay)")
    }
    self.posterior = posterior
    self.settings = settings
    self.seed = seed
    self.purpose = purpose
    self.maxThreads = maxThreads
  }

  /// Every chain's record, by chain index.
  ///
  /// - Parameter progress: called from several threads, every few steps of every chain.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func run(
    progress: (@Sendable (SamplingProgress) -> Void)? = nil
  ) async throws -> [ChainRecord] {
    let workers = min(maxThreads, settings.chains)
    return try await withThrowingTaskGroup(of: [ChainRecord].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var records: [ChainRecord] = []
          for chain in stride(from: worker, to: settings.chains, by: workers) {
            records.append(try await run(chain: chain, progress: progress))
          }
          return records
        }
      }
      var records: [ChainRecord] = []
      for try await some in group { records += some }
      return records.sorted { $0.chain < $1.chain }
    }
  }

  /// Steps between two looks at cancellation and progress.
  private static let stepsPerSlice = 64

  private func run(
    chain: Int, progress: (@Sendable (SamplingProgress) -> Void)?
  ) async throws -> ChainRecord {
    var chain = RunningChain(self, chain: chain)
    while !chain.isFinished {
      try Task.checkCancellation()
      chain.advance(by: Self.stepsPerSlice)
      progress?(
        SamplingProgress(chain: chain.index, step: chain.step, stepCount: settings.stepCount))
      await Task.yield()
    }
    return chain.record
  }
}
