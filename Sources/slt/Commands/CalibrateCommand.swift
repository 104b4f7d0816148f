import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt calibrate`: the automatic protocol on models whose coefficient is known.
struct CalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measures models whose learning coefficient is known, all by the automatic protocol.",
    discussion: """
      One protocol without a setting for any single model. Columns: the truth, what is predicted at \
      the settings that the protocol chose, the plain estimate, the corrected one with its standard \
      error, the deviation, gradients and CPU seconds.

      EXAMPLES
        slt calibrate
        slt calibrate --only "modular addition" --format json
        slt calibrate --only G.1 --seeds 100
        slt calibrate --random-linear 200
      """)

  @Option(help: "Only cases whose name contains this; may be given several times.")
  var only: [String] = []

  @Option(help: "Seed of everything random.")
  var seed: UInt64 = 1

  @Option(
    help:
      "Repeats each case with this many seeds and prints how often its interval holds the truth.")
  var seeds: Int = 1

  @Option(
    help: "Instead of the table, this many random deep linear networks of up to 10,000 weights.")
  var randomLinear: Int?

  @Option(help: "Threads to use; only the seconds depend on it.")
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); expected at least 1")
    }
    guard (1...10_000).contains(seeds) else {
      throw ValidationError("--seeds is \(seeds); expected 1 to 10000")
    }
    if let randomLinear, !(1...100_000).contains(randomLinear) {
      throw ValidationError("--random-linear is \(randomLinear); expected 1 to 100000")
    }
  }

  mutating func run() async throws {
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    var cases =
      try randomLinear.map { try RandomLinearNetworks.cases($0, seed: seed) }
      ?? CalibrationCases.all()
    if !only.isEmpty {
      let names = cases.map(\.name)
      cases = cases.filter { item in only.contains { item.name.contains($0) } }
      if cases.isEmpty {
        throw UsageError(
          "--only \(only.joined(separator: ", ")) matches no case of: "
            + names.joined(separator: "; "))
      }
    }
    let display = CaseProgress()
    defer { display.finish() }
    if seeds > 1 {
      try await printCoverage(cases, threads, display)
      return
    }
    let runner = ExperimentRunner(ExperimentSpec(seed: seed, cases: cases), maxThreads: threads)
    let outcome = try await runner.runAll { display.update($0) }
    display.finish()
    try output.print(
      [CalibrationTable.table(outcome.rows)], json: CalibrationPayload(outcome.rows))
    if let failure = outcome.failures.first { throw DataError("\(failure)") }
  }

  /// Each case at `seeds` seeds, from one after the other.
  private func printCoverage(
    _ cases: [CaseSpec], _ threads: Int, _ display: CaseProgress
  ) async throws {
    var coverages: [Coverage] = []
    for item in cases {
      var rows: [Comparison] = []
      for index in 0..<UInt64(seeds) {
        let spec = ExperimentSpec(seed: seed &+ index &* 7919, cases: [item])
        rows += try await ExperimentRunner(spec, maxThreads: threads).run { display.update($0) }
      }
      if let coverage = Coverage(rows) { coverages.append(coverage) }
    }
    display.finish()
    try output.print([Coverage.table(coverages)], json: coverages)
  }
}
