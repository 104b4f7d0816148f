/// How a gradient becomes a step. eta is the learning rate, t the step from 1, and g the gradient; of
/// `sgd` and `adam` with weight decay lambda, the gradient plus `lambda w`, as in torch.
public enum Optimiser: Sendable, Hashable, Codable {
  /// `m <- mu m + g`, `w <- w - eta m`; plain gradient descent with mu = 0.
  case sgd(learningRate: Double, momentum: Double = 0, weightDecay: Double = 0)
  /// Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1.
  case adam(
    learningRate: Double, weightDecay: Double = 0, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8)
  /// Adam with decoupled decay, `w <- w - eta lambda w` besides (Loshchilov and Hutter 2019,
  /// arXiv:1711.05101, algorithm 2).
  case adamW(
    learningRate: Double, weightDecay: Double, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8)

  func check() throws(TrainingError) {
    switch self {
    case .sgd(let learningRate, let momentum, let weightDecay):
      try TrainingError.positive(learningRate, "learningRate")
      try TrainingError.fraction(momentum, "momentum")
      try TrainingError.notNegative(weightDecay, "weightDecay")
    case .adam(let learningRate, let weightDecay, let beta1, let beta2, let epsilon),
      .adamW(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      try Self.checkAdam(learningRate, weightDecay, beta1, beta2, epsilon)
    }
  }

  private static func checkAdam(
    _ learningRate: Double, _ weightDecay: Double, _ beta1: Double, _ beta2: Double,
    _ epsilon: Double
  ) throws(TrainingError) {
    try TrainingError.positive(learningRate, "learningRate")
    try TrainingError.notNegative(weightDecay, "weightDecay")
    try TrainingError.fraction(beta1, "beta1")
    try TrainingError.fraction(beta2, "beta2")
    try TrainingError.positive(epsilon, "epsilon")
  }
}
