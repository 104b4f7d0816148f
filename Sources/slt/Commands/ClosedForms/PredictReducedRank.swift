import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct ReducedRank: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reduced-rank",
      abstract:
        "Reduced rank regression, f(x) = B A x, at the most singular zeros or at a stratum.",
      discussion: """
        EXAMPLES
          slt predict reduced-rank --input 10 --output 10 --hidden 10 --rank 5
          slt predict reduced-rank --input 10 --output 10 --hidden 10 --rank 5 --factor-ranks 5,9
        """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Input dimension N.", valueName: "N"))
    var input: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Output dimension M.", valueName: "M"))
    var output: Int

    @Option(parsing: .unconditional, help: ArgumentHelp("Hidden units H.", valueName: "H"))
    var hidden: Int

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Rank r of the true map B A.", valueName: "r"))
    var rank: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Ranks of A (H x N) and of B (M x H) at the zero in question. Default: the most singular zeros, r,r.",
        valueName: "a,b"))
    var factorRanks: String?

    @OptionGroup var printed: OutputOptions

    func run() throws {
      for (value, name) in [(input, "--input"), (output, "--output"), (hidden, "--hidden")] {
        try DimensionCheck.dimension(value, name)
      }
      try DimensionCheck.rank(
        rank, "--rank", atMost: min(input, output, hidden), "the smallest of the widths")
      let ranks = try factorRanks.map {
        try DimensionCheck.factorRanks($0, widths: [input, hidden, output], rank: rank)
      }
      try printed.print(
        TwoLayerLinearCoefficient.report(
          input: input, hidden: hidden, output: output, rank: rank,
          factorRanks: ranks.map { ($0[0], $0[1]) }))
    }
  }
}

extension DimensionCheck {
  /// Ranks of factors that some network of these widths and this rank has: within the widths, at least the
  /// rank, and with `sum a_i - sum of hidden widths <= r`, since every hidden layer can lose no more than what
  /// it holds.
  static func factorRanks(_ text: String, widths: [Int], rank: Int) throws -> [Int] {
    let option = "--factor-ranks"
    let ranks = try list(text, option)
    guard ranks.count == widths.count - 1 else {
      throw UsageError(
        "\(option) holds \(ranks.count) numbers; expected \(widths.count - 1), one for each factor")
    }
    for (index, value) in ranks.enumerated() {
      let largest = min(widths[index], widths[index + 1])
      guard value >= rank && value <= largest else {
        throw UsageError(
          "\(option) holds \(value) for factor \(index + 1); it must be between the rank of the product, \(rank), "
            + "and the smaller side of the factor, \(largest)")
      }
    }
    let hidden = widths.dropFirst().dropLast().reduce(0, +)
    let least = ranks.reduce(0, +) - hidden
    guard least <= rank else {
      throw UsageError(
        "\(option) is \(text): the product of such factors has rank at least \(least); --rank is \(rank)"
      )
    }
    return ranks
  }
}
