public import Foundation
import GradientTraining
import Identifiability
import LLCSampling
import ModelFamilies
import NumericModels

/// The training of a quadratic network on modular addition, measured at checkpoints.
///
/// Weights are trained, and losses and accuracies evaluated, in single precision; estimates and theory
/// at a checkpoint are worked out from the exact values of the weights. Every random stream is keyed
/// by the seed of the run, and those of an estimate by its epoch as well, so a resumed run continues
/// with the same bits.
public struct TrajectoryRun: RunDriver {
  private let measurement: TrajectoryMeasurement
  private let epochs: [Int]
  private let trainer: PairTrainer
  private let checkpoint: CheckpointMeasurement
  /// Index of the next checkpoint in `epochs`.
  private var next: Int

  public init(_ spec: RunSpec, _ sweep: SweepSpec, resuming state: Data?) throws {
    let training = try PairTraining(spec)
    let initial = try training.initialWeights(scale: spec.initialScale)
    measurement = sweep.measurement
    epochs = sweep.checkpoints.epochs(last: spec.epochs)
    checkpoint = try CheckpointMeasurement(
      training, initialWeights: initial.map(Double.init), sweep.measurement, seed: spec.seed)
    guard let state else {
      trainer = try PairTrainer(training, weights: initial)
      next = 0
      return
    }
    trainer = try PairTrainer(training, resuming: state)
    guard let index = epochs.firstIndex(of: trainer.epoch) else {
      throw ExperimentError(
        name: "a resumed run", problem: "its state is of epoch \(trainer.epoch), no checkpoint")
    }
    next = index + 1
  }

  public var state: Data { get throws { trainer.state } }

  public mutating func advance(
    progress: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> TrajectoryPoint? {
    guard next < epochs.count else { return nil }
    let goal = epochs[next]
    do { try await train(to: goal, progress) } catch TrainingError.cancelled {
      throw CancellationError()
    }
    let evaluation = try trainer.evaluate()
    var point = TrajectoryPoint(
      epoch: goal, steps: trainer.steps, trainingLoss: evaluation.training.loss,
      validationLoss: evaluation.validation?.loss, trainingAccuracy: evaluation.training.accuracy,
      validationAccuracy: evaluation.validation?.accuracy)
    let isLast = next == epochs.count - 1
    if next == 0 || isLast || next.isMultiple(of: max(measurement.every, 1)) {
      progress(
        RunProgress(epoch: goal, batchLoss: evaluation.training.loss, isMeasuring: true))
      try await checkpoint.measure(&point, weights: trainer.weights, isLast: isLast)
    }
    next += 1
    return point
  }

  /// Some seconds of training at most between two looks at cancellation and progress.
  private func train(
    to goal: Int, _ progress: @escaping @Sendable (RunProgress) -> Void
  ) async throws {
    let clock = ContinuousClock()
    var shown = clock.now
    while trainer.epoch < goal {
      try Task.checkCancellation()
      try trainer.train(epochs: 1)
      if clock.now - shown > .milliseconds(200) {
        shown = clock.now
        progress(RunProgress(epoch: trainer.epoch, batchLoss: trainer.lastBatchLoss ?? 0))
        await Task.yield()
      }
    }
  }
}

extension PairTraining {
  /// - Throws: `TrainingError.setting`, `DimensionError`.
  init(_ spec: RunSpec) throws {
    let task = try ModularAddition(modulus: spec.modulus)
    let split = try task.split(trainingFraction: spec.trainingFraction, seed: spec.seed)
    let optimiser: Optimiser =
      switch spec.optimiser {
      case .sgd:
        .sgd(
          learningRate: spec.learningRate, momentum: spec.momentum, weightDecay: spec.weightDecay)
      case .adam: .adam(learningRate: spec.learningRate, weightDecay: spec.weightDecay)
      case .adamw: .adamW(learningRate: spec.learningRate, weightDecay: spec.weightDecay)
      }
    try self.init(
      task, width: spec.width, training: split.training, validation: split.validation,
      centring: spec.loss == .centred ? .centred : .plain, optimiser: optimiser,
      batchSize: spec.batchSize, seed: spec.seed)
  }
}
