import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct Determinantal: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The sum of the squares of all k x k minors of an m x n matrix, at the origin.",
      discussion: """
        Printed is the real coefficient of K = sum of the squared minors; the log canonical threshold of \
        the ideal over C is twice that.

        EXAMPLES
          slt predict determinantal --rows 4 --columns 5 --minors 3
        """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Rows m.", valueName: "m"))
    var rows: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Columns n.", valueName: "n"))
    var columns: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Order k of the minors.", valueName: "k"))
    var minors: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.dimension(rows, "--rows")
      try DimensionCheck.dimension(columns, "--columns")
      guard minors >= 1 && minors <= min(rows, columns) else {
        throw UsageError(
          "--minors is \(minors); it must be between 1 and \(min(rows, columns)), the smaller side")
      }
      let report = DeterminantalCoefficient.report(rows: rows, columns: columns, minors: minors)
      let (threshold, _) = DeterminantalCoefficient.threshold(
        rows: rows, columns: columns, minors: minors)
      try output.print(report, complexThreshold: threshold)
    }
  }
}
