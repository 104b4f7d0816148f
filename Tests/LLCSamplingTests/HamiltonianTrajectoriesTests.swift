import ChainDiagnostics
import Foundation
import LLCSampling
import NumericAlgebra
import Testing

/// The asymmetric law of the MALA tests: exp(x) ~ Gamma(2), y | x ~ N(x, 1/2).
private let alpha = 2.0
private let target = FunctionLoss(parameterCount: 2) { x, gradient in
  let power = exponential(x[0])
  let gap = x[1] - x[0]
  gradient[0] = power - alpha - 2 * gap
  gradient[1] = 2 * gap
  return power - alpha * x[0] + gap * gap
}

@Test(
  "HMC has the exact moments of an asymmetric law, for small and large steps",
  arguments: [(0.15, 8), (0.7, 3)])
func hamiltonianAsymmetric(stepSize: Double, leapfrogSteps: Int) throws {
  let posterior = try LocalisedPosterior(
    loss: target, nBeta: 1, localisation: 0, centre: [log(alpha), log(alpha)])
  let kernel = HamiltonianTrajectories(stepSize: stepSize, leapfrogSteps: leapfrogSteps)
  let mean = digamma(alpha)
  let variance = Double.pi * Double.pi / 6 - 1
  let quantities: [(name: String, truth: Double, of: ([Double]) -> Double)] = [
    ("E x", mean, { $0[0] }), ("E y", mean, { $0[1] }), ("E exp x", alpha, { exp($0[0]) }),
    ("Var x", variance, { ($0[0] - mean) * ($0[0] - mean) }),
    ("Var y", variance + 0.5, { ($0[1] - mean) * ($0[1] - mean) }),
    ("Cov", variance, { ($0[0] - mean) * ($0[1] - mean) }),
  ]
  var draws = [[[Double]]](repeating: [], count: quantities.count)
  var accepted = 0
  let (burnIn, steps) = (200, 20_000)
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
      truth: quantity.truth, cap: 0.03, floor: 2000, quantity.name)
  }
  let rate = Double(accepted) / Double(4 * steps)
  #expect(rate > 0.4, "acceptance \(rate)")
  // Rejections have to occur at the large step, or their code has not been tried.
  #expect(stepSize < 0.5 || rate < 0.995, "acceptance \(rate)")
}

@Test("HMC obeys detailed balance between three regions")
func hamiltonianDetailedBalance() throws {
  let posterior = try LocalisedPosterior(
    loss: FunctionLoss.logGamma(alpha), nBeta: 1, localisation: 0, centre: [log(alpha)])
  let kernel = HamiltonianTrajectories(stepSize: 0.9, leapfrogSteps: 2)
  let state = ChainState(posterior)
  var random = ChainRandom(seed: 8, purpose: .testing)
  expectDetailedBalance(
    steps: 300_000, floor: 8000, position: { state.position[0] },
    step: { _ = kernel.step(state, &random, target: posterior) })
}

/// L = h x^2/2 with w* = c: the mean is gamma c / kappa, kappa = n beta h + gamma + decay; from the
/// same place also with a prior alone.
@Test("HMC samples localisation and weight decay together, and the prediction is stationary")
func hamiltonianGaussians() async throws {
  var settings = SamplerSettings(
    method: .hmc, nBeta: 7, localisation: 3, stepSize: 0.15, chains: 4, burnIn: 100, draws: 10_000)
  settings.leapfrogSteps = 5
  settings.weightDecay = 11
  let estimate = try await LLCEstimate.measured(
    FunctionLoss.quadratic([2]), at: [1], settings: settings, seed: 1)
  let kappa = 14.0 + 3 + 11
  expectAgreement(estimate, truth: 7 * (1 / kappa + 9 / (kappa * kappa) - 1), cap: 0.005)
  #expect(try #require(estimate.acceptance) > 0.9)

  settings.weightDecay = 0
  let curvatures = [1.0, 0.3, 0.05, 0]
  let plain = try await LLCEstimate.measured(
    FunctionLoss.quadratic(curvatures), at: [0, 0, 0, 0], settings: settings, seed: 1)
  let prediction = try ResponsePrediction(
    spectrum: HessianSpectrum(eigenvalues: curvatures, parameterCount: 4), settings: settings)
  #expect(prediction.value == prediction.stationary && prediction.value < prediction.asymptotic)
  expectAgreement(plain, truth: prediction.value, cap: 0.02)
  #expect(plain.flags.isEmpty)
}

