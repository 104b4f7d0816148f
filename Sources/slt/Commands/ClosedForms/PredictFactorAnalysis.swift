import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct FactorAnalysis: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "factor-analysis",
      abstract: "Factor analysis: bounds, exact for one factor and a diagonal truth.",
      discussion: """
        EXAMPLES
          slt predict factor-analysis --variables 5 --factors 1 --rank 0
          slt predict factor-analysis --variables 8 --factors 3 --rank 1
        """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Variables p.", valueName: "p"))
    var variables: Int

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Factors k of the model.", valueName: "k"))
    var factors: Int

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Factors r of the truth.", valueName: "r"))
    var rank: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.dimension(variables, "--variables")
      guard factors >= 1 && factors < variables else {
        throw UsageError(
          "--factors is \(factors); it must be at least 1 and below --variables, \(variables)")
      }
      try DimensionCheck.rank(rank, "--rank", atMost: factors, "the factors of the model")
      try output.print(
        FactorAnalysisCoefficient.report(variables: variables, factors: factors, rank: rank))
    }
  }
}
