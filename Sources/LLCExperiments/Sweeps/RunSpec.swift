/// One training run of a quadratic network on modular addition: everything that decides it.
///
/// Two runs with equal specs give the same trajectory to the last bit, on any number of threads.
public struct RunSpec: Sendable, Hashable, Codable {
  /// p; inputs are the pairs (a, b), d = 2p, and there are K = p outputs.
  public var modulus: Int
  /// m.
  public var width: Int
  /// The share of the p^2 pairs that is trained on; the others validate. The number of training
  /// pairs is `trainingFraction * p^2`, rounded to the nearest integer.
  public var trainingFraction: Double
  public var optimiser: OptimiserKind
  public var learningRate: Double
  /// Of `sgd`.
  public var momentum: Double
  /// Added to the gradient as `weightDecay * w` by `sgd` and `adam`, decoupled in `adamw`.
  public var weightDecay: Double
  /// nil for full batches.
  public var batchSize: Int?
  public var loss: LossKind
  /// s: input weights start as N(0, s^2 / d), output weights as N(0, s^2 / m).
  public var initialScale: Double
  public var epochs: Int
  public var seed: UInt64

  public enum OptimiserKind: String, Sendable, Hashable, Codable, CaseIterable {
    case sgd, adam, adamw
  }

  public enum LossKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Outputs and targets less their means over the batch.
    case centred
    case plain
  }

  public init(
    modulus: Int, width: Int, trainingFraction: Double = 0.5, optimiser: OptimiserKind = .adamw,
    learningRate: Double = 1e-3, momentum: Double = 0, weightDecay: Double = 0,
    batchSize: Int? = nil, loss: LossKind = .centred, initialScale: Double = 1, epochs: Int,
    seed: UInt64 = 1
  ) {
    self.modulus = modulus
    self.width = width
    self.trainingFraction = trainingFraction
    self.optimiser = optimiser
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.batchSize = batchSize
    self.loss = loss
    self.initialScale = initialScale
    self.epochs = epochs
    self.seed = seed
  }
}
