public import NumericModels

/// The full loss after a number of epochs.
public struct LossRecord: Sendable, Hashable, Codable {
  public let epoch: Int
  public let empiricalLoss: Double

  public init(epoch: Int, empiricalLoss: Double) {
    self.epoch = epoch
    self.empiricalLoss = empiricalLoss
  }
}

/// Why training ended.
public enum StoppingReason: String, Sendable, Hashable, Codable {
  case targetLoss = "target-loss"
  case epochs
}

/// The end of a training run.
public struct TrainingResult: Sendable {
  public let weights: [Double]
  /// The full loss at the recorded epochs, from epoch 0 (the starting weights) to the last.
  public let history: [LossRecord]
  public let reason: StoppingReason
  /// Updates made.
  public let steps: Int

  public var finalLoss: Double { history[history.count - 1].empiricalLoss }
}

/// Trains weights by gradient steps; a function of its settings, the starting weights and the seed.
public struct Trainer: Sendable {
  public let loss: any LossFunction
  public let settings: TrainingSettings
  public let seed: UInt64

  /// - Throws: `TrainingError.setting`.
  public init(
    loss: any LossFunction, settings: TrainingSettings, seed: UInt64
  ) throws(TrainingError) {
    try settings.check(sampleSize: loss.sampleSize)
    self.loss = loss
    self.settings = settings
    self.seed = seed
  }

  /// - Parameters:
  ///   - initial: D starting weights.
  ///   - progress: called at every recorded epoch.
  /// - Throws: `TrainingError.nonFinite` with the step, `.cancelled` when the task is cancelled.
  public func train(
    from initial: [Double], progress: ((LossRecord) -> Void)? = nil
  ) throws(TrainingError) -> TrainingResult {
    guard initial.count == loss.parameterCount else {
      throw .setting(
        key: "initial weights", value: "\(initial.count) weights",
        fix: "the model has \(loss.parameterCount)")
    }
    var run = TrainingRun(loss: loss, settings: settings, seed: seed, weights: initial)
    return try run.complete(progress)
  }
}
