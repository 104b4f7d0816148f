import ChainDiagnostics
import Foundation
import LLCSampling
import NumericAlgebra
import Testing

/// `U(x, y) = exp(x) - alpha x + (y - x)^2`: exp(x) ~ Gamma(alpha), y | x ~ N(x, 1/2). Not
/// symmetric and not a product. E x = psi(alpha), Var x = psi'(alpha), E y = E x,
/// Var y = Var x + 1/2, and E exp(x) = alpha.
private let alpha = 2.0
private let target = FunctionLoss(parameterCount: 2) { x, gradient in
  let power = exponential(x[0])
  let gap = x[1] - x[0]
  gradient[0] = power - alpha - 2 * gap
  gradient[1] = 2 * gap
  return power - alpha * x[0] + gap * gap
}

@Test(
  "MALA has the exact moments of an asymmetric law, for small and large steps",
  arguments: [0.15, 0.8])
func asymmetric(stepSize: Double) throws {
  let posterior = try LocalisedPosterior(
    loss: target, nBeta: 1, localisation: 0, centre: [log(alpha), log(alpha)])
  let kernel = MetropolisLangevin(stepSize: stepSize)
  let mean = digamma(alpha)
  let variance = Double.pi * Double.pi / 6 - 1
  let quantities: [(name: String, truth: Double, cap: Double, of: ([Double]) -> Double)] = [
    ("E x", mean, 0.02, { $0[0] }),
    ("E y", mean, 0.03, { $0[1] }),
    ("E exp x", alpha, 0.03, { exp($0[0]) }),
    ("Var x", variance, 0.03, { ($0[0] - mean) * ($0[0] - mean) }),
    ("Var y", variance + 0.5, 0.04, { ($0[1] - mean) * ($0[1] - mean) }),
    ("Cov", variance, 0.03, { ($0[0] - mean) * ($0[1] - mean) }),
  ]
  var draws = [[[Double]]](repeating: [], count: quantities.count)
  var accepted = 0
  let (burnIn, steps) = (1000, 60_000)
  for chain in 0..<4 {
    let state = ChainState(posterior)
    var random = ChainRandom(seed: 5, purpose: .testing, chain: chain)
    for q in quantities.indices { draws[q].append([]) }
    for t in 0..<burnIn + steps {
      let info = kernel.step(state, &random, target: posterior)
      guard t >= burnIn else { continue }
      if info.accepted { accepted += 1 }
      let position = state.position
      for (q, quantity) in quantities.enumerated() { draws[q][chain].append(quantity.of(position)) }
    }
  }
  for (q, quantity) in quantities.enumerated() {
    let summary = ChainSummary(chains: draws[q])
    expectAgreement(
      summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize,
      truth: quantity.truth, cap: quantity.cap, floor: 2000, quantity.name)
  }
  // Rejections have to occur, or their code has not been tried.
  let rate = Double(accepted) / Double(4 * steps)
  #expect(rate > 0.4 && rate < 0.995, "acceptance \(rate)")
}

@Test("MALA with localisation is exact on a Gaussian at a step where SGLD is 20 % off")
func localisedGaussian() async throws {
  let curvatures = [1.0, 0.3, 0.05, 0]
  let settings = SamplerSettings(
    method: .mala, nBeta: 20, localisation: 2, stepSize: 0.04, chains: 4, burnIn: 500,
    draws: 20_000, thinning: 2)
  let estimate = try await LLCEstimate.measured(
    FunctionLoss.quadratic(curvatures), at: [0, 0, 0, 0], settings: settings, seed: 1)
  let spectrum = HessianSpectrum(eigenvalues: curvatures, parameterCount: 4)
  let prediction = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(abs(prediction.value - (20.0 / 22 + 6.0 / 8 + 1.0 / 3) / 2) < 1e-14)
  expectAgreement(estimate, truth: prediction.value, cap: 0.01)
  #expect(try #require(estimate.acceptance) > 0.5)
  #expect(estimate.flags.isEmpty)
}

@Test("a proposal outside the support is rejected, and the chain goes on")
func support() throws {
  // An exponential law on x > 0: mean 1. NaN stands for "outside".
  let loss = FunctionLoss(parameterCount: 1) { x, gradient in
    gradient[0] = 1
    return x[0] > 0 ? x[0] : .nan
  }
  let posterior = try LocalisedPosterior(loss: loss, nBeta: 1, localisation: 0, centre: [1])
  let kernel = MetropolisLangevin(stepSize: 1)
  let chains = (0..<4).map { chain in
    let state = ChainState(posterior)
    var random = ChainRandom(seed: 6, purpose: .testing, chain: chain)
    return (0..<50_000).map { _ in
      _ = kernel.step(state, &random, target: posterior)
      return state.position[0]
    }
  }
  #expect(chains.joined().allSatisfy { $0 > 0 })
  let summary = ChainSummary(chains: chains)
  expectAgreement(
    summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize, truth: 1,
    cap: 0.03)
}

/// Reversibility is more than stationarity: no flow goes round between three regions.
@Test("detailed balance: as many steps lead from one region to another as back")
func detailedBalance() throws {
  let posterior = try LocalisedPosterior(
    loss: FunctionLoss.logGamma(alpha), nBeta: 1, localisation: 0, centre: [log(alpha)])
  let kernel = MetropolisLangevin(stepSize: 1.5)
  let state = ChainState(posterior)
  var random = ChainRandom(seed: 8, purpose: .testing)
  expectDetailedBalance(
    steps: 400_000, floor: 10_000, position: { state.position[0] },
    step: { _ = kernel.step(state, &random, target: posterior) })
}
