import ExactAlgebra
public import Foundation
import GradientTraining
public import ModelFamilies
import NumericModels
public import WeightFiles

/// The weights of a training run after some epoch, with what decided them.
public struct TrainedWeights: Sendable {
  public let spec: RunSpec
  /// Passes over the training pairs so far, updates, and losses and accuracies at the weights.
  public let point: TrajectoryPoint
  public let network: QuadraticNetwork
  public let task: ModularAddition
  /// The pairs that were trained on.
  public let trainingPairs: [ModularAddition.Pair]
  /// D numbers of single precision in the order of the network's layout.
  public let values: [Double]

  /// Names in files: torch's for two layers, with its shapes (out x in).
  public static let inputName = "input.weight"
  public static let outputName = "output.weight"

  /// - Parameter state: of a run with this spec, as a store or a `RunDriver` has it.
  /// - Throws: `SnapshotError` when the bytes are not the state of this run; `TrainingError`.
  public init(_ spec: RunSpec, state: Data) throws {
    let trainer = try PairTrainer(PairTraining(spec), resuming: state)
    self.spec = spec
    task = trainer.training.task
    network = try task.network(width: spec.width)
    trainingPairs = trainer.training.training
    values = trainer.weights
    let evaluation = try trainer.evaluate()
    point = TrajectoryPoint(
      epoch: trainer.epoch, steps: trainer.steps, trainingLoss: evaluation.training.loss,
      validationLoss: evaluation.validation?.loss,
      trainingAccuracy: evaluation.training.accuracy,
      validationAccuracy: evaluation.validation?.accuracy)
  }

  /// W, m x 2p, and V, p x m, in single precision, in which they were trained: no bit is lost.
  public var tensors: [Tensor] {
    func tensor(_ name: String, _ shape: [Int], _ values: ArraySlice<Double>) -> Tensor {
      do {
        return try Tensor(name: name, shape: shape, values: Array(values), element: .float32)
      } catch { preconditionFailure("weights of single precision: \(error)") }
    }
    let (m, d, outputs) = (network.width, network.inputDimension, network.outputDimension)
    return [
      tensor(Self.inputName, [m, d], values.prefix(m * d)),
      tensor(Self.outputName, [outputs, m], values.suffix(outputs * m)),
    ]
  }

  /// The settings of the run and where it was, as text. `format` is what other programs look for.
  ///
  /// - Parameter version: of the program.
  public func metadata(version: String) -> [String: String] {
    var metadata = Dictionary(uniqueKeysWithValues: spec.settings.map { ($0.key, $0.value) })
    metadata["task"] = "modular-addition"
    metadata["epoch"] = "\(point.epoch)"
    metadata["program"] = "slt \(version)"
    metadata["format"] = "pt"
    return metadata
  }

  /// Writes the tensors, all of them or what was there before; a .npz has no metadata.
  ///
  /// - Parameter path: ends in .safetensors or .npz.
  /// - Throws: `TensorFileError`.
  public func write(to path: String, version: String) throws(TensorFileError) {
    let isSafetensors = URL(filePath: path).pathExtension == "safetensors"
    try TensorFile(
      tensors: tensors, metadata: isSafetensors ? metadata(version: version) : [:], name: path
    ).write(toFile: path)
  }
}

extension Tensor {
  /// SHA-256 of the numbers, row-major and little endian: of `a.tobytes()` in NumPy.
  public var digest: String { ChallengeStream(hashing: Array(bytes)).hexadecimal }
}
