import ChainDiagnostics
import Foundation
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

/// Draws of each quantity by several chains: [quantity][chain][draw]; and the share accepted.
private func run(
  _ target: LocalisedPosterior, _ kernel: HamiltonianMonteCarlo, seed: UInt64, draws: Int,
  of quantities: [([Double]) -> Double]
) -> (draws: [[[Double]]], acceptance: Double) {
  var result = [[[Double]]](repeating: [], count: quantities.count)
  var accepted = 0
  for chain in 0..<4 {
    let state = HamiltonianState(target)
    var stream = RandomStream(seed: seed, purpose: .testing, chain: chain)
    for q in quantities.indices { result[q].append([]) }
    for t in 0..<200 + draws {
      let info = kernel.step(state, &stream, target: target)
      guard t >= 200 else { continue }
      if info.accepted { accepted += 1 }
      let position = state.position
      for (q, quantity) in quantities.enumerated() { result[q][chain].append(quantity(position)) }
    }
  }
  return (result, Double(accepted) / Double(4 * draws))
}

private func expectMoments(
  _ found: [[[Double]]], _ truths: [Double], caps: [Double], _ what: String,
  location: SourceLocation = #_sourceLocation
) {
  for (q, truth) in truths.enumerated() {
    let summary = ChainSummary(chains: found[q])
    expectAgreement(
      summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize,
      truth: truth, cap: caps[q], floor: 2000, within: 4, "\(what), quantity \(q)",
      location: location)
  }
}

/// `U = x^4/4 - x^2/2 + x^3/3 + x/5`, tilted and with two humps; moments by Simpson's rule.
private let tilted = FunctionLoss(parameterCount: 1) { x, gradient in
  let t = x[0]
  gradient[0] = t * t * t - t + t * t + 0.2
  return t * t * t * t / 4 - t * t / 2 + t * t * t / 3 + t / 5
}

private func mean(_ quantity: (Double) -> Double) -> Double {
  let (low, high, count) = (-9.0, 7.0, 16_000)
  let step = (high - low) / Double(count)
  var (weight, sum) = (0.0, 0.0)
  for i in 0...count {
    let x = low + Double(i) * step
    let simpson = i == 0 || i == count ? 1.0 : i.isMultiple(of: 2) ? 2 : 4
    let density = simpson * exp(-(x * x * x * x / 4 - x * x / 2 + x * x * x / 3 + x / 5))
    weight += density
    sum += density * quantity(x)
  }
  return sum / weight
}

@Test(
  "HMC has the moments of a tilted quartic by quadrature, for steps small and large",
  arguments: [(0.2, 1.0), (0.9, 1.0), (0.5, 2.0)])
func tiltedQuartic(step: Double, scale: Double) throws {
  let target = try LocalisedPosterior(loss: tilted, nBeta: 1, localisation: 0, centre: [0])
  let kernel = HamiltonianMonteCarlo(
    metric: MassMatrix(count: 1, scale: scale), stepSize: step, length: 1.5)
  let powers: [([Double]) -> Double] = [{ $0[0] }, { $0[0] * $0[0] }, { pow($0[0], 3) }]
  let found = run(target, kernel, seed: 11, draws: 12_000, of: powers)
  expectMoments(
    found.draws, [mean { $0 }, mean { $0 * $0 }, mean { $0 * $0 * $0 }], caps: [0.03, 0.05, 0.15],
    "step \(step)")
  // Both branches of the acceptance have to be tried.
  if step > 0.4 { #expect(found.acceptance < 0.97, "\(found.acceptance)") }
}

/// Var = (n beta H + gamma)^-1, with the metric of the target and with one that is far from it.
@Test("HMC on a correlated Gaussian, whitened and badly whitened", arguments: [1.0, 8.0])
func correlatedGaussian(factor: Double) throws {
  let loss = try regression(n: 5, d: 3)
  let origin = [0.0, 0, 0]
  let (nBeta, gamma) = (6.0, 0.5)
  let geometry = try LocalGeometry(of: loss, at: origin)
  let target = try LocalisedPosterior(loss: loss, nBeta: nBeta, localisation: gamma, centre: origin)
  let kernel = HamiltonianMonteCarlo(
    metric: MassMatrix(whitening: geometry, nBeta: factor * nBeta, localisation: gamma),
    stepSize: 0.9)
  let pairs = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]
  let found = run(
    target, kernel, seed: 12, draws: 8000,
    of: pairs.map { (i, j) in { $0[i] * $0[j] } })
  // The covariance is what the exact metric applies.
  let exact = MassMatrix(whitening: geometry, nBeta: nBeta, localisation: gamma)
  var scratch = origin
  let truths = pairs.map { (i, j) in
    var column = origin
    column[i] = 1
    var image = origin
    exact.applySquare(column, &image, &scratch)
    return image[j]
  }
  #expect(abs(truths[1]) > 0.02, "correlated: \(truths)")
  expectMoments(
    found.draws, truths, caps: truths.map { 0.05 * max(abs($0), 0.2) }, "factor \(factor)")
}

