import LLCSampling
import Testing

/// One teacher, chains of many seeds: are the values right on average, and the errors as large as the
/// scatter? With 200 draws in a round the coefficients of the control variates add about a third of
/// a standard error, on average; it falls as one over the root of the draws.
@Test(
  "over many seeds the deviations in standard errors have mean 0 and spread 1",
  arguments: try [
    KnownTruth(.biased(2, 3, seed: 1), 3), KnownTruth(.quadratic(4, 2, 3, seed: 1), 6),
    KnownTruth(.modularAddition(3, 4, seed: 1), 12),
    KnownTruth(.modularAddition(5, 6, seed: 1), 39),
    KnownTruth(.biased(4, 6, seed: 1), 7.5), KnownTruth(.quadratic(8, 4, 4, seed: 1), 22),
  ])
private func coverage(_ goal: KnownTruth) async throws {
  var scores: [Double] = []
  for seed in 1...30 as ClosedRange<UInt64> {
    let estimate = try await AutomaticEstimate.measured(
      goal.known.loss, at: goal.known.centre,
      settings: AutomaticSettings(targetError: 0.01, maximumGradients: 50_000), seed: seed)
    scores.append((estimate.value - goal.truth) / estimate.standardError)
  }
  let mean = scores.reduce(0, +) / 30
  let spread = (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 29).squareRoot()
  #expect(abs(mean) < 4.5 / 30.0.squareRoot(), "\(mean) \(scores)")
  #expect((0.6...1.6).contains(spread), "\(spread) \(scores)")
}

private struct KnownTruth: Sendable, CustomTestStringConvertible {
  let known: KnownCase
  let truth: Double

  init(_ known: KnownCase, _ truth: Double) {
    self.known = known
    self.truth = truth
  }

  var testDescription: String { known.name }
}
