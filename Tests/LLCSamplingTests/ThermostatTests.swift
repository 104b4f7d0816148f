import ChainDiagnostics
import Foundation
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

@Suite("SGNHT")
struct ThermostatTests {
  @Test("a step is the splitting's formulas: kick, drift, thermostat, noise, thermostat, drift")
  func formulas() throws {
    let (nBeta, gamma, step, a) = (7.0, 3.0, 0.01, 1.7)
    let (curvatures, centre) = ([2.0, 3.0, 0.5], [0.5, -1.0, 2.0])
    let target = try LocalisedPosterior(
      loss: FunctionLoss.quadratic(curvatures), nBeta: nBeta, localisation: gamma, centre: centre)
    var (x, p, xi) = ([1.0, 1.0, -1.0], [0.2, -0.7, 1.5], a)
    let state = ChainState(target, position: x)
    let kernel = NoseHooverThermostat(stepSize: step, diffusionFactor: a)
    var random = ChainRandom(seed: 0, purpose: .testing)
    #expect(kernel.thermostat(state) == nil)
    let first = p
    for noise in [[0.0, 0, 0], [0.3, -2.0, 1.0]] {
      _ = kernel.step(state, noise: noise, momentum: first, &random, target: target)
      let h = 0.1
      for i in 0..<3 {
        p[i] -= h * (nBeta * curvatures[i] * x[i] + gamma * (x[i] - centre[i]))
        x[i] += h / 2 * p[i]
      }
      xi += h / 2 * (p.reduce(0) { $0 + $1 * $1 } / 3 - 1)
      let spread = (a * (1 - exp(-2 * xi * h)) / xi).squareRoot()
      for i in 0..<3 {
        p[i] = exp(-xi * h) * p[i] + spread * noise[i]
        x[i] += h / 2 * p[i]
      }
      xi += h / 2 * (p.reduce(0) { $0 + $1 * $1 } / 3 - 1)
      let found = try #require(kernel.thermostat(state))
      #expect(abs(found.friction - xi) < 1e-13)
      for i in 0..<3 {
        #expect(abs(state.position[i] - x[i]) < 1e-13)
        #expect(abs(found.momentum[i] - p[i]) < 1e-13)
      }
    }
  }

  @Test("a weight that leaves the box is put on its face and turned round; the others go on")
  func reflection() throws {
    let flat = try LocalisedPosterior(
      loss: FunctionLoss.quadratic([0, 0]), nBeta: 1, localisation: 0, centre: [1, 1])
    let state = ChainState(flat)
    let kernel = NoseHooverThermostat(stepSize: 0.01, diffusionFactor: 1e-12, boundingBox: 0.25)
    var random = ChainRandom(seed: 0, purpose: .testing)
    _ = kernel.step(state, noise: [0, 0], momentum: [3, -0.5], &random, target: flat)
    let momentum = try #require(kernel.thermostat(state)).momentum
    #expect(state.position[0] == 1.25 && momentum[0] < -2)
    #expect(state.position[1] < 1 && momentum[1] < 0)
  }

