import ArgumentParser
import LLCTheorems
import ModelFamilies

extension PredictCommand {
  struct DeepLinear: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "deep-linear",
      abstract: "A deep linear network at the most singular zeros, or at factors of given ranks.",
      discussion: """
        EXAMPLES
          slt predict deep-linear --widths 10,10,10 --rank 5
          slt predict deep-linear --widths 8,8,8,8 --rank 3
          slt predict deep-linear --widths 10,10,10 --rank 5 --factor-ranks 5,9
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Widths from input to output.", valueName: "H_1,H_2,..."))
    var widths: String

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Rank r of the true map.", valueName: "r"))
    var rank: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Rank of each factor, first layer first. Default: all r, the most singular zeros.",
        valueName: "a_1,a_2,..."))
    var factorRanks: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
      let sizes = try DimensionCheck.list(widths, "--widths")
      guard (2...Self.widthLimit).contains(sizes.count) else {
        throw UsageError(
          "--widths holds \(sizes.count) numbers; expected 2 to \(Self.widthLimit): input, hidden layers, output"
        )
      }
      for size in sizes { try DimensionCheck.dimension(size, "a width of --widths") }
      try DimensionCheck.rank(rank, "--rank", atMost: sizes.min() ?? 0, "the smallest width")
      _ = try DeepLinearNetwork(widths: sizes)
      let ranks = try factorRanks.map {
        try DimensionCheck.factorRanks($0, widths: sizes, rank: rank)
      }
      try output.print(
        DeepLinearCoefficient.report(widths: sizes, rank: rank, factorRanks: ranks))
    }

    private static let widthLimit = 1000
  }
}
