import ArgumentParser
import ExactAlgebra
import Identifiability
import ModelFamilies

/// `slt rank attention`: the dimension of a layer of linear self-attention.
struct AttentionRank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attention",
    abstract: "F(X) = sum_h V_h X (X^T K_h^T Q_h X), X of d x t.",
    discussion: """
      Attention without normalisation. The rank is the affine dimension of the closure of the image.

      EXAMPLES
        slt rank attention --dimension 4 --head-dimension 2
        slt rank attention --dimension 3 --head-dimension 1 --output 2 --heads 3 --tokens 5
      """)

  @ParentCommand var rank: RankCommand

  @Option(parsing: .unconditional, help: ArgumentHelp("d, of a token.", valueName: "d"))
  var dimension: Int

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("a, rows of queries and keys. Default: d.", valueName: "a"))
  var headDimension: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("e, of an output token. Default: d.", valueName: "e"))
  var output: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("h, heads that are summed.", valueName: "h"))
  var heads = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("t, tokens; all t >= 2 have the same rank.", valueName: "t"))
  var tokens = 2

  @OptionGroup var asked: SampledRankOptions

  func validate() throws { try rank.refuseVerify() }

  func run() throws {
    for (name, value) in [
      ("--dimension", dimension), ("--head-dimension", headDimension ?? 1),
      ("--output", output ?? 1), ("--heads", heads), ("--tokens", tokens),
    ] where !(1...1_000_000).contains(value) {
      throw UsageError("\(name) is \(value); expected 1 to 1000000")
    }
    let attention = try LightningAttention(
      dimension: dimension, headDimension: headDimension ?? dimension,
      outputDimension: output ?? dimension, headCount: heads,
      // More tokens add no coefficients, only work.
      tokenCount: min(tokens, 2))
    try asked.answer(
      attention,
      Expectation(
        dimension: attention.expectedDimension,
        because: heads == 1
          ? "K^T Q of rank \(attention.attentionRank) and V, up to scaling"
          : "\(heads) times the dimension of one head, or all coefficients"))
  }
}
