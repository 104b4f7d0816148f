import LLCExperiments
import Reporting
import WeightFiles

/// Saved weights as JSON, schema 1.
struct TrainingPayload: Encodable {
  struct Saved: Encodable {
    let name: String
    let shape: [Int]
    let element: String
    /// Of the numbers, row-major and little endian.
    let sha256: String
  }

  let schema = 1
  let file: String
  let spec: RunSpec
  let epoch: Int
  let steps: Int
  let isComplete: Bool
  let trainingLoss: Double
  @NullableEncoded var validationLoss: Double?
  let trainingAccuracy: Double
  @NullableEncoded var validationAccuracy: Double?
  let tensors: [Saved]

  init(_ weights: TrainedWeights, file: String, isComplete: Bool) {
    self.file = file
    spec = weights.spec
    (epoch, steps) = (weights.point.epoch, weights.point.steps)
    self.isComplete = isComplete
    trainingLoss = weights.point.trainingLoss
    validationLoss = weights.point.validationLoss
    trainingAccuracy = weights.point.trainingAccuracy
    validationAccuracy = weights.point.validationAccuracy
    tensors = weights.tensors.map {
      Saved(
        name: $0.name, shape: $0.shape, element: $0.element.rawValue, sha256: $0.digest)
    }
  }
}

/// The same as a table.
enum TrainingTable {
  static func table(_ weights: TrainedWeights, file: String) -> Table {
    var table = Table(
      title: "\(file): the weights after epoch \(weights.point.epoch) of \(weights.spec.epochs)",
      columns: ["what", "training", "validation"])
    let point = weights.point
    func cell(_ value: Double?) -> Cell { value.map { .number($0) } ?? .empty }
    table.append(["loss", cell(point.trainingLoss), cell(point.validationLoss)])
    table.append(["accuracy", cell(point.trainingAccuracy), cell(point.validationAccuracy)])
    for tensor in weights.tensors {
      let shape = tensor.shape.map(String.init).joined(separator: " x ")
      table.footnotes.append(
        "\(tensor.name), \(shape), \(tensor.element.rawValue), SHA-256 \(tensor.digest)")
    }
    return table
  }
}
