import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct NaiveBayes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "naive-bayes",
      abstract: "The naive Bayes model with two classes and binary features.",
      discussion: """
        EXAMPLES
          slt predict naive-bayes --features 6 --dependent 0
          slt predict naive-bayes --features 6 --dependent 2
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Number of binary features n.", valueName: "n"))
    var features: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "How many of them depend on the class in the truth: 0 and 1 for independent features, 2 for one dependent "
          + "pair, 3 or more for a regular truth.", valueName: "s"))
    var dependent: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.dimension(features, "--features")
      try DimensionCheck.rank(dependent, "--dependent", atMost: features, "the features")
      try output.print(NaiveBayesCoefficient.report(features: features, dependent: dependent))
    }
  }
}
