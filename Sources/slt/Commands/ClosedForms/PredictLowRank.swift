import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct LowRank: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "low-rank",
      abstract: "A d x d matrix of rank r as a product of factors of rank r: r(2d - r)/2.",
      discussion: """
        EXAMPLES
          slt predict low-rank --dimension 100 --rank 7
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Dimension d of the matrix.", valueName: "d"))
    var dimension: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Rank r of the truth and of the factors.", valueName: "r"))
    var rank: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.dimension(dimension, "--dimension")
      try DimensionCheck.rank(rank, "--rank", atMost: dimension, "the dimension")
      try output.print(LowRankCoefficient.report(dimension: dimension, rank: rank))
    }
  }
}
