import NumericAlgebra
import NumericModels

/// A training run in progress.
struct TrainingRun {
  private let settings: TrainingSettings
  private let workspace: any LossWorkspace
  private var weights: [Double]
  private var gradient: [Double]
  private var state: OptimiserState
  private var stream: RandomStream
  private var order: [Int]
  private var history: [LossRecord] = []
  private var steps = 0

  init(loss: any LossFunction, settings: TrainingSettings, seed: UInt64, weights: [Double]) {
    self.settings = settings
    workspace = loss.makeWorkspace()
    self.weights = weights
    gradient = [Double](repeating: 0, count: weights.count)
    state = OptimiserState(settings.optimiser, count: weights.count)
    stream = RandomStream(seed: seed, purpose: .training)
    order = Array(0..<loss.sampleSize)
  }

  mutating func complete(
    _ progress: ((LossRecord) -> Void)?
  ) throws(TrainingError) -> TrainingResult {
    if try record(epoch: 0, progress) { return result(.targetLoss) }
    for epoch in 1...settings.epochs {
      if Task.isCancelled { throw .cancelled(step: steps) }
      if let batchSize = settings.batchSize {
        stream.shuffle(&order)
        for start in stride(from: 0, to: order.count, by: batchSize) {
          try step(start..<min(start + batchSize, order.count))
        }
      } else {
        try step(nil)
      }
      guard epoch.isMultiple(of: settings.recordEvery) || epoch == settings.epochs else { continue }
      if try record(epoch: epoch, progress) { return result(.targetLoss) }
    }
    return result(.epochs)
  }

  private func result(_ reason: StoppingReason) -> TrainingResult {
    TrainingResult(weights: weights, history: history, reason: reason, steps: steps)
  }

  /// One update, on the given stretch of `order` or on everything.
  private mutating func step(_ batch: Range<Int>?) throws(TrainingError) {
    let workspace = workspace
    let value = weights.withUnsafeBufferPointer { weights in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let batch else {
          return workspace.empiricalLoss(
            at: weights.baseAddress!, gradient: gradient.baseAddress!)
        }
        return order.withUnsafeBufferPointer { order in
          workspace.batchLoss(
            at: weights.baseAddress!, batch: UnsafeBufferPointer(rebasing: order[batch]),
            gradient: gradient.baseAddress!)
        }
      }
    }
    guard value.isFinite else { throw .nonFinite(step: steps, loss: value) }
    state.update(&weights, gradient: gradient)
    steps += 1
  }

  /// Appends the full loss to the history; true when it has reached the target.
  private mutating func record(
    epoch: Int, _ progress: ((LossRecord) -> Void)?
  ) throws(TrainingError) -> Bool {
    let workspace = workspace
    let value = weights.withUnsafeBufferPointer { workspace.empiricalLoss(at: $0.baseAddress!) }
    guard value.isFinite else { throw .nonFinite(step: steps, loss: value) }
    let record = LossRecord(epoch: epoch, empiricalLoss: value)
    history.append(record)
    progress?(record)
    return settings.targetLoss.map { value <= $0 } ?? false
  }
}
