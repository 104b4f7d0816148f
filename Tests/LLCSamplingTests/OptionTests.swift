import ChainDiagnostics
import Foundation
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

@Test("weight decay is one more Gaussian: the drift, and the target of MALA")
func weightDecay() async throws {
  let (curvatures, centre, start) = ([2.0, 0.5], [0.5, -1.0], [1.0, 2.0])
  let target = try LocalisedPosterior(
    loss: FunctionLoss.quadratic(curvatures), nBeta: 7, localisation: 3, centre: centre,
    weightDecay: 11)
  let state = ChainState(target, position: start)
  var random = ChainRandom(seed: 0, purpose: .testing)
  _ = StochasticGradientLangevin(stepSize: 0.01).step(
    state, noise: [0, 0], &random, target: target)
  for i in 0..<2 {
    let slope = 7 * curvatures[i] * start[i] + 3 * (start[i] - centre[i]) + 11 * start[i]
    #expect(abs(state.position[i] - start[i] + 0.005 * slope) < 1e-14)
  }
  // L = h x^2/2 with w* = c: the mean is gamma c / kappa, kappa = n beta h + gamma + decay.
  for method in [SamplerMethod.sgld, .mala, .sgnht] {
    var settings = SamplerSettings(
      method: method, nBeta: 7, localisation: 3, stepSize: 0.02, chains: 4, burnIn: 500,
      draws: 20_000, thinning: 5)
    settings.weightDecay = 11
    let count = method == .sgnht ? 200 : 1
    if method == .sgnht { settings.draws = 3000 }
    let estimate = try await LLCEstimate.measured(
      FunctionLoss.quadratic([Double](repeating: 2, count: count)),
      at: [Double](repeating: 1, count: count), settings: settings, seed: 1)
    let kappa = 14.0 + 3 + 11
    let variance = 1 / (kappa * (method == .sgld ? 1 - 0.02 * kappa / 4 : 1))
    let truth = Double(count) * 7 * (variance + 9 / (kappa * kappa) - 1)
    expectAgreement(estimate, truth: truth, cap: 0.005 * Double(count), method.rawValue)
  }
}

@Test("the box holds: SGLD is clamped, MALA has the truncated law, SGNHT turns round")
func boundingBox() async throws {
  let flat = FunctionLoss.quadratic([0])
  for method in [SamplerMethod.sgld, .rmspropSGLD, .sgnht, .mala] {
    var settings = SamplerSettings(
      method: method, nBeta: 1, localisation: 0, stepSize: 0.5, chains: 2, burnIn: 10, draws: 100)
    settings.boundingBox = 0.7
    let target = try LocalisedPosterior(loss: flat, nBeta: 1, localisation: 0, centre: [3])
    let state = ChainState(target)
    var random = ChainRandom(seed: 1, purpose: .testing)
    let kernel = settings.makeSampler()
    var (low, high, atFace) = (Double.infinity, -Double.infinity, 0)
    for _ in 0..<2000 {
      _ = kernel.step(state, &random, target: target)
      let x = state.position[0]
      if x == 3.0 + 0.7 || x == 3.0 - 0.7 { atFace += 1 }
      (low, high) = (min(low, x), max(high, x))
    }
    #expect(low >= 3.0 - 0.7 && high <= 3.0 + 0.7, "\(method)")
    #expect(low < 2.35 && high > 3.65, "\(method) goes everywhere")
    #expect((method == .mala) == (atFace == 0), "\(method)")
  }
  // MALA on exp(-x) cut to (0, 2): E x = 1 - 2 / (e^2 - 1).
  let slope = FunctionLoss(parameterCount: 1) { x, gradient in
    gradient[0] = 1
    return x[0]
  }
  let target = try LocalisedPosterior(loss: slope, nBeta: 1, localisation: 0, centre: [1])
  let kernel = MetropolisLangevin(stepSize: 1, boundingBox: 1)
  let chains = (0..<4).map { chain in
    let state = ChainState(target)
    var random = ChainRandom(seed: 2, purpose: .testing, chain: chain)
    return (0..<30_000).map { _ in
      _ = kernel.step(state, &random, target: target)
      return state.position[0]
    }
  }
  let summary = ChainSummary(chains: chains)
  expectAgreement(
    summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize,
    truth: 1 - 2 / (exp(2) - 1), cap: 0.01)
}

@Test("noise level nu measures nu^2 times as much, and is flagged")
func noiseLevel() async throws {
  var settings = SamplerSettings(
    nBeta: 20, localisation: 2, stepSize: 0.03, chains: 4, burnIn: 500, draws: 10_000, thinning: 3)
  settings.noiseLevel = 0.5
  let curvatures = [1.0, 0.3, 0.05]
  let estimate = try await LLCEstimate.measured(
    FunctionLoss.quadratic(curvatures), at: [0, 0, 0], settings: settings, seed: 1)
  let prediction = try ResponsePrediction(
    spectrum: HessianSpectrum(eigenvalues: curvatures, parameterCount: 3), settings: settings)
  #expect(prediction.value < 0.4 * prediction.stationary)
  expectAgreement(estimate, truth: prediction.value, cap: 0.005)
  #expect(estimate.flags == [.noiseLevel])
}

@Test("batches in passes see every sample once, then in a new order")
func epochs() throws {
  let loss = try regression(n: 10, d: 3)
  let target = try LocalisedPosterior(loss: loss, nBeta: 5, localisation: 1, centre: [1, 1, 1])
  let state = ChainState(target)
  // Without movement every batch is seen from the same place.
  let kernel = StochasticGradientLangevin(
    stepSize: 1e-300, batches: Batches(size: 4, order: .epochs), noiseLevel: 0)
  var random = ChainRandom(seed: 3, purpose: .testing)
  let all = loss.empiricalLoss(at: [1, 1, 1])
  var orders: Set<[Double]> = []
  for _ in 0..<5 {
    let losses = (0..<3).map { _ in kernel.step(state, &random, target: target).lossBefore }
    let sum = 4 * losses[0] + 4 * losses[1] + 2 * losses[2]
    #expect(abs(sum / 10 - all) < 1e-12 * all)
    orders.insert(losses)
  }
  #expect(orders.count == 5)
}

@Test("an initial loss: over all samples, given, or of the first batches")
func initialLoss() async throws {
  let loss = try regression(n: 20, d: 2)
  var settings = SamplerSettings(
    nBeta: 5, localisation: 1, stepSize: 0.1, chains: 2, burnIn: 0, draws: 10, batchSize: 5)
  func measured() async throws -> Double {
    try await LLCEstimate.measured(loss, at: [1, 1], settings: settings, seed: 1).lossAtCentre
  }
  let all = loss.empiricalLoss(at: [1, 1])
  #expect(try await measured() == all)
  settings.initialLoss = .given(value: 0.25)
  #expect(try await measured() == 0.25)
  settings.conventions = .devinterp
  settings.initialLoss = nil
  let two = try await measured()
  #expect(abs(two - all) > 1e-3 * all)
  // More batches than a pass has: the whole pass, and equal batches are all samples.
  settings.initialLoss = .firstBatches(count: 100)
  #expect(abs(try await measured() - all) < 1e-12)
  settings.initialLoss = .firstBatches(count: 2)
  #expect(try await measured() == two)
}
