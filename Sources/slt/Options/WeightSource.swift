import ExactAlgebra
import Foundation
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
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

  /// - Parameters:
  ///   - task: that of the options, which counts for more than what a file says.
  ///   - inputDimension: d, where the inputs are given.
  /// - Throws: `UsageError`, `DataError`, `StoreError`, `StoredWeightsError`, `WeightFileError`.
  init(
    _ path: String, _ stored: StoredRunOptions, _ names: TensorNameOptions,
    task: ModularAddition?, inputDimension: Int?
  ) throws {
    try OutputFile.checkIsFile(path)
    let kind = WeightFileKind(of: path)
    if kind != .store, stored.isGiven {
      throw UsageError("--run and --epoch belong to a store of slt sweep, and \(path) is none")
    }
    if kind != .tensors, names.isGiven {
      throw UsageError(
        "--input-weights, --output-weights, --biases, --constant and --layout are about tensors of .safetensors and "
          + ".npz; in \(path) it is known which is which")
    }
    switch kind {
    case .store: try self.init(try stored.weights(from: path), task)
    case .json: try self.init(try LoadedWeights(path, family: nil), task)
    case .tensors:
      let file = try TensorMatrices.read(path)
      let origin = task == nil ? TrainingOrigin(file.metadata) : nil
      let tensors: NetworkTensors
      do {
        tensors = try NetworkTensors(
          file.matrices, inputWeights: names.inputWeights, outputWeights: names.outputWeights,
          biases: names.biases, constant: names.constant,
          isTransposed: names.layout.map { $0 == .inOut }, task: task ?? origin?.task,
          inputDimension: inputDimension)
      } catch { throw DataError(file: path, error) }
      self.init(
        tensors: tensors.adding(origin?.note), exact: nil, precision: file.precision,
        task: task ?? origin?.task, loss: origin?.loss, pairs: origin?.pairs)
    }
    try Self.checkMemory(tensors.family.parameterCount, path)
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
      family: .quadratic(weights.network), weights: weights.values,
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
    let family: ModelFamily =
      switch file.file.family {
      case .quadratic:
        .quadratic(
          try QuadraticNetwork(
            inputDimension: file.input, width: file.width, outputDimension: file.output))
      case .biasedQuadratic:
        .biasedQuadratic(
          try BiasedQuadraticNetwork(inputDimension: file.input, width: file.width))
      }
    if let task,
      file.input != task.inputDimension || file.output != task.outputDimension
        || family.name != "quadratic"
    {
      throw DataError(
        "\(file.path): \(family.name), d = \(file.input) and K = \(file.output); modular "
          + "addition modulo \(task.modulus) has \(task.inputDimension) and \(task.outputDimension)"
      )
    }
    let fractions = try SimpleFractions(file, for: family)
    tensors = NetworkTensors(family: family, weights: fractions.doubles, notes: fractions.notes)
    exact = fractions.exact
    precision = 0x1p-53
    self.task = task
    loss = nil
    pairs = nil
  }
}

extension TensorMatrices {
  static func read(_ path: String) throws -> TensorMatrices {
    try OutputFile.checkIsFile(path)
    do { return try TensorMatrices(try TensorFile(contentsOfFile: path), name: path) } catch {
      throw DataError("\(error)")
    }
  }

  /// The one matrix of a file of inputs or targets, a vector being one column.
  func only(_ path: String, _ what: String) throws -> RealMatrix {
    guard matrices.count == 1, let matrix = matrices.first, matrix.dimensions > 0 else {
      throw DataError(
        "\(path): holds \(matrices.count) matrices of floating-point numbers; expected one, \(what)"
      )
    }
    return matrix.dimensions == 2
      ? RealMatrix(rows: matrix.rows, columns: matrix.columns, values: matrix.values)
      : RealMatrix(rows: matrix.columns, columns: 1, values: matrix.values)
  }
}

extension NetworkTensors {
  fileprivate func adding(_ note: String?) -> NetworkTensors {
    guard let note else { return self }
    return NetworkTensors(family: family, weights: weights, notes: notes + [note])
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
