import Foundation

/// An optimiser's memory and its update, D values.
struct OptimiserState {
  private let optimiser: Optimiser
  private var first: [Double]
  private var second: [Double]
  private var steps = 0

  init(_ optimiser: Optimiser, count: Int) {
    self.optimiser = optimiser
    first = [Double](repeating: 0, count: count)
    if case .sgd = optimiser { second = [] } else { second = first }
  }

  mutating func update(_ weights: inout [Double], gradient: [Double]) {
    steps += 1
    switch optimiser {
    case .sgd(let learningRate, let momentum, let weightDecay):
      for i in weights.indices {
        first[i] = momentum * first[i] + (gradient[i] + weightDecay * weights[i])
        weights[i] -= learningRate * first[i]
      }
    case .adam(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      adam(
        &weights, gradient, learningRate, added: weightDecay, decoupled: 0, beta1, beta2, epsilon)
    case .adamW(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      adam(
        &weights, gradient, learningRate, added: 0, decoupled: weightDecay, beta1, beta2, epsilon)
    }
  }

  private mutating func adam(
    _ weights: inout [Double], _ gradient: [Double], _ learningRate: Double, added: Double,
    decoupled: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double
  ) {
    let correction1 = 1 - pow(beta1, Double(steps))
    let correction2 = 1 - pow(beta2, Double(steps))
    for i in weights.indices {
      let g = gradient[i] + added * weights[i]
      first[i] = beta1 * first[i] + (1 - beta1) * g
      second[i] = beta2 * second[i] + (1 - beta2) * g * g
      let direction = (first[i] / correction1) / ((second[i] / correction2).squareRoot() + epsilon)
      weights[i] -= learningRate * (direction + decoupled * weights[i])
    }
  }
}
