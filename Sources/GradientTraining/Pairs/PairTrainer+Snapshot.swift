public import Foundation
import ModelFamilies
import NumericAlgebra
import NumericModels

extension PairTrainer {
  /// Everything needed to go on with the same bits: the settings, the pairs, the weights, the
  /// optimiser's memory, epoch and step. The format: `SnapshotHeader`.
  public var state: Data {
    var writer = SnapshotWriter()
    SnapshotHeader(self).write(to: &writer)
    let p = training.task.modulus
    for pairs in [training.training, training.validation] {
      writer.halves(pairs.map { UInt32($0.a * p + $0.b) })
    }
    for values in [network.weights] + moments {
      writer.halves(values.map(\.bitPattern))
    }
    writer.word(snapshotChecksum(writer.data))
    return writer.data
  }

  private var moments: [[Float]] {
    [memory.first, memory.second].prefix(training.optimiser.moments)
      .map { network.slices.gather($0.pointer) }
  }

  /// Resumes a run.
  ///
  /// - Throws: `SnapshotError` when the bytes are not the state of a run, complete and undamaged.
  public convenience init(resuming state: Data, threads: Int = 1) throws(SnapshotError) {
    let contents = try SnapshotContents(state)
    do {
      try self.init(contents.training, weights: contents.weights, threads: threads)
    } catch { throw .field(name: "contents", found: "\(error)", expected: "a run") }
    for (values, buffer) in zip(contents.moments, [memory.first, memory.second]) {
      network.slices.scatter(values, to: buffer.pointer)
    }
    (epoch, steps, lastBatchLoss) = (contents.epoch, contents.steps, contents.lastBatchLoss)
  }

  /// The same, for a run whose settings are known.
  ///
  /// - Throws: `SnapshotError.otherRun` besides, naming what differs.
  public convenience init(
    _ training: PairTraining, resuming state: Data, threads: Int = 1
  ) throws(SnapshotError) {
    try self.init(resuming: state, threads: threads)
    let found = self.training
    for (field, same) in [
      ("modulus", found.task == training.task), ("width", found.width == training.width),
      ("the training pairs", found.training == training.training),
      ("the validation pairs", found.validation == training.validation),
      ("the kind of loss", found.centring == training.centring),
      ("the optimiser", found.optimiser == training.optimiser),
      ("batchSize", found.batchSize == training.batchSize), ("seed", found.seed == training.seed),
    ] where !same { throw .otherRun(field: field) }
  }
}

/// What a training state says, checked.
private struct SnapshotContents {
  let training: PairTraining
  let weights: [Float]
  let moments: [[Float]]
  let epoch: Int
  let steps: Int
  let lastBatchLoss: Double?

  init(_ state: Data) throws(SnapshotError) {
    let shortest = 8 * SnapshotHeader.words + 8
    guard state.count >= shortest else {
      throw .length(found: state.count, expected: "at least \(shortest)")
    }
    let bytes = [UInt8](state)
    var reader = SnapshotReader(bytes)
    let header = try SnapshotHeader(&reader)
    guard let count = header.moments else {
      throw .field(name: "optimiser", found: "\(header.optimiser)", expected: "0, 1 or 2")
    }
    guard let length = header.length(moments: count) else {
      throw .length(found: state.count, expected: "more than there can be")
    }
    guard length == state.count else {
      throw .length(found: state.count, expected: "\(length)")
    }
    // Now every size fits the bytes that are there, and every number of them fits an Int.
    var end = SnapshotReader(Array(bytes[(length - 8)...]))
    guard end.word() == snapshotChecksum(bytes[..<(length - 8)]) else { throw .damaged }
    guard header.epoch <= UInt32.max, let steps = Int(exactly: header.steps), steps < 1 << 60 else {
      throw .field(
        name: "epoch and step", found: "\(header.epoch) and \(header.steps)",
        expected: "an epoch below 2^32")
    }
    (epoch, self.steps) = (Int(header.epoch), steps)
    lastBatchLoss = header.lastBatchLoss.isNaN ? nil : header.lastBatchLoss
    training = try header.training(&reader)
    let parameters = training.parameterCount
    func floats() -> [Float] { reader.halves(parameters).map(Float.init(bitPattern:)) }
    weights = floats()
    moments = (0..<count).map { _ in floats() }
    for values in [weights] + moments {
      if let bad = values.first(where: { !$0.isFinite }) {
        throw .field(name: "a weight or moment", found: "\(bad)", expected: "a finite number")
      }
    }
  }
}

extension SnapshotHeader {
  /// - Precondition: `length` is the number of bytes, and the reader is behind the header.
  fileprivate func training(
    _ reader: inout SnapshotReader
  ) throws(SnapshotError) -> PairTraining {
    guard centring <= 1 else {
      throw .field(name: "centring", found: "\(centring)", expected: "0 or 1")
    }
    guard let p = Int32(exactly: modulus).map(Int.init), let width = Int(exactly: width),
      let batchSize = Int(exactly: batchSize)
    else {
      throw .field(
        name: "modulus, width and batch size",
        found: "\(modulus), \(self.width), \(self.batchSize)",
        expected: "smaller numbers")
    }
    let settings: Optimiser =
      switch optimiser {
      case 0: .sgd(learningRate: rates[0], momentum: rates[2], weightDecay: rates[1])
      case 1:
        .adam(
          learningRate: rates[0], weightDecay: rates[1], beta1: rates[2], beta2: rates[3],
          epsilon: rates[4])
      default:
        .adamW(
          learningRate: rates[0], weightDecay: rates[1], beta1: rates[2], beta2: rates[3],
          epsilon: rates[4])
      }
    func pairs(_ count: UInt64) -> [ModularAddition.Pair] {
      reader.halves(Int(count)).map {
        ModularAddition.Pair(a: Int($0) / max(p, 1), b: Int($0) % max(p, 1))
      }
    }
    do {
      let task = try ModularAddition(modulus: p)
      return try PairTraining(
        task, width: width, training: pairs(trainingCount), validation: pairs(validationCount),
        centring: centring == 1 ? .centred : .plain, optimiser: settings,
        batchSize: batchSize == 0 ? nil : batchSize, seed: seed)
    } catch { throw .field(name: "settings", found: "\(error)", expected: "those of a run") }
  }
}
