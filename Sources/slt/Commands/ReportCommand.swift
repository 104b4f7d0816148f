import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt report`: tables, figures and a page from a store.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Makes tables, figures and an HTML page from a store of runs.",
    discussion: """
      Writes into a folder: each table as Markdown, CSV and LaTeX; each figure as SVG and PNG with the \
      data file and the gnuplot script that drew it; and report.html, which shows all of it and needs no \
      other file. Figures that a store has no data for are left out: those against a setting need runs \
      that differ in it. The table of runs is printed besides.

      EXAMPLES
        slt report grokking.sqlite
        slt report grokking.sqlite --output figures --format markdown
      """)

  @Argument(help: ArgumentHelp("Store of runs, as slt sweep writes it.", valueName: "store"))
  var store: String

  @Option(
    help: ArgumentHelp(
      "Folder to write into; NAME-report beside the store if not given.", valueName: "folder"))
  var output: String?

  @OptionGroup var printed: OutputOptions

  func run() throws {
    let report = try SweepReport(storeAt: store)
    let place = URL(filePath: store)
    let folder =
      output.map { URL(filePath: $0) }
      ?? place.deletingPathExtension().deletingLastPathComponent()
      .appending(path: place.deletingPathExtension().lastPathComponent + "-report")
    let files: SweepReport.Files
    do { files = try report.write(to: folder) } catch {
      throw DataError("\(folder.path()): cannot be written (\(error.localizedDescription))")
    }
    try printed.print(report.tables.map(\.content), json: ReportPayload(report))
    FileHandle.standardError.write(
      Data("\(files.written.count) files in \(folder.path()); open report.html there\n".utf8))
    for problem in files.problems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
  }
}
