public import NumericModels

/// Trains a quadratic network on modular addition in single precision; can be stopped after any
/// epoch and resumed from its `state` with the same bits as if it had not been.
///
/// A function of its `PairTraining` and the starting weights, on any number of threads. A step on a
/// batch of b pairs costs `6 b m p` operations and one pass over weights and moments.
public final class PairTrainer {
  public let training: PairTraining
  /// Epochs finished and updates made.
  public internal(set) var epoch = 0
  public internal(set) var steps = 0
  /// The loss of the last batch before its update; nil before the first.
  public internal(set) var lastBatchLoss: Double?
  let network: PairNetwork
  let memory: SingleOptimiserState
  private let trainingRows: PairRows
  private let validationRows: PairRows

  /// - Parameters:
  ///   - weights: D numbers in the order of `QuadraticNetwork.layout`; see
  ///     `PairTraining.initialWeights`.
  ///   - threads: workers that share every step; several runs side by side need no more than one each.
  /// - Throws: `TrainingError.setting` when the weights are of the wrong number or not all finite.
  public init(
    _ training: PairTraining, weights: [Float], threads: Int = 1
  ) throws(TrainingError) {
    guard weights.count == training.parameterCount else {
      throw .setting(
        key: "initial weights", value: "\(weights.count) weights",
        fix: "the model has \(training.parameterCount)")
    }
    if let i = weights.firstIndex(where: { !$0.isFinite }) {
      throw .setting(
        key: "initial weights", value: "\(weights[i]) at \(i)", fix: "every weight must be finite")
    }
    guard threads >= 1 else {
      throw .setting(key: "threads", value: "\(threads)", fix: "set it to 1 or more")
    }
    self.training = training
    do {
      trainingRows = try PairRows(training.task, training.training)
      validationRows = try PairRows(training.task, training.validation)
      network = try PairNetwork(
        training.task, width: training.width, centring: training.centring, weights: weights,
        threads: threads)
    } catch { preconditionFailure("settings that were checked: \(error)") }
    memory = SingleOptimiserState(training.optimiser, count: network.slices.total)
  }

  /// The same from the weights of `PairTraining.initialWeights`.
  public convenience init(
    _ training: PairTraining, initialScale: Double, threads: Int = 1
  ) throws(TrainingError) {
    try self.init(
      training, weights: try training.initialWeights(scale: initialScale), threads: threads)
  }

  /// - Throws: `TrainingError.nonFinite` with the step, after which the weights are those before it;
  ///   `.cancelled` between epochs when the task is cancelled, after which training can go on.
  public func train(epochs: Int) throws(TrainingError) {
    precondition(epochs >= 0, "\(epochs) epochs")
    guard epochs <= Int(UInt32.max) - epoch else {
      throw .setting(
        key: "epochs", value: "\(epochs)", fix: "a run has fewer than 2^32 of them in all")
    }
    for _ in 0..<epochs {
      if Task.isCancelled { throw .cancelled(step: steps) }
      if let batchSize = training.batchSize {
        let order = training.order(epoch: epoch)
        for start in stride(from: 0, to: order.count, by: batchSize) {
          let batch = order[start..<min(start + batchSize, order.count)]
          try update(network.forward(trainingRows, batch: batch))
        }
      } else {
        try update(network.forward(trainingRows))
      }
      epoch += 1
    }
  }

  private func update(_ loss: Double) throws(TrainingError) {
    guard loss.isFinite else { throw .nonFinite(step: steps, loss: loss) }
    steps += 1
    lastBatchLoss = loss
    let update = memory.update(step: steps)
    let size = network.slices.size
    network.backward { update.apply($0, size, $1, $2) }
  }

  /// Loss, of the kind that is trained, and accuracy; of the validation pairs nil if there are none.
  public struct Evaluation: Sendable, Hashable, Codable {
    public var training: PairEvaluation
    public var validation: PairEvaluation?
  }

  /// On all training pairs and all validation pairs at the present weights.
  ///
  /// - Throws: `TrainingError.nonFinite`.
  public func evaluate() throws(TrainingError) -> Evaluation {
    // A centred loss does not see a constant added to an output, and training lets it drift; what
    // the training pairs say of it decides the answers on both sets.
    let constants = network.openConstants(trainingRows)
    let result = Evaluation(
      training: network.evaluation(trainingRows, constants: constants),
      validation: validationRows.count == 0
        ? nil : network.evaluation(validationRows, constants: constants))
    for loss in [result.training.loss, result.validation?.loss ?? 0] where !loss.isFinite {
      throw .nonFinite(step: steps, loss: loss)
    }
    return result
  }

  /// The present weights in the order of `QuadraticNetwork.layout`.
  public var weights: [Double] { network.weights.map(Double.init) }
}