/// A small step integrates the oscillator exactly: the energy, and so every acceptance, is kept; and
/// the gradient that is left in the state is that of the loss.
@Test("short leapfrog steps are accepted, and leave loss and gradient of their position")
func hamiltonianState() throws {
  let loss = FunctionLoss.quadratic([2, 0.5])
  let posterior = try LocalisedPosterior(
    loss: loss, nBeta: 4, localisation: 1, centre: [1, -1], weightDecay: 2)
  let state = ChainState(posterior, position: [0.3, 0.2])
  var random = ChainRandom(seed: 2, purpose: .testing)
  let kernel = HamiltonianTrajectories(stepSize: 1e-3, leapfrogSteps: 40)
  var last = state.position
  for _ in 0..<50 {
    let before = state.loss
    let info = kernel.step(state, &random, target: posterior)
    #expect(info.accepted && info.lossBefore == before && state.position != last)
    last = state.position
    #expect(state.loss == state.fullLoss())
    for (slope, truth) in zip(state.gradient, [2 * last[0], 0.5 * last[1]]) {
      #expect(abs(slope - truth) < 1e-12)
    }
  }
}

@Test("the mean number of leapfrog steps is the one asked for, jittered")
func leapfrogCount() throws {
  for mean in [1, 4, 16, 50] {
    let count = Counter()
    let loss = FunctionLoss(parameterCount: 1) { x, gradient in
      count.value += 1
      gradient[0] = x[0]
      return x[0] * x[0] / 2
    }
    let posterior = try LocalisedPosterior(loss: loss, nBeta: 1, localisation: 0, centre: [0])
    let state = ChainState(posterior)
    var random = ChainRandom(seed: 1, purpose: .testing)
    let kernel = HamiltonianTrajectories(stepSize: 1e-3, leapfrogSteps: mean)
    _ = kernel.step(state, &random, target: posterior)
    var lengths: [Int] = []
    for _ in 0..<2000 {
      let before = count.value
      _ = kernel.step(state, &random, target: posterior)
      lengths.append(count.value - before)
    }
    let average = Double(lengths.reduce(0, +)) / 2000
    #expect(abs(average - Double(mean)) < 0.02 * Double(mean) + 0.1, "\(mean): \(average)")
    #expect(mean < 4 || Set(lengths).count > mean / 3, "\(Set(lengths))")
  }
}

private final class Counter: @unchecked Sendable { var value = 0 }

/// Of each method: how fast the mean of many equal directions comes back.
@Test(
  "the relaxation rate is what a slow direction of a chain forgets in one step",
  arguments: [
    (SamplerMethod.sgld, 0.02, 1.0), (.mala, 2e-4, 1), (.hmc, 0.02, 1), (.sgnht, 0.01, 0.02),
  ])
func relaxationRate(method: SamplerMethod, step: Double, curvature: Double) throws {
  let count = 1000
  let settings = SamplerSettings(
    method: method, nBeta: 1, localisation: 0, stepSize: step, chains: 2, burnIn: 0, draws: 4)
  let posterior = try LocalisedPosterior(
    loss: FunctionLoss.quadratic([Double](repeating: curvature, count: count)), nBeta: 1,
    localisation: 0, centre: [Double](repeating: 0, count: count))
  let rate = try #require(settings.relaxationRate(curvature: curvature, acceptance: 1))
  // One standard deviation away: little enough that a thermostat stays where it is.
  let start = 1 / curvature.squareRoot()
  let state = ChainState(posterior, position: [Double](repeating: start, count: count))
  var random = ChainRandom(seed: 4, purpose: .testing)
  let kernel = settings.makeSampler()
  let steps = Int(1 / rate)
  var accepted = 0
  for _ in 0..<steps {
    if kernel.step(state, &random, target: posterior).accepted { accepted += 1 }
  }
  let mean = state.position.reduce(0, +) / Double(count) / start
  let share = Double(accepted) / Double(steps)
  #expect(share > 0.9, "\(share)")
  // The mean of so many has an error of 0.03 to 0.04; hmc's angle is no exponential.
  #expect(abs(log(mean) + share) < 0.25, "\(method): \(mean) after \(steps) steps, rate \(rate)")
}

@Test(
  "a thermostat that rings is as slow as its envelope; what rmsprop-sgld has learnt is not known")
func otherRelaxationRates() throws {
  func rate(_ method: SamplerMethod, _ step: Double, _ curvature: Double) -> Double? {
    SamplerSettings(
      method: method, nBeta: 1, localisation: 0, stepSize: step, burnIn: 5, draws: 4
    ).relaxationRate(curvature: curvature, acceptance: nil)
  }
  // A = 0.1 / h: half of it for each step of time h.
  #expect(abs(try #require(rate(.sgnht, 0.01, 60)) - 0.05) < 1e-15)
  #expect(rate(.rmspropSGLD, 0.01, 1) == nil)
  // Beyond a right angle there is nothing left to forget.
  #expect(rate(.hmc, 1, 1) == 1)
}
