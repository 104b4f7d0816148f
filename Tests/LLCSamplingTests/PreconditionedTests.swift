import ChainDiagnostics
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

@Suite("RMSProp-SGLD")
struct PreconditionedTests {
  let curvatures = [2.0, 3.0, 0.5]
  let centre = [0.5, -1.0, 2.0]
  let start = [1.0, 1.0, -1.0]

  @Test("two steps without noise are the paper's formulas; V is of the bare gradient")
  func drift() throws {
    let (nBeta, gamma, step, decay, floor) = (7.0, 3.0, 0.01, 0.8, 0.3)
    let target = try LocalisedPosterior(
      loss: FunctionLoss.quadratic(curvatures), nBeta: nBeta, localisation: gamma, centre: centre)
    let state = ChainState(target, position: start)
    let kernel = PreconditionedLangevin(
      stepSize: step, decay: decay, floor: floor, adaptationSteps: 2)
    var random = ChainRandom(seed: 0, purpose: .testing)
    var (x, moments) = (start, [0.0, 0.0, 0.0])
    #expect(kernel.secondMoments(state) == nil)
    for t in 1...4 {
      _ = kernel.step(state, noise: [0, 0, 0], &random, target: target)
      for i in 0..<3 {
        let gradient = curvatures[i] * x[i]
        if t <= 2 { moments[i] = decay * moments[i] + (1 - decay) * gradient * gradient }
        let scale = 1 / (floor + moments[i].squareRoot())
        x[i] -= step / 2 * scale * (nBeta * gradient + gamma * (x[i] - centre[i]))
        #expect(abs(state.position[i] - x[i]) < 1e-14, "step \(t)")
      }
      let found = try #require(kernel.secondMoments(state))
      for i in 0..<3 { #expect(abs(found[i] - moments[i]) < 1e-14, "step \(t)") }
    }
  }

  @Test("without gradient a step is the noise times sqrt(eps / delta)")
  func noise() throws {
    let flat = try LocalisedPosterior(
      loss: FunctionLoss.quadratic([0, 0, 0]), nBeta: 1, localisation: 0, centre: centre)
    let state = ChainState(flat, position: start)
    let kernel = PreconditionedLangevin(
      stepSize: 0.01, floor: 0.25, adaptationSteps: nil, noiseLevel: 0.5)
    var random = ChainRandom(seed: 0, purpose: .testing)
    let noise = [0.3, -2.0, 1.0]
    _ = kernel.step(state, noise: noise, &random, target: flat)
    for i in 0..<3 {
      #expect(abs(state.position[i] - start[i] - 0.5 * 0.1 * 2 * noise[i]) < 1e-15)
    }
  }

  /// E x of exp(x) ~ Gamma(alpha), whose sign a reversed drift would show, and what is measured.
  private func moments(
    _ kernel: PreconditionedLangevin, _ name: String
  ) throws -> (mean: ChainSummary, energy: ChainSummary) {
    let alpha = 2.0
    let target = try LocalisedPosterior(
      loss: FunctionLoss.logGamma(alpha), nBeta: 1, localisation: 0, centre: [digamma(alpha)])
    var (means, energies) = ([[Double]](), [[Double]]())
    for chain in 0..<4 {
      let state = ChainState(target)
      var random = ChainRandom(seed: 7, purpose: .testing, chain: chain)
      for _ in 0..<2000 { _ = kernel.step(state, &random, target: target) }
      means.append([])
      energies.append([])
      for t in 0..<400_000 {
        _ = kernel.step(state, &random, target: target)
        guard t.isMultiple(of: 10) else { continue }
        means[chain].append(state.position[0])
        energies[chain].append(exponential(state.position[0]))
      }
    }
    return (ChainSummary(chains: means), ChainSummary(chains: energies))
  }

  @Test("with V kept after the burn-in an asymmetric law has its own moments")
  func frozen() throws {
    let found = try moments(
      PreconditionedLangevin(stepSize: 0.01, floor: 0.1, adaptationSteps: 2000), "frozen")
    expectAgreement(
      found.mean.mean, found.mean.monteCarloStandardError, ess: found.mean.effectiveSampleSize,
      truth: digamma(2), cap: 0.02, "E x")
    expectAgreement(
      found.energy.mean, found.energy.monteCarloStandardError,
      ess: found.energy.effectiveSampleSize, truth: 2, cap: 0.03, "E exp x")
  }

  /// With V forgotten at once, `G(x) = 1/(delta + |g(x)|)`, and without Gamma the stationary density
  /// for small steps is p(x)/G(x): where the gradient is large, too often.
  @Test("with V always adapting the chain is biased, as the missing Gamma says")
  func missingGamma() throws {
    let found = try moments(
      PreconditionedLangevin(stepSize: 0.008, decay: 0, floor: 0.5, adaptationSteps: nil), "biased")
    // E exp(x) under exp(2x - exp x) (1/2 + |exp x - 2|), by quadrature in z = exp x.
    var (mass, first) = (0.0, 0.0)
    for k in 0..<400_000 {
      let z = (Double(k) + 0.5) * 1e-4
      let density = z * exponential(-z) * (0.5 + abs(z - 2))
      mass += density
      first += z * density
    }
    let biased = first / mass
    #expect(biased > 2.3, "the case has to tell the biased law from the target's 2")
    expectAgreement(
      found.energy.mean, found.energy.monteCarloStandardError,
      ess: found.energy.effectiveSampleSize, truth: biased, cap: 0.05)
  }

  @Test("an ill-conditioned Gaussian at one step, measured over chains")
  func estimate() async throws {
    // Gradients of size sqrt(h / n beta): G evens out what curvatures of 1 and 1/400 spread.
    let curvatures = [1.0, 0.1, 0.0025]
    var settings = SamplerSettings(
      method: .rmspropSGLD, nBeta: 400, localisation: 0.05, stepSize: 1e-5, chains: 4,
      burnIn: 5000, draws: 20_000, thinning: 10)
    settings.preconditioner = Preconditioner(decay: 0.999, floor: 1e-3)
    let estimate = try await LLCEstimate.measured(
      FunctionLoss.quadratic(curvatures), at: [0, 0, 0], settings: settings, seed: 1)
    let truth = curvatures.reduce(0) { $0 + 400 * $1 / (400 * $1 + 0.05) } / 2
    expectAgreement(estimate, truth: truth, cap: 0.03)
    #expect(estimate.flags.isEmpty)
  }
}
