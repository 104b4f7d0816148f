import ArgumentParser
import LLCExperiments
import ModelFamilies
import NumericAlgebra

/// Inputs, and targets, that are given as files.
struct SampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The inputs X, n x d, as .npy. Without it and without a task the inputs are taken to be Gaussian.",
      valueName: "file"))
  var inputs: String?

  @Option(
    help: ArgumentHelp(
      "The targets Y, n x K, as .npy; the network's own outputs if not given.", valueName: "file"))
  var targets: String?

  func validate() throws {
    if targets != nil && inputs == nil { throw ValidationError("--targets needs --inputs") }
  }

  /// - Returns: nil without inputs.
  /// - Throws: `DataError`.
  func samples() throws -> VerificationQuestion.Data? {
    guard let inputs else { return nil }
    let file = try TensorMatrices.read(inputs)
    let matrix = try file.only(inputs, "X, n x d")
    let goals = try targets.map { try TensorMatrices.read($0).only($0, "Y, n x K") }
    if let goals, let targets, goals.rows != matrix.rows {
      throw DataError(
        "\(targets): \(goals.rows) rows; expected \(matrix.rows), as many as \(inputs) has")
    }
    guard matrix.rows > 0, matrix.columns > 0, matrix.rows <= Self.sampleLimit else {
      throw DataError(
        "\(inputs): \(matrix.rows) x \(matrix.columns); expected at least one input and at most "
          + "\(Self.sampleLimit)")
    }
    return .samples(matrix, targets: goals, relativeTolerance: file.precision)
  }

  /// - Throws: `DataError` for inputs or targets of another network.
  func checkShapes(_ data: VerificationQuestion.Data?, _ family: ModelFamily) throws {
    guard case .samples(let matrix, let goals, _)? = data else { return }
    for (path, found, expected, name) in [
      (inputs, matrix.columns, family.inputDimension, "d"),
      (targets, goals?.columns ?? family.outputDimension, family.outputDimension, "K"),
    ] where found != expected {
      throw DataError(
        "\(path ?? ""): \(found) columns; expected \(expected), the network's \(name)")
    }
  }

  /// Inputs that are taken: pairs of them are formed.
  private static let sampleLimit = 20_000
}

extension VerificationQuestion.Data {
  var inputDimension: Int? {
    if case .samples(let inputs, _, _) = self { inputs.columns } else { nil }
  }
}
