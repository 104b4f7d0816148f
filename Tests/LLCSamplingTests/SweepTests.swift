import Foundation
import LLCSampling
import Testing

private func settings(_ nBeta: Double) -> SamplerSettings {
  SamplerSettings(
    method: .mala, nBeta: nBeta, localisation: 0, stepSize: 1.2 / (nBeta * 2), chains: 4,
    burnIn: 500, draws: 20_000)
}

/// k (log k - psi(k)) = 1/2 + 1/(12 k) - ...: at k = n beta alpha the plain estimates are above 1/2, and
/// the intercept is 1/2 up to the next order.
@Test("a sweep over temperatures extrapolates a regular model to 1/2")
func sweep() async throws {
  let temperatures = [4.0, 1.0, 2.0]
  let sweep = try await SweepEstimate.measured(
    FunctionLoss.logGamma(2), at: [log(2)], settings: temperatures.map(settings), seed: 3)
  #expect(sweep.points.map(\.settings.nBeta) == temperatures)
  #expect(Set(sweep.points.map(\.seed)).count == 3)
  let truths = temperatures.map { logGammaCoefficient(2 * $0) }
  for (point, truth) in zip(sweep.points, truths) {
    expectAgreement(point, truth: truth, cap: 0.01)
  }
  let weights = sweep.weights
  #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
  let byWeights = zip(weights, sweep.points).reduce(0) { $0 + $1.0 * $1.1.value }
  #expect(abs(byWeights - sweep.value) < 1e-12)
  let expected = zip(weights, truths).reduce(0) { $0 + $1.0 * $1.1 }
  #expect(abs(expected - 0.5) < 0.002, "\(expected)")
  #expect(abs(sweep.value - expected) < 4.5 * sweep.standardError)
  #expect(sweep.standardError < 0.01 && sweep.fit.slope > 0)
  #expect(sweep.coldest.settings.nBeta == 4 && !sweep.fit.deviates)
}

@Test("temperatures that determine no line are refused, and flags are those of any point")
func sweepRefusals() async throws {
  func point(_ nBeta: Double, _ step: Double, draws: Int = 100) async throws -> LLCEstimate {
    var one = settings(nBeta)
    (one.stepSize, one.draws) = (step, draws)
    return try await LLCEstimate.measured(
      FunctionLoss.quadratic([1]), at: [0], settings: one, seed: 1)
  }
  let (good, stuck) = (try await point(1, 1), try await point(2, 1e12))
  #expect(stuck.flags.contains(.stuckChain) && stuck.monteCarloStandardError == 0)
  #expect(throws: SamplingError.noLine) { try SweepEstimate([good, stuck]) }
  #expect(throws: SamplingError.noLine) { try SweepEstimate([good, good]) }
  let other = try await point(4, 0.3, draws: 1000)
  let sweep = try SweepEstimate([good, stuck, other])
  #expect(sweep.weights[1] == 0 && sweep.flags.contains(.stuckChain))
}
