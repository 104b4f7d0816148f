import ExactAlgebra
import Foundation
import LLCExperiments
import LLCTheorems
import ModelFamilies
import WeightFiles

/// The weights of a network from any file that holds some, with what the file says besides.
struct WeightSource {
  let tensors: NetworkTensors
  /// Where a file has fractions that no double is.
  let exact: [Rational]?
  /// Half the spacing of the numbers' type over the number.
  let precision: Double
  /// What was asked for, or else what the file says.
  let task: ModularAddition?
  let loss: LLCTheorems.LossKind?
  /// The training pairs, where the file says which they were; nil for all.
  let pairs: [ModularAddition.Pair]?

  /// Fourth powers of it, summed, are still numbers.
  private static let largest = 1e74

  /// - Parameter task: that of the options, which counts for more than what a file says.
  /// - Throws: `UsageError`, `DataError`, `StoreError`, `StoredWeightsError`, `WeightFileError`.
  init(
    _ path: String, _ stored: StoredRunOptions, inputWeights: String?, outputWeights: String?,
    task: ModularAddition?
  ) throws {
    try OutputFile.checkIsFile(path)
    let kind = WeightFileKind(of: path)
    if kind != .store, stored.isGiven {
      throw UsageError("--run and --epoch belong to a store of slt sweep, and \(path) is none")
    }
    if kind != .tensors, inputWeights != nil || outputWeights != nil {
      throw UsageError(
        "--input-weights and --output-weights name tensors of .safetensors and .npz; in \(path) "
          + "it is known which is which")
    }
    switch kind {
    case .store:
      try self.init(try stored.weights(from: path), task)
    case .json: try self.init(try LoadedWeights(path, family: "quadratic"), task)
    case .tensors:
      let file = try TensorMatrices.read(path)
      let origin = task == nil ? TrainingOrigin(file.metadata) : nil
      let tensors: NetworkTensors
      do {
        tensors = try NetworkTensors(
          file.matrices, inputWeights: inputWeights, outputWeights: outputWeights,
          task: task ?? origin?.task)
      } catch { throw DataError(file: path, error) }
      self.init(
        tensors: tensors.adding(origin?.note), exact: nil, precision: file.precision,
        task: task ?? origin?.task, loss: origin?.loss, pairs: origin?.pairs)
    }
    try Self.checkMemory(tensors.network.parameterCount, path)
    if let large = tensors.weights.first(where: { abs($0) > Self.largest }) {
      throw DataError(
        "\(path): a weight is \(large); expected at most \(Self.largest) in size, since margins take "
          + "fourth powers; scale the weights down")
    }
  }

  /// An exact number takes about 100 bytes, and there are copies.
  private static func checkMemory(_ weights: Int, _ path: String) throws {
    guard Double(weights) * 200 <= Double(Machine.memory) else {
      throw DataError(
        "\(path): \(weights) weights, taken exactly, need \(weights * 200 >> 30) GiB; this machine has "
          + "\(Machine.memory >> 30) GiB")
    }
  }

  private init(
    tensors: NetworkTensors, exact: [Rational]?, precision: Double, task: ModularAddition?,
    loss: LLCTheorems.LossKind?, pairs: [ModularAddition.Pair]?
  ) {
    self.tensors = tensors
    self.exact = exact
    self.precision = precision
    self.task = task
    self.loss = loss
    self.pairs = pairs
  }

  private init(_ weights: TrainedWeights, _ task: ModularAddition?) throws {
    if let task, task != weights.task {
      throw UsageError(
        "--modulus is \(task.modulus); the run was trained modulo \(weights.task.modulus)")
    }
    tensors = NetworkTensors(
      network: weights.network, weights: weights.values,
      notes: [
        "weights after epoch \(weights.point.epoch) of \(weights.spec.epochs); the loss, "
          + "\(weights.spec.loss.rawValue), is that of the \(weights.trainingPairs.count) training pairs"
      ])
    exact = nil
    precision = 0x1p-24
    self.task = weights.task
    loss = LLCTheorems.LossKind(rawValue: weights.spec.loss.rawValue)
    pairs = weights.trainingPairs
  }

  private init(_ file: LoadedWeights, _ task: ModularAddition?) throws {
    let network = try QuadraticNetwork(
      inputDimension: file.input, width: file.width, outputDimension: file.output)
    if let task,
      network.inputDimension != task.inputDimension
        || network.outputDimension != task.outputDimension
    {
      throw DataError(
        "\(file.path): d = \(network.inputDimension) and K = \(network.outputDimension); modular "
          + "addition modulo \(task.modulus) has \(task.inputDimension) and \(task.outputDimension)"
      )
    }
    let fractions = try SimpleFractions(file, for: .quadratic(network))
    tensors = NetworkTensors(network: network, weights: fractions.doubles, notes: fractions.notes)
    exact = fractions.exact
    precision = 0x1p-53
    self.task = task
    loss = nil
    pairs = nil
  }
}

extension TensorMatrices {
  static func read(_ path: String) throws -> TensorMatrices {
    do { return try TensorMatrices(try TensorFile(contentsOfFile: path), name: path) } catch {
      throw DataError("\(error)")
    }
  }
}

extension NetworkTensors {
  fileprivate func adding(_ note: String?) -> NetworkTensors {
    guard let note else { return self }
    return NetworkTensors(network: network, weights: weights, notes: notes + [note])
  }
}

/// What `slt train` wrote beside the tensors; nil unless all of it makes sense.
private struct TrainingOrigin {
  let task: ModularAddition
  let loss: LLCTheorems.LossKind
  let pairs: [ModularAddition.Pair]

  init?(_ metadata: [String: String]) {
    guard metadata["program"]?.hasPrefix("slt ") == true,
      let spec = RunSpec(settings: metadata), let loss = LossKind(rawValue: spec.loss.rawValue),
      let origin = try? spec.trainingPairs()
    else { return nil }
    (task, pairs) = origin
    self.loss = loss
  }

  var note: String {
    "task, loss (\(loss.rawValue)) and its \(pairs.count) training pairs are those of the file's "
      + "metadata"
  }
}