  @Test("the momentum starts from its law and the friction at the diffusion factor")
  func start() throws {
    let count = 20_000
    let flat = try LocalisedPosterior(
      loss: FunctionLoss.quadratic([Double](repeating: 0, count: count)), nBeta: 1,
      localisation: 0, centre: [Double](repeating: 0, count: count))
    let state = ChainState(flat)
    let kernel = NoseHooverThermostat(stepSize: 1e-10, diffusionFactor: 3)
    var random = ChainRandom(seed: 1, purpose: .testing)
    _ = kernel.step(state, &random, target: flat)
    let found = try #require(kernel.thermostat(state))
    #expect(abs(found.friction - 3) < 1e-5)
    let kinetic = found.momentum.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(kinetic - 1) < 5 * (2 / Double(count)).squareRoot())
  }

  /// One curvature would let a wrong temperature hide in the friction; three cannot.
  @Test(
    "the variance on a Gaussian is 1/kappa at any stable step and diffusion",
    arguments: [(0.05, 0.3), (1.0, 0.1), (3.0, 2.0)])
  func gaussian(stepTimesKappa: Double, dimensionlessDiffusion: Double) throws {
    let kappas = [4.0, 1.0, 0.25]
    let each = 400
    let target = try LocalisedPosterior(
      loss: FunctionLoss.quadratic(kappas.flatMap { [Double](repeating: $0, count: each) }),
      nBeta: 1, localisation: 0, centre: [Double](repeating: 0, count: 3 * each))
    let step = stepTimesKappa / kappas[0]
    let kernel = NoseHooverThermostat(
      stepSize: step, diffusionFactor: dimensionlessDiffusion / step.squareRoot())
    var chains = [[[Double]]](repeating: [], count: 3)
    for chain in 0..<2 {
      let state = ChainState(target)
      var random = ChainRandom(seed: 2, purpose: .testing, chain: chain)
      for group in 0..<3 { chains[group].append([]) }
      for t in 0..<12_000 {
        _ = kernel.step(state, &random, target: target)
        guard t >= 2000 else { continue }
        let x = state.position
        for group in 0..<3 {
          let squares = x[group * each..<(group + 1) * each].reduce(0) { $0 + $1 * $1 }
          chains[group][chain].append(kappas[group] * squares / Double(each))
        }
      }
    }
    for group in 0..<3 {
      let summary = ChainSummary(chains: chains[group])
      // The thermostat's own fluctuation leaves an error of order 1/D.
      expectAgreement(
        summary.mean, summary.monteCarloStandardError + 1e-3, ess: summary.effectiveSampleSize,
        truth: 1, cap: 0.02, floor: 100, "kappa \(kappas[group])")
    }
  }

  @Test("few parameters, not Gaussian: E exp x = alpha at a small step")
  func asymmetric() throws {
    let target = try LocalisedPosterior(
      loss: FunctionLoss.logGamma(2), nBeta: 1, localisation: 0, centre: [digamma(2)])
    let kernel = NoseHooverThermostat(stepSize: 0.02, diffusionFactor: 1)
    var (means, powers) = ([[Double]](), [[Double]]())
    for chain in 0..<4 {
      let state = ChainState(target)
      var random = ChainRandom(seed: 3, purpose: .testing, chain: chain)
      means.append([])
      powers.append([])
      for t in 0..<400_000 {
        _ = kernel.step(state, &random, target: target)
        guard t >= 2000, t.isMultiple(of: 10) else { continue }
        means[chain].append(state.position[0])
        powers[chain].append(exp(state.position[0]))
      }
    }
    for (name, chains, truth) in [("E x", means, digamma(2)), ("E exp x", powers, 2)] {
      let summary = ChainSummary(chains: chains)
      expectAgreement(
        summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize,
        truth: truth, cap: 0.03, floor: 2000, name)
    }
  }

  /// `L = 1/(2n) sum_i |w - c_i|^2` with c_i = +- s e_j: the batch gradient is w - mean of c over the
  /// batch, noise of covariance (s^2/D)/b times the identity, the same everywhere.
  @Test("noise of the gradient that heats SGLD does not heat the thermostat")
  func gradientNoise() async throws {
    let (dimension, size, spread) = (50, 5, 3.0)
    let n = 2 * dimension
    var targets = RealMatrix(rows: n, columns: dimension)
    var jacobian = RealMatrix(rows: n * dimension, columns: dimension)
    for i in 0..<n {
      targets[i, i / 2] = i.isMultiple(of: 2) ? spread : -spread
      for k in 0..<dimension { jacobian[i * dimension + k, k] = 1 }
    }
    let zero = [Double](repeating: 0, count: dimension)
    let loss = try LinearLoss(
      jacobian: jacobian, origin: zero,
      outputsAtOrigin: RealMatrix(rows: n, columns: dimension), targets: targets, centring: .plain)
    var settings = SamplerSettings(
      method: .sgnht, nBeta: 100, localisation: 1, stepSize: 5e-4, chains: 4, burnIn: 2000,
      draws: 4000, thinning: 10, batchSize: size)
    settings.diffusionFactor = 1
    let truth = 25 * 100.0 / 101
    let thermostat = try await LLCEstimate.measured(loss, at: zero, settings: settings, seed: 1)
    expectAgreement(thermostat, truth: truth, cap: 0.15)
    settings.method = .sgld
    settings.diffusionFactor = nil
    let heated = try await LLCEstimate.measured(loss, at: zero, settings: settings, seed: 1)
    // eps/4 (n beta)^2 of the noise's variance beside 1, and the step's own bias.
    let noise = spread * spread / Double(dimension * size) * (1 - Double(size - 1) / Double(n - 1))
    let predicted = truth * (1 + 5e-4 / 4 * 1e4 * noise) / (1 - 5e-4 * 101 / 4)
    #expect(predicted > 1.05 * truth)
    expectAgreement(heated, truth: predicted, cap: 0.15)
    #expect(thermostat.flags == [.minibatchNoise])
  }
}
