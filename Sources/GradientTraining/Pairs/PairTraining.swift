public import ModelFamilies
import NumericAlgebra
public import NumericModels

/// Everything that decides the training of a quadratic network on modular addition except the
/// starting weights and the number of epochs.
public struct PairTraining: Sendable, Hashable {
  public let task: ModularAddition
  /// m.
  public let width: Int
  public let training: [ModularAddition.Pair]
  public let validation: [ModularAddition.Pair]
  public let centring: Centring
  public let optimiser: Optimiser
  /// nil for full batches. A last batch that is smaller is used as it is.
  public let batchSize: Int?
  /// Of the order of the pairs in each epoch.
  public let seed: UInt64

  /// - Throws: `TrainingError.setting` naming the first setting that cannot be used.
  public init(
    _ task: ModularAddition, width: Int, training: [ModularAddition.Pair],
    validation: [ModularAddition.Pair], centring: Centring, optimiser: Optimiser,
    batchSize: Int? = nil, seed: UInt64
  ) throws(TrainingError) {
    try optimiser.check()
    do { _ = try task.network(width: width) } catch {
      throw .setting(key: "width", value: "\(width)", fix: "\(error)")
    }
    guard Int32(exactly: task.sampleSize) != nil else {
      throw .setting(
        key: "modulus", value: "\(task.modulus)", fix: "set it to at most 46340, so that p^2 < 2^31"
      )
    }
    guard !training.isEmpty else {
      throw .setting(key: "training pairs", value: "0 pairs", fix: "there must be at least one")
    }
    for (name, pairs) in [("training pairs", training), ("validation pairs", validation)] {
      do { _ = try PairRows(task, pairs) } catch {
        throw .setting(key: name, value: "not modulo \(task.modulus)", fix: "\(error)")
      }
    }
    if let batchSize, !(1...training.count).contains(batchSize) {
      throw .setting(
        key: "batchSize", value: "\(batchSize)",
        fix: "set it to 1 ... \(training.count), the number of training pairs, or leave it out")
    }
    self.task = task
    self.width = width
    self.training = training
    self.validation = validation
    self.centring = centring
    self.optimiser = optimiser
    self.batchSize = batchSize
    self.seed = seed
  }

  /// D = 3 p m.
  public var parameterCount: Int { 3 * task.modulus * width }

  /// Starting weights: W ~ N(0, s^2 / d) and V ~ N(0, s^2 / m) for the scale s, a function of p, m, s
  /// and the seed.
  public func initialWeights(scale: Double) throws(TrainingError) -> [Float] {
    try TrainingError.notNegative(scale, "initialScale")
    var stream = RandomStream(seed: seed, purpose: .initialWeights)
    var weights = stream.singlePrecisionNormals(parameterCount)
    let inputs = 2 * task.modulus * width
    let inputScale = Float(scale / Double(task.inputDimension).squareRoot())
    let outputScale = Float(scale / Double(width).squareRoot())
    for i in 0..<inputs { weights[i] *= inputScale }
    for i in inputs..<parameterCount { weights[i] *= outputScale }
    return weights
  }

  /// The order of the training pairs in an epoch, from 0: a function of seed and epoch.
  func order(epoch: Int) -> [Int32] {
    precondition(UInt32(exactly: epoch) != nil, "epoch \(epoch) is not in 0 ..< 2^32")
    var stream = RandomStream(seed: seed, purpose: .training, chain: epoch)
    var order = (0..<Int32(training.count)).map(\.self)
    stream.shuffle(&order)
    return order
  }
}
