import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt sweep`: a grid of training runs, with a trajectory each, kept in a store.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs a grid of training runs and keeps their trajectories in a store.",
    discussion: """
      Every key under runs: takes a value or a list; lists multiply. What was stored is never run \
      again: the same command goes on where the last one ended, however it ended, from the last \
      checkpoint of each run, and gives the same table to the last digit. Several processes may \
      work on one store.

      EXAMPLES
        slt sweep spec.yaml
        slt sweep spec.yaml --shard 2/8 --store part-2.sqlite
        slt sweep spec.yaml --json-lines | tee points.jsonl
      """)

  @Argument(help: ArgumentHelp("Sweep file (YAML).", valueName: "spec"))
  var spec: String

  @Option(help: "The store; by default the name of the sweep with .sqlite.")
  var store: String?

  @Option(help: ArgumentHelp("Part i of n of the grid.", valueName: "i/n"))
  var shard: String?

  @Option(help: "Runs at a time; by default one a core. Results do not depend on it.")
  var threads: Int?

  @Flag(help: "Runs a grid of more than 100,000 runs.")
  var yes = false

  @Flag(help: "Takes up failed runs again, from their last checkpoints.")
  var retryFailed = false

  @Flag(help: "Keeps the last weights of runs that are done in the store, for verify and export.")
  var keepWeights = false

  @Flag(help: "Shows nothing until the table.")
  var quiet = false

  @Flag(help: "Prints a JSON object a checkpoint instead of the table.")
  var jsonLines = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); expected 1 to 1024")
    }
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard is \(shard); expected i/n with 1 <= i <= n, such as 2/8")
    }
  }

  mutating func run() async throws {
    let sweep = try expanded()
    let shard = shard.flatMap { Shard($0) } ?? .whole
    let store = try RunStore(store ?? sweep.name + ".sqlite")
    defer { store.close() }
    try store.register(sweep, shard: shard)
    if retryFailed { try store.retryFailed(of: shard) }
    let display = SweepDisplay(
      .chosen(quiet: quiet, jsonLines: jsonLines), name: sweep.name,
      try store.runs(of: shard))
    let runner = SweepRunner(
      sweep, store: store, driver: TrajectoryRun.self, threads: threads ?? Machine.threads,
      shard: shard,
      codeVersion: SLT.configuration.version, keepsWeights: keepWeights)
    StopSignal.listen()
    do { try await Self.run(runner, display) } catch {
      display.finish()
      throw error
    }
    display.finish()
    try report(store, sweep, shard)
  }

  private func expanded() throws -> SweepSpec {
    let grid = try SweepGrid(contentsOfFile: spec)
    guard let count = grid.count, count <= SweepGrid.largestCount else {
      let count = grid.count.map(Formatting.count) ?? "more than \(Formatting.count(Int.max))"
      throw DataError(
        "\(spec): a grid of \(count) runs; expected at most "
          + Formatting.count(SweepGrid.largestCount))
    }
    guard yes || count <= SweepGrid.moderateCount else {
      throw UsageError(
        "\(spec): a grid of \(Formatting.count(count)) runs; pass --yes if that is meant")
    }
    return grid.sweep()
  }

  /// Runs until all is done or a signal comes; what then does not stop by itself is left behind,
  /// since the store needs no farewell.
  private static func run(_ runner: SweepRunner, _ display: SweepDisplay) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await runner.run { display.take($0) }
        return true
      }
      group.addTask {
        while !StopSignal.isRaised && !display.outputFailed {
          display.tick()
          try await Task.sleep(for: SweepDisplay.redrawPause)
        }
        return false
      }
      let isComplete = try await group.next() ?? true
      group.cancelAll()
      guard !isComplete else { return }
      let interrupted = SweepInterrupted()
      let isSignal = StopSignal.isRaised
      let watchdog = Task.detached {
        try await Task.sleep(for: .seconds(2))
        display.finish()
        try? FileHandle.standardError.write(contentsOf: Data("slt: \(interrupted)\n".utf8))
        _exit(isSignal ? 130 : Failure.output)
      }
      // A run may have ended, or failed for another reason, in the same moment.
      do { while try await group.next() != nil {} } catch is CancellationError {}
      watchdog.cancel()
      if isSignal { throw interrupted }
      throw OutputError()
    }
  }

  private func report(_ store: RunStore, _ sweep: SweepSpec, _ shard: Shard) throws {
    let runs = try store.runs(of: shard)
    if !jsonLines {
      let last = try store.lastPoints()
      try output.print(
        [SweepTable.table(runs, last: last)],
        json: SweepPayload(
          name: sweep.name, runCount: sweep.runs.count, runs, last: last, withSeconds: false))
    }
    let failed = runs.filter { $0.status == .failed }
    if let first = failed.first {
      throw DataError(
        "\(store.path): \(failed.count) of \(runs.count) runs failed, the first, run "
          + "\(first.index), since: \(first.reason ?? "unknown"); --retry-failed tries again")
    }
  }
}
