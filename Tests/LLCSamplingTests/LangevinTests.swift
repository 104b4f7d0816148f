import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

private func posterior(
  _ loss: FunctionLoss, nBeta: Double, localisation: Double, centre: [Double]
) throws -> LocalisedPosterior {
  try LocalisedPosterior(
    loss: loss, nBeta: nBeta, localisation: localisation, centre: centre)
}

@Test("without noise an SGLD step is the drift, without gradient it is the noise")
func driftAndNoise() throws {
  let curvatures = [2.0, 3.0, 0.5]
  let centre = [0.5, -1.0, 2.0]
  let start = [1.0, 1.0, -1.0]
  let (nBeta, gamma, step) = (7.0, 3.0, 0.01)
  var random = ChainRandom(seed: 0, purpose: .testing)
  let kernel = StochasticGradientLangevin(stepSize: step)
  let target = try posterior(
    .quadratic(curvatures), nBeta: nBeta, localisation: gamma, centre: centre)
  let state = ChainState(target, position: start)
  _ = kernel.step(state, noise: [0, 0, 0], &random, target: target)
  for i in 0..<3 {
    let expected =
      start[i] - step / 2 * (nBeta * curvatures[i] * start[i] + gamma * (start[i] - centre[i]))
    #expect(abs(state.position[i] - expected) < 1e-15)
  }
  // The state's loss and gradient are those of the new position.
  #expect(state.loss == target.loss.empiricalLoss(at: state.position))
  #expect(state.gradient == target.loss.lossAndGradient(at: state.position).gradient)

  let flat = try posterior(.quadratic([0, 0, 0]), nBeta: nBeta, localisation: 0, centre: centre)
  let free = ChainState(flat, position: start)
  let noise = [0.3, -2.0, 1.0]
  _ = kernel.step(free, noise: noise, &random, target: flat)
  for i in 0..<3 { #expect(abs(free.position[i] - start[i] - 0.1 * noise[i]) < 1e-15) }
}

/// a = 1 - eps kappa / 2; variance s (1 - a^2t), s = 1 / (kappa (1 - eps kappa / 4)).
@Test(
  "SGLD from the centre has the predicted variance at every step", arguments: [0.4, 1.5, 2.0, 3.4])
func transient(stepTimesKappa: Double) throws {
  let (nBeta, h, gamma, count) = (10.0, 0.3, 2.0, 100_000)
  let kappa = nBeta * h + gamma
  let step = stepTimesKappa / kappa
  let target = try posterior(
    .quadratic([Double](repeating: h, count: count)), nBeta: nBeta, localisation: gamma,
    centre: [Double](repeating: 0, count: count))
  let state = ChainState(target)
  let kernel = StochasticGradientLangevin(stepSize: step)
  var random = ChainRandom(seed: 1, purpose: .testing)
  let a = 1 - stepTimesKappa / 2
  var power = 1.0
  for t in 1...12 {
    _ = kernel.step(state, &random, target: target)
    power *= a * a
    let expected = (1 - power) / (kappa * (1 - stepTimesKappa / 4))
    let found = state.position.reduce(0) { $0 + $1 * $1 } / Double(count)
    // The relative standard error of a variance from N normals is sqrt(2/N).
    #expect(abs(found / expected - 1) < 5 * (2 / Double(count)).squareRoot(), "step \(t)")
  }
}

@Test("SGLD's stationary variance, far from the limit of small steps", arguments: [0.1, 1.5, 3.0])
func stationary(stepTimesKappa: Double) throws {
  let kappa = 4.0
  let count = 512
  let target = try posterior(
    .quadratic([Double](repeating: kappa, count: count)), nBeta: 1, localisation: 0,
    centre: [Double](repeating: 0, count: count))
  let state = ChainState(target)
  let kernel = StochasticGradientLangevin(stepSize: stepTimesKappa / kappa)
  var random = ChainRandom(seed: 2, purpose: .testing)
  var sum = 0.0
  let (burnIn, steps) = (300, 4000)
  for t in 0..<burnIn + steps {
    _ = kernel.step(state, &random, target: target)
    if t >= burnIn { sum += 2 * state.loss / kappa }
  }
  let expected = 1 / (kappa * (1 - stepTimesKappa / 4))
  // x^2 is an AR(1) observable with correlation a^2 per step: its time is (1 + a^2)/(1 - a^2).
  let a2 = (1 - stepTimesKappa / 2) * (1 - stepTimesKappa / 2)
  let error = (2 * (1 + a2) / (1 - a2) / Double(steps * count)).squareRoot()
  #expect(abs(sum / Double(steps * count) / expected - 1) < 5 * error)
  #expect(error < 0.006)
}

@Test("a minibatch step uses the batch's gradient at the old position")
func minibatchStep() throws {
  let loss = try regression(n: 20, d: 3)
  let target = try LocalisedPosterior(loss: loss, nBeta: 5, localisation: 1, centre: [0, 0, 0])
  let start = [1.0, -1.0, 2.0]
  let state = ChainState(target, position: start)
  var random = ChainRandom(seed: 3, purpose: .testing)
  var copy = random.batches
  let kernel = StochasticGradientLangevin(stepSize: 0.1, batches: Batches(size: 4))
  let info = kernel.step(state, noise: [0, 0, 0], &random, target: target)
  var indices = Array(0..<20)
  indices.withUnsafeMutableBufferPointer { copy.chooseFront(4, of: $0) }
  let (before, gradient) = loss.lossAndGradient(at: start, batch: Array(indices.prefix(4)))
  #expect(info.lossBefore == before)
  for i in 0..<3 {
    let expected = start[i] - 0.05 * (5 * gradient[i] + start[i])
    #expect(abs(state.position[i] - expected) < 1e-14)
  }
  #expect(state.fullLoss() == loss.empiricalLoss(at: state.position))
}
