import ChainDiagnostics
import TestSupport
import Testing

@Suite("Chains whose answer is known")
struct KnownAnswerTests {
  /// AR(1) has integrated autocorrelation time tau = (1 + rho)/(1 - rho). The window of W ~ 5 tau
  /// lags gives the estimate a relative standard deviation of about sqrt(2 (2W + 1) / S); four of
  /// those are allowed.
  @Test(arguments: [-0.5, 0.0, 0.5, 0.9, 0.98])
  func autocorrelationTimeOfAutoregressions(rho: Double) throws {
    var random = PseudoRandom(seed: 7)
    let (chains, draws) = (4, 50_000)
    let summary = ChainSummary(
      chains: random.autoregressive(rho, chains: chains, draws: draws))
    let tau = (1 + rho) / (1 - rho)
    let window = 5 * max(tau, 1)
    let tolerance = 4 * (2 * (2 * window + 1) / Double(chains * draws)).squareRoot()
    let found = summary.integratedAutocorrelationTime
    #expect((found / tau - 1).magnitude < tolerance, "\(found), expected \(tau)")
    #expect(tolerance < 0.4)

    let deviation = 1 / (1 - rho * rho).squareRoot()
    #expect((summary.standardDeviation / deviation - 1).magnitude < tolerance)
    #expect(summary.mean.magnitude < 4 * summary.monteCarloStandardError)
    let rHat = try #require(summary.rHat)
    #expect(rHat < 1.01 && rHat > 0.999)
  }

  /// The standard error must be right on average: over 400 runs of the same AR(1) the mean
  /// divided by its MCSE has variance 1, estimated to sqrt(2/400) = 7%.
  @Test func standardErrorsAreCalibrated() {
    var squares = 0.0
    let runs = 400
    for seed in 0..<runs {
      var random = PseudoRandom(seed: UInt64(seed) &* 977 &+ 5)
      let summary = ChainSummary(chains: random.autoregressive(0.7, chains: 4, draws: 1000))
      let score = summary.mean / summary.monteCarloStandardError
      squares += score * score
    }
    let variance = squares / Double(runs)
    #expect((variance - 1).magnitude < 0.28, "variance of the scores is \(variance)")
  }

  @Test func unaffectedByScaleEvenExtreme() {
    var random = PseudoRandom(seed: 3)
    let chains = random.autoregressive(0.5, chains: 3, draws: 200)
    let plain = ChainSummary(chains: chains)
    for power in [0x1p-1000, 0x1p-600, 0x1p-60, 0x1p60, 0x1p900] {
      let scaled = ChainSummary(chains: chains.map { $0.map { $0 * power } })
      #expect(scaled.effectiveSampleSize == plain.effectiveSampleSize, "\(power)")
      #expect(scaled.bulkEffectiveSampleSize == plain.bulkEffectiveSampleSize, "\(power)")
      #expect(scaled.rHat == plain.rHat, "\(power)")
      #expect(scaled.mean == plain.mean * power, "\(power)")
      #expect(scaled.standardDeviation == plain.standardDeviation * power, "\(power)")
      #expect(scaled.monteCarloStandardError == plain.monteCarloStandardError * power, "\(power)")
    }
  }

  @Test func equalDrawsHaveNoErrorAndAreReported() {
    let summary = ChainSummary(chains: Array(repeating: Array(repeating: 0.1, count: 30), count: 3))
    #expect(summary.mean == 0.1)
    #expect(summary.standardDeviation == 0)
    #expect(summary.monteCarloStandardError == 0)
    #expect(summary.effectiveSampleSize == 90)
    #expect(summary.rHat == nil)
    #expect(summary.constantChainCount == 3)
  }

  @Test func disagreementInScaleShowsInRHat() throws {
    var random = PseudoRandom(seed: 11)
    var chains = random.autoregressive(0, chains: 4, draws: 1000)
    chains[0] = chains[0].map { 5 * $0 }
    let rHat = try #require(ChainSummary(chains: chains).rHat)
    #expect(rHat > 1.1)
  }

  @Test func longChainsTakeReasonableTime() {
    var random = PseudoRandom(seed: 1)
    let chains = random.autoregressive(0.999, chains: 8, draws: 100_000)
    let time = ProcessorTime()
    _ = ChainSummary(chains: chains)
    #expect(time.seconds < 10, "8 chains of 100,000 slow draws")
  }
}
