import ArgumentParser
import AssumptionChecks
import Foundation
import LLCExperiments
import LLCTheorems
import ModelFamilies
import Reporting
import WeightFiles

/// `slt verify`: theorems at weights that people bring.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Says which theorems apply to given weights, exactly and up to noise.",
    discussion: """
      Reads .safetensors, .npz and .npy files, and this program's JSON. W (m x d) and V (K x m) of a \
      quadratic network are found by their shapes, torch's convention (out x in) or its transpose; what \
      fits more than one way is refused with the readings.

      EXAMPLES
        slt verify model.safetensors --input-weights fc1.weight --output-weights fc2.weight
        slt verify model.npz --task modular-addition --modulus 53
        slt verify model.npz --task modular-addition --modulus 53 --snap auto --figure form.svg
      """)

  @Argument(help: ArgumentHelp("File of weights.", valueName: "weights"))
  var weights: String

  @Option(help: ArgumentHelp("Name of the tensor W.", valueName: "name"))
  var inputWeights: String?

  @Option(help: ArgumentHelp("Name of the tensor V.", valueName: "name"))
  var outputWeights: String?

  @Option(help: "Task that gives the inputs: modular-addition, with --modulus.")
  var task: TaskName?

  @Option(help: ArgumentHelp("p of the task.", valueName: "p"))
  var modulus: Int?

  @Option(help: "Loss of the task: centred or plain.")
  var loss: LossKind = .centred

  @Option(
    help: ArgumentHelp(
      "Noise of the weights over their norm; the precision of their type if not given.",
      valueName: "noise"))
  var tolerance: Double?

  @OptionGroup var form: StructureOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let tolerance, !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance is \(tolerance); expected at least 0 and below 1")
    }
    if (task == nil) != (modulus == nil) {
      throw ValidationError("--task modular-addition and --modulus belong together")
    }
    try form.check(modulus: modulus)
  }

  func run() throws {
    let addition = try modulus.map { try ModularAddition(modulus: $0) }
    let file = try LoadedTensors(weights)
    let tensors: NetworkTensors
    do {
      tensors = try NetworkTensors(
        file.matrices, inputWeights: inputWeights, outputWeights: outputWeights, task: addition)
    } catch { throw DataError(file: weights, error) }
    for note in tensors.notes {
      FileHandle.standardError.write(Data("\(weights): \(note)\n".utf8))
    }
    let verification = try WeightVerification(
      tensors.network, weights: tensors.weights, task: addition, loss: loss,
      relativeTolerance: tolerance ?? file.precision)
    let answer = try form.answer(tensors, .init(task: addition, loss: loss))
    try output.print(
      [
        PredictionTable.table(verification.report, at: nil),
        VerificationTable.table(verification),
      ] + answer.tables,
      json: VerificationPayload(verification, notes: tensors.notes, form: answer))
  }
}

/// The matrices of a file, and how precise its numbers are.
struct LoadedTensors {
  let matrices: [NamedMatrix]
  /// Half the spacing of the coarsest element type over the number: 2^-11 for float16, 2^-8 for bfloat16,
  /// 2^-24 for float32, 2^-53 for float64.
  let precision: Double

  init(_ path: String) throws {
    try OutputFile.checkIsFile(path)
    let file: TensorFile
    do { file = try TensorFile(contentsOfFile: path) } catch {
      throw DataError("\(error)")
    }
    if let bad = file.firstNonFinite {
      throw DataError(
        "\(path): \(bad.tensor)\(bad.index) is \(bad.value); expected finite weights")
    }
    var coarsest = 0.0
    matrices = file.tensors.compactMap { tensor in
      // A vector of output weights is the V of one output.
      guard (1...2).contains(tensor.shape.count), tensor.element.isFloatingPoint else { return nil }
      coarsest = max(coarsest, tensor.element.precision)
      return NamedMatrix(
        name: tensor.name, rows: tensor.shape.count == 2 ? tensor.shape[0] : 1,
        columns: tensor.shape.last ?? 1, values: tensor.values)
    }
    precision = coarsest
  }
}

extension TensorElement {
  fileprivate var precision: Double {
    switch self {
    case .float16: 0x1p-11
    case .bfloat16: 0x1p-8
    case .float32: 0x1p-24
    default: 0x1p-53
    }
  }
}
