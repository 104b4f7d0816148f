import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct NonnegativeFactorisation: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "nmf",
      abstract: "Non-negative matrix factorisation: bounds, exact at H_0 = 0 and at H = H_0 = 1.",
      discussion: """
        EXAMPLES
          slt predict nmf --rows 5 --columns 4 --hidden 3 --rank 1
        """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Rows M.", valueName: "M"))
    var rows: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Columns N.", valueName: "N"))
    var columns: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Inner dimension H.", valueName: "H"))
    var hidden: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Non-negative rank H_0 of the truth.", valueName: "H_0"))
    var rank: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      for (value, name) in [(rows, "--rows"), (columns, "--columns"), (hidden, "--hidden")] {
        try DimensionCheck.dimension(value, name)
      }
      try DimensionCheck.rank(
        rank, "--rank", atMost: min(rows, columns, hidden),
        "the smallest of rows, columns and hidden")
      try output.print(
        NonnegativeFactorisationCoefficient.report(
          rows: rows, columns: columns, inner: hidden, rank: rank))
    }
  }
}
