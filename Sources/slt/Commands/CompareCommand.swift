import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt compare`: theory, prediction and measurement side by side.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Trains or plants networks, samples their posteriors, and compares with theory.",
    discussion: """
      The table has three values per case: what theory certifies asymptotically, what it predicts \
      for this sampler at these settings, and the measurement with its standard error. The same \
      spec and seed give the same table, whatever the number of threads.

      EXAMPLES
        slt compare Examples/theory-versus-measurement/spec.yaml
        slt compare spec.yaml --format json > result.json
        slt compare spec.yaml --seed 2 --threads 1
        slt compare published.yaml --compatible
      """)

  @Argument(help: ArgumentHelp("Experiment file (YAML).", valueName: "spec"))
  var spec: String

  @Option(help: "Replaces the seed of the spec.")
  var seed: UInt64?

  @Flag(
    help: ArgumentHelp(
      "Replays devinterp: its draws, batches, L(w*) and adaptation at given settings.",
      discussion: """
        For published numbers alone. Draws are minibatch losses before the step, L(w*) comes from a \
        few batches with an error that no error bar shows, rmsprop-sgld adapts for ever, and sgnht \
        has no thermostat. Rows are flagged devinterp-conventions.
        """))
  var compatible = false

  @Option(help: "Threads to use; the table does not depend on it.")
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); expected at least 1")
    }
  }

  mutating func run() async throws {
    var experiment = try ExperimentSpec(contentsOfFile: spec)
    if let seed { experiment.seed = seed }
    if compatible {
      do { try experiment.replayDevinterp() } catch { throw DataError(file: spec, error) }
    }
    let runner = ExperimentRunner(
      experiment, maxThreads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let display = CaseProgress()
    let outcome: ExperimentRunner.Outcome
    do { outcome = try await runner.runAll { display.update($0) } } catch let error
      as ExperimentError
    {
      display.finish()
      throw DataError(file: spec, error)
    }
    display.finish()
    // What was measured is not lost with a case that failed.
    if !outcome.rows.isEmpty {
      var tables = [ComparisonTable.table(outcome.rows)]
      // CSV holds one table, so that it can be read as one.
      if output.format != .csv, let protocolTable = ProtocolTable.table(outcome.rows) {
        tables.append(protocolTable)
      }
      if output.format != .csv { tables.append(DiagnosticsTable.table(outcome.rows)) }
      try output.print(tables, json: ComparisonPayload(outcome.rows))
    }
    if let failure = outcome.failures.first {
      let others = outcome.failures.count - 1
      throw DataError(
        "\(spec): \(failure)" + (others == 0 ? "" : " (and \(others) more cases failed)"))
    }
  }
}