/// A localised Gaussian off its centre: the mean tells a reversed sign.
@Test("HMC finds the mean between w* and the minimum")
func offCentre() throws {
  let target = try LocalisedPosterior(
    loss: FunctionLoss.quadratic([3]), nBeta: 2, localisation: 4, centre: [1])
  // U = 3 x^2 + 2 (x - 1)^2: mean 0.4, that is u = -0.6; variance 1/10.
  let kernel = HamiltonianMonteCarlo(metric: MassMatrix(count: 1, scale: 0.3), stepSize: 0.8)
  let found = run(
    target, kernel, seed: 13, draws: 6000, of: [{ $0[0] }, { ($0[0] + 0.6) * ($0[0] + 0.6) }])
  expectMoments(found.draws, [-0.6, 0.1], caps: [0.004, 0.002], "off centre")
}

@Test("detailed balance of HMC: as many draws lead from one region to another as back")
func hamiltonianTransitionsBalance() throws {
  let target = try LocalisedPosterior(
    loss: FunctionLoss.logGamma(2), nBeta: 1, localisation: 0, centre: [log(2)])
  let kernel = HamiltonianMonteCarlo(
    metric: MassMatrix(count: 1, scale: 1), stepSize: 1.1, length: 1.3)
  let state = HamiltonianState(target)
  var stream = RandomStream(seed: 8, purpose: .testing)
  expectDetailedBalance(
    steps: 200_000, floor: 5000, position: { state.position[0] + log(2) },
    step: { _ = kernel.step(state, &stream, target: target) })
}

@Test("a proposal into a region without a loss is rejected, and the chain goes on")
func hamiltonianSupport() throws {
  let loss = FunctionLoss(parameterCount: 1) { x, gradient in
    gradient[0] = 1
    return x[0] > 0 ? x[0] : .nan
  }
  let target = try LocalisedPosterior(loss: loss, nBeta: 1, localisation: 0, centre: [1])
  let kernel = HamiltonianMonteCarlo(
    metric: MassMatrix(count: 1, scale: 1), stepSize: 0.7, length: 1.4)
  let found = run(target, kernel, seed: 14, draws: 10_000, of: [{ $0[0] + 1 }])
  #expect(found.draws.joined().joined().allSatisfy { $0 > 0 })
  expectMoments(found.draws, [1], caps: [0.03], "exponential law")
}

@Test("a trajectory is a function of the seed and the chain")
func hamiltonianSeeds() throws {
  let target = try LocalisedPosterior(loss: tilted, nBeta: 1, localisation: 0, centre: [0])
  let kernel = HamiltonianMonteCarlo(metric: MassMatrix(count: 1, scale: 1), stepSize: 0.5)
  func positions(_ seed: UInt64, _ chain: Int) -> [Double] {
    let state = HamiltonianState(target)
    var stream = RandomStream(seed: seed, purpose: .testing, chain: chain)
    return (0..<50).map { _ in
      _ = kernel.step(state, &stream, target: target)
      return state.position[0]
    }
  }
  #expect(positions(1, 0) == positions(1, 0))
  #expect(positions(1, 0) != positions(2, 0) && positions(1, 0) != positions(1, 1))
  // The steps of one trajectory are capped.
  let short = HamiltonianMonteCarlo(
    metric: MassMatrix(count: 1, scale: 1), stepSize: 1e-300, maximumSteps: 3)
  var stream = RandomStream(seed: 1, purpose: .testing)
  #expect(short.step(HamiltonianState(target), &stream, target: target).gradients == 3)
}
