import CNumericKernels
import Foundation
import NumericAlgebra

/// An optimiser's memory and its update in single precision.
///
/// Every weight is updated at every step: moments and decay ask for it, and of the rows of W^T a
/// batch touches most, so that skipping the others would save little where it is allowed.
struct SingleOptimiserState {
  let optimiser: Optimiser
  /// Momentum's velocity or Adam's first moments, and Adam's second moments; empty where there are
  /// none.
  let first: SingleBuffer
  let second: SingleBuffer

  init(_ optimiser: Optimiser, count: Int) {
    self.optimiser = optimiser
    first = SingleBuffer(count: optimiser.moments >= 1 ? count : 0)
    second = SingleBuffer(count: optimiser.moments >= 2 ? count : 0)
  }

  /// The update of step t, from 1.
  func update(step t: Int) -> Update {
    switch optimiser {
    case .sgd(let learningRate, let momentum, let weightDecay):
      let (rate, decay) = (Float(learningRate), Float(weightDecay))
      return momentum == 0
        ? .sgd(rate: rate, decay: decay)
        : .momentum(rate: rate, momentum: Float(momentum), decay: decay, first)
    case .adam(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      let factors = Self.factors(
        t, learningRate, keep: 1, decay: weightDecay, beta1, beta2, epsilon)
      return .adam(factors, first, second)
    case .adamW(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      let factors = Self.factors(
        t, learningRate, keep: 1 - learningRate * weightDecay, decay: 0, beta1, beta2, epsilon)
      return .adam(factors, first, second)
    }
  }

  private static func factors(
    _ t: Int, _ learningRate: Double, keep: Double, decay: Double, _ beta1: Double, _ beta2: Double,
    _ epsilon: Double
  ) -> slt_single_adam_factors {
    slt_single_adam_factors(
      rate: Float(learningRate / (1 - pow(beta1, Double(t)))), keep: Float(keep),
      decay: Float(decay), beta1: Float(beta1), gain1: Float(1 - beta1), beta2: Float(beta2),
      gain2: Float(1 - beta2), root: Float(1 / (1 - pow(beta2, Double(t))).squareRoot()),
      epsilon: Float(epsilon))
  }

  /// What one step does to `count` weights from `offset` on. It depends on nothing but these weights,
  /// their gradient and their memory, so stretches may be updated in any order and at the same time.
  enum Update: @unchecked Sendable {
    case sgd(rate: Float, decay: Float)
    case momentum(rate: Float, momentum: Float, decay: Float, SingleBuffer)
    case adam(slt_single_adam_factors, SingleBuffer, SingleBuffer)

    func apply(
      _ offset: Int, _ count: Int, _ weights: UnsafeMutablePointer<Float>,
      _ gradient: UnsafePointer<Float>
    ) {
      switch self {
      case .sgd(let rate, let decay):
        slt_single_sgd(count, rate, decay, gradient, weights)
      case .momentum(let rate, let momentum, let decay, let velocity):
        slt_single_momentum(
          count, rate, momentum, decay, gradient, velocity.pointer + offset, weights)
      case .adam(var factors, let first, let second):
        slt_single_adam(
          count, &factors, gradient, first.pointer + offset, second.pointer + offset, weights)
      }
    }
  }
}

extension Optimiser {
  /// Numbers remembered for each weight in single precision.
  var moments: Int {
    switch self {
    case .sgd(_, let momentum, _): momentum == 0 ? 0 : 1
    case .adam, .adamW: 2
    }
  }
}
