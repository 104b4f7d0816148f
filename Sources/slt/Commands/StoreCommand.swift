import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt store`: what a run store holds, and stores joined.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Shows and joins the stores that sweeps write, and exports weights from them.",
    subcommands: [StoreShowCommand.self, StoreMergeCommand.self, StoreExportCommand.self])
}

/// `slt store show`.
struct StoreShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints how far the runs of a store are, or every checkpoint of them.",
    discussion: """
      EXAMPLES
        slt store show grokking.sqlite
        slt store show grokking.sqlite --points --format csv > points.csv
      """)

  @Argument(help: ArgumentHelp("A store.", valueName: "store"))
  var store: String

  @Flag(help: "Prints every checkpoint, in CSV and JSON with all digits.")
  var points = false

  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    let store = try RunStore(store, .existing)
    defer { store.close() }
    guard let sweep = try store.sweep() else {
      throw StoreError(file: store.path, .notAStore(because: "it holds no sweep"))
    }
    let runs = try store.runs()
    var trajectories: [Int: [TrajectoryPoint]]?
    var table = StatusTable.table(runs)
    if points {
      let read = try runs.map { (run: $0.index, points: try store.points(of: $0.index)) }
      trajectories = Dictionary(uniqueKeysWithValues: read.map { ($0.run, $0.points) })
      table = PointTable.table(read.flatMap { run, points in points.map { (run, $0) } })
    }
    table.title = "\(sweep.name), \(Formatting.count(sweep.runCount)) runs"
    try output.print(
      [table],
      json: SweepPayload(
        name: sweep.name, runCount: sweep.runCount, runs, last: try store.lastPoints(),
        withSeconds: true, points: trajectories))
  }
}

/// `slt store merge`.
struct StoreMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Joins stores of one sweep into a new one.",
    discussion: """
      Each run is taken from the part where it got furthest. The result appears whole or not at \
      all; the parts stay as they are.

      EXAMPLES
        slt store merge all.sqlite part-1.sqlite part-2.sqlite
      """)

  @Argument(help: ArgumentHelp("The store to write.", valueName: "out"))
  var out: String

  @Argument(help: ArgumentHelp("Stores to read.", valueName: "part"))
  var parts: [String]

  @Flag(help: "Replaces the store to write.")
  var force = false

  mutating func run() throws {
    let target = URL(fileURLWithPath: out).resolvingSymlinksInPath().path
    for part in parts where URL(fileURLWithPath: part).resolvingSymlinksInPath().path == target {
      throw UsageError("\(part): is to be read and to be written; give the result another name")
    }
    let merged = try RunStore.merge(parts, into: out, replacing: force)
    print(
      "\(out): \(Formatting.count(merged.done)) of \(Formatting.count(merged.runCount)) runs done, "
        + "\(Formatting.count(merged.points)) checkpoints")
  }
}
