import ArgumentParser
import AssumptionChecks
import Foundation
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Reporting
import WeightFiles

/// `slt verify`: theorems at weights that people bring.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Says which theorems apply to given weights, exactly and up to noise.",
    discussion: """
      Reads .safetensors, .npz and .npy files, this program's JSON, and the stores of slt sweep. W (m x d) and V (K x m) of a \
      quadratic network are found by their shapes, torch's convention (out x in) or its transpose; what \
      fits more than one way is refused with the readings. Vectors named as biases make a network with one \
      output the biased one, f(x) = sum_j a_j (w_j . x + b_j)^2 + c.

      EXAMPLES
        slt verify model.safetensors --input-weights fc1.weight --output-weights fc2.weight
        slt verify model.npz --task modular-addition --modulus 53
        slt verify grokking.sqlite --run 3
        slt verify model.npz --inputs X.npy --targets Y.npy --measure
        slt verify --features F.npy --outputs 10
        slt verify model.npz --task modular-addition --modulus 53 --snap auto --figure form.svg
      """)

  @Argument(help: ArgumentHelp("File of weights.", valueName: "weights"))
  var weights: String?

  @OptionGroup var names: TensorNameOptions

  @Option(help: "Task that gives inputs and targets: modular-addition, with --modulus.")
  var task: TaskName?

  @Option(help: ArgumentHelp("p of the task.", valueName: "p"))
  var modulus: Int?

  @OptionGroup var data: SampleOptions

  @Option(help: "Loss: plain, or centred, which is the default with a task.")
  var loss: LossKind?

  @Option(help: "What is trained: full, lazy (output weights alone) or ntk (linearised).")
  var regime: Regime?

  @Option(
    help: ArgumentHelp(
      "Noise of the weights over their norm; the precision of their type if not given.",
      valueName: "noise"))
  var tolerance: Double?

  @Option(
    help: ArgumentHelp(
      "Norm of a unit's weights over the largest, at or below which they count as zero; by a gap if not "
        + "given.", valueName: "share"))
  var activeThreshold: Double?

  @Flag(
    help: "Samples the posterior around the weights as well, the network's own outputs as targets.")
  var measure = false

  @Option(help: "Seed of primes and of the sampler.")
  var seed: UInt64 = 1

  @Option(help: "Threads of the sampler; the table does not depend on it.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Most memory for one exact rank, such as 8GiB. Default: 3GiB.", valueName: "size"))
  var memoryLimit: String = "3GiB"

  @Option(
    help: ArgumentHelp(
      "Most time for one exact rank by the estimate made beforehand. Default: 20s.",
      valueName: "time"))
  var timeLimit: String = "20s"

  @OptionGroup var form: StructureOptions

  @OptionGroup var stored: StoredRunOptions

  @OptionGroup var matrix: MatrixOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let tolerance, !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance is \(tolerance); expected at least 0 and below 1")
    }
    if let activeThreshold, !(activeThreshold >= 0 && activeThreshold < 1) {
      throw ValidationError(
        "--active-threshold is \(activeThreshold); expected at least 0 and below 1")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); expected at least 1")
    }
    if (task == nil) != (modulus == nil) {
      throw ValidationError("--task modular-addition and --modulus belong together")
    }
    if task != nil && data.inputs != nil {
      throw ValidationError("--task gives the inputs; leave --inputs out")
    }
    try form.check(modulus: modulus)
  }

  func run() async throws {
    let others =
      names.isGiven || task != nil || data.inputs != nil || measure || regime != nil
      || stored.isGiven
    guard
      let weights = try matrix.weights(
        weights, others: others, loss: loss, tolerance: tolerance, output: output)
    else { return }
    let addition = try modulus.map { try ModularAddition(modulus: $0) }
    let samples = try data.samples()
    let source = try WeightSource(
      weights, stored, names, task: addition, inputDimension: samples?.inputDimension)
    try form.check(task: samples == nil ? source.task : nil)
    let tensors = source.tensors
    try data.checkShapes(samples, tensors.family)
    for note in tensors.notes {
      FileHandle.standardError.write(Data("\(weights): \(note)\n".utf8))
    }
    let seen =
      samples ?? source.task.map { .task($0, pairs: source.pairs) } ?? .gaussian
    var question = VerificationQuestion(
      tensors.family, weights: tensors.weights, exactWeights: source.exact, data: seen,
      loss: loss ?? source.loss ?? (source.task == nil ? .plain : .centred), regime: regime,
      relativeTolerance: tolerance ?? source.precision, activeThreshold: activeThreshold)
    question.limits = try Machine.limits(memoryLimit: memoryLimit, timeLimit: timeLimit)
    question.seed = seed
    let verification: WeightVerification
    do { verification = try WeightVerification(question) } catch {
      throw DataError(file: weights, error)
    }
    let form = try form.answer(question)
    let measured = measure ? try await measurement(verification, weights) : nil
    try print(verification, form, measured, tensors.notes)
  }

  private func print(
    _ verification: WeightVerification, _ form: StructureOptions.Answer, _ measured: Comparison?,
    _ notes: [String]
  ) throws {
    var exact = PredictionTable.table(
      verification.exact.report, at: "at the given weights, their own function being the target")
    if case .fails(let reason) = verification.beyondNoise {
      exact.footnotes.append("These weights as they are, but undecided beyond noise: \(reason).")
    }
    var tables = [
      exact,
      VerificationTable.levels(verification), VerificationTable.assumptions(verification),
      VerificationTable.units(verification),
    ]
    if let zeroed = verification.zeroed {
      tables.append(
        PredictionTable.table(
          zeroed.verdicts.report,
          at: "at the weights with inactive ones set to zero, "
            + "\(Formatting.significant(zeroed.distance, digits: 3)) away"))
    }
    tables += form.tables
    if let measured { tables.append(ComparisonTable.table([measured])) }
    tables[tables.count - 1].footnotes.append(verification.answer)
    try output.print(
      tables, json: VerificationPayload(verification, notes: notes, form: form, measured: measured))
  }

  private func measurement(
    _ verification: WeightVerification, _ path: String
  ) async throws -> Comparison {
    let display = CaseProgress()
    defer { display.finish() }
    do {
      return try await verification.measured(maxThreads: threads ?? Machine.threads) {
        display.update($0)
      }
    } catch let error as ExperimentError { throw DataError(file: path, error) }
  }
}
