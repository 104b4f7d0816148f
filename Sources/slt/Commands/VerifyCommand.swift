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
      Reads .safetensors, .npz and .npy files, this program's JSON, and the stores of slt sweep. W (m x d) and V (K x m) of a \
      quadratic network are found by their shapes, torch's convention (out x in) or its transpose; what \
      fits more than one way is refused with the readings.

      EXAMPLES
        slt verify model.safetensors --input-weights fc1.weight --output-weights fc2.weight
        slt verify model.npz --task modular-addition --modulus 53
        slt verify grokking.sqlite --run 3
        slt verify --features F.npy --outputs 10
      """)

  @Argument(help: ArgumentHelp("File of weights.", valueName: "weights"))
  var weights: String?

  @Option(help: ArgumentHelp("Name of the tensor W.", valueName: "name"))
  var inputWeights: String?

  @Option(help: ArgumentHelp("Name of the tensor V.", valueName: "name"))
  var outputWeights: String?

  @Option(help: "Task that gives the inputs: modular-addition, with --modulus.")
  var task: TaskName?

  @Option(help: ArgumentHelp("p of the task.", valueName: "p"))
  var modulus: Int?

  @Option(help: "Loss of the task: centred (default) or plain.")
  var loss: LossKind?

  @Option(
    help: ArgumentHelp(
      "Noise of the weights over their norm; the precision of their type if not given.",
      valueName: "noise"))
  var tolerance: Double?

  @OptionGroup var stored: StoredRunOptions

  @OptionGroup var matrix: MatrixOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let tolerance, !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance is \(tolerance); expected at least 0 and below 1")
    }
    if (task == nil) != (modulus == nil) {
      throw ValidationError("--task modular-addition and --modulus belong together")
    }
  }

  func run() throws {
    let others = inputWeights != nil || outputWeights != nil || task != nil || stored.isGiven
    guard
      let weights = try matrix.weights(
        weights, others: others, loss: loss, tolerance: tolerance, output: output)
    else { return }
    let addition = try modulus.map { try ModularAddition(modulus: $0) }
    let source = try WeightSource(
      weights, stored, inputWeights: inputWeights, outputWeights: outputWeights, task: addition)
    let tensors = source.tensors
    for note in tensors.notes {
      FileHandle.standardError.write(Data("\(weights): \(note)\n".utf8))
    }
    let verification = try WeightVerification(
      tensors.network, weights: tensors.weights, exact: source.exact, task: source.task,
      pairs: source.pairs, loss: loss ?? source.loss ?? .centred,
      relativeTolerance: tolerance ?? source.precision)
    try output.print(
      [
        PredictionTable.table(verification.report, at: nil),
        VerificationTable.table(verification),
      ], json: VerificationPayload(verification, notes: tensors.notes))
  }
}
