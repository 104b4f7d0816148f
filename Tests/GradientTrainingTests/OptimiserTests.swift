import Foundation
import GradientTraining
import NumericAlgebra
import NumericModels
import Testing

/// `L = 1/2 sum_i h_i (w_i - 1)^2` through the library's own linear loss: inputs sqrt(n h) e_i.
private func quadraticBowl(_ curvatures: [Double]) throws -> LinearLoss {
  let n = curvatures.count
  var inputs = RealMatrix(rows: n, columns: n)
  var targets = RealMatrix(rows: n, columns: 1)
  for i in 0..<n {
    inputs[i, i] = (Double(n) * curvatures[i]).squareRoot()
    targets[i, 0] = inputs[i, i]
  }
  return try LinearLoss(regressors: inputs, targets: targets, centring: .plain)
}

private func trained(
  _ loss: any LossFunction, _ optimiser: Optimiser, steps: Int, from start: [Double]
) throws -> [Double] {
  let settings = TrainingSettings(optimiser: optimiser, epochs: steps)
  return try Trainer(loss: loss, settings: settings, seed: 0).train(from: start).weights
}

private func expectClose(_ a: [Double], _ b: [Double], location: SourceLocation = #_sourceLocation)
{
  for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-13, sourceLocation: location) }
}

/// w - 1 shrinks by 1 - eta h at every step.
@Test("gradient descent on a quadratic is a geometric series")
func gradientDescent() throws {
  let h = [0.5, 2.0]
  let found = try trained(
    try quadraticBowl(h), .sgd(learningRate: 0.3), steps: 20, from: [3, -2])
  expectClose(found, [1 + 2 * pow(1 - 0.15, 20), 1 - 3 * pow(1 - 0.6, 20)])
}

/// e_{t+1} = (1 + mu - eta h) e_t - mu e_{t-1}, e_1 = (1 - eta h) e_0.
@Test("momentum is the second-order recursion")
func momentum() throws {
  let (h, eta, mu) = (2.0, 0.1, 0.9)
  var previous = 4.0
  var error = (1 - eta * h) * previous
  for _ in 1..<30 { (previous, error) = (error, (1 + mu - eta * h) * error - mu * previous) }
  let found = try trained(
    try quadraticBowl([h]), .sgd(learningRate: eta, momentum: mu), steps: 30, from: [5])
  expectClose(found, [1 + error])
}

/// Worked by hand from Kingma and Ba's algorithm 1 with beta1 = 0.5, beta2 = 0.75, epsilon = 1:
/// L = (w - 1)^2 / 2, so g = w - 1.
@Test("two steps of Adam and AdamW by hand")
func adam() throws {
  let loss = try quadraticBowl([1])
  // Step 1: g = 2, m^ = 2, v^ = 4; w = 3 - 0.3 * 2/(2 + 1) = 2.8.
  // Step 2: g = 1.8, m = 0.5 * 1 + 0.5 * 1.8 = 1.4, m^ = 1.4/0.75,
  //         v = 0.75 * 1 + 0.25 * 3.24 = 1.56, v^ = 1.56/0.4375.
  let second = 2.8 - 0.3 * (1.4 / 0.75) / ((1.56 / 0.4375).squareRoot() + 1)
  let settings = Optimiser.adam(learningRate: 0.3, beta1: 0.5, beta2: 0.75, epsilon: 1)
  expectClose(try trained(loss, settings, steps: 1, from: [3]), [2.8])
  expectClose(try trained(loss, settings, steps: 2, from: [3]), [second])
  // Decoupled decay: w <- w - eta lambda w with the old w, and the gradient does not see it.
  let decayed = Optimiser.adamW(
    learningRate: 0.3, weightDecay: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1)
  expectClose(try trained(loss, decayed, steps: 1, from: [3]), [2.8 - 0.3 * 0.1 * 3])
  let w = 2.8 - 0.09
  let g = w - 1
  let v = (0.75 + 0.25 * g * g) / 0.4375
  let step = ((0.5 + 0.5 * g) / 0.75) / (v.squareRoot() + 1)
  expectClose(try trained(loss, decayed, steps: 2, from: [3]), [w - 0.3 * (step + 0.1 * w)])
}

/// Decay that is added to the gradient is the gradient of `lambda/2 |w|^2`: with SGD on
/// `h/2 (w - 1)^2`, w - h/(h + lambda) shrinks by 1 - eta (h + lambda) at every step.
@Test("weight decay is added to the gradient of SGD, with and without momentum, and of Adam")
func addedDecay() throws {
  let (h, decay, eta) = (2.0, 0.5, 0.1)
  let rest = h / (h + decay)
  let plain = try trained(
    try quadraticBowl([h]), .sgd(learningRate: eta, weightDecay: decay), steps: 10, from: [3])
  expectClose(plain, [rest + (3 - rest) * pow(1 - eta * (h + decay), 10)])
  let mu = 0.5
  var previous = 3 - rest
  var error = (1 - eta * (h + decay)) * previous
  for _ in 1..<10 {
    (previous, error) = (error, (1 + mu - eta * (h + decay)) * error - mu * previous)
  }
  let momentum = try trained(
    try quadraticBowl([h]), .sgd(learningRate: eta, momentum: mu, weightDecay: decay), steps: 10,
    from: [3])
  expectClose(momentum, [rest + error])
  // g = 2 (3 - 1) + 0.5 * 3 = 5.5; the first step of Adam is eta g / (|g| + epsilon).
  let adam = Optimiser.adam(learningRate: eta, weightDecay: decay, epsilon: 1)
  expectClose(
    try trained(try quadraticBowl([h]), adam, steps: 1, from: [3]), [3 - eta * 5.5 / 6.5])
}
