/// How a gradient becomes a step. g is the gradient, eta the learning rate, t the step from 1.
public enum Optimiser: Sendable, Hashable, Codable {
  /// `m <- mu m + g`, `w <- w - eta m`; plain gradient descent with mu = 0.
  case sgd(learningRate: Double, momentum: Double = 0)
  /// Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1.
  case adam(
    learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Adam with decoupled decay, `w <- w - eta lambda w` besides (Loshchilov and Hutter 2019,
  /// arXiv:1711.05101, algorithm 2).
  case adamW(
    learningRate: Double, weightDecay: Double, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8)

  func check() throws(TrainingError) {
    switch self {
    case .sgd(let learningRate, let momentum):
      try TrainingError.positive(learningRate, "learningRate")
      try TrainingError.fraction(momentum, "momentum")
    case .adam(let learningRate, let beta1, let beta2, let epsilon):
      try Self.checkAdam(learningRate, beta1, beta2, epsilon)
    case .adamW(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      try Self.checkAdam(learningRate, beta1, beta2, epsilon)
      guard weightDecay >= 0, weightDecay.isFinite else {
        throw .setting(
          key: "weightDecay", value: "\(weightDecay)",
          fix: "set it to a finite number that is not negative")
      }
    }
  }

  private static func checkAdam(
    _ learningRate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double
  ) throws(TrainingError) {
    try TrainingError.positive(learningRate, "learningRate")
    try TrainingError.fraction(beta1, "beta1")
    try TrainingError.fraction(beta2, "beta2")
    try TrainingError.positive(epsilon, "epsilon")
  }
}
