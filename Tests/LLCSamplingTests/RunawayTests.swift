import LLCSampling
import Testing

/// Chains that stay finite and go astray all the same.
@Suite("Runaway chains")
struct RunawayTests {
  /// Draws of 1e299: averaging them would overflow. They are dropped and reported, not trapped on.
  @Test func areDropped() async throws {
    let loss = FunctionLoss(parameterCount: 1) { x, gradient in
      gradient[0] = 0
      return x[0] == 0 ? 0 : 1e299
    }
    let settings = SamplerSettings(
      nBeta: 10, localisation: 1, stepSize: 0.1, chains: 2, burnIn: 3, draws: 8, thinning: 2)
    do {
      _ = try await LLCEstimate.measured(loss, at: [0], settings: settings, seed: 1)
      Issue.record("an estimate from draws of 1e299")
    } catch let error as SamplingError {
      #expect(
        error
          == .allChainsFailed([ChainFailure(chain: 0, step: 5), ChainFailure(chain: 1, step: 5)])
      )
    }
  }
}
