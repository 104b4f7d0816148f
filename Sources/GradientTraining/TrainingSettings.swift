/// Everything that decides a training run except the loss, the starting weights and the seed.
public struct TrainingSettings: Sendable, Hashable, Codable {
  public var optimiser: Optimiser
  /// Passes over the data; with full batches an epoch is one step.
  public var epochs: Int
  /// nil for full batches. A last batch that is smaller is used as it is.
  public var batchSize: Int?
  /// Stop as soon as the full loss is at or below this.
  public var targetLoss: Double?
  /// The full loss is recorded, and the target tested, every so many epochs, and at the end.
  public var recordEvery: Int

  public init(
    optimiser: Optimiser, epochs: Int, batchSize: Int? = nil, targetLoss: Double? = nil,
    recordEvery: Int = 1
  ) {
    self.optimiser = optimiser
    self.epochs = epochs
    self.batchSize = batchSize
    self.targetLoss = targetLoss
    self.recordEvery = recordEvery
  }

  /// - Throws: `TrainingError.setting` naming the first setting that cannot be used.
  public func check(sampleSize: Int) throws(TrainingError) {
    try optimiser.check()
    for (key, value) in [
      ("epochs", epochs), ("recordEvery", recordEvery), ("batchSize", batchSize ?? 1),
    ] where value < 1 {
      throw .setting(key: key, value: "\(value)", fix: "set it to 1 or more")
    }
    if let batchSize, batchSize > sampleSize {
      throw .setting(
        key: "batchSize", value: "\(batchSize)",
        fix: "set it to at most the number of samples, \(sampleSize), or leave it out")
    }
    if let targetLoss, !(targetLoss >= 0 && targetLoss.isFinite) {
      throw .setting(
        key: "targetLoss", value: "\(targetLoss)",
        fix: "set it to a finite number that is not negative")
    }
  }
}
