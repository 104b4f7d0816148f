import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct Vandermonde: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A three-layer network with one input and one output at a zero truth.",
      discussion: """
        EXAMPLES
          slt predict vandermonde --units 4
          slt predict vandermonde --units 4 --q 1
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Number of hidden units H.", valueName: "H"))
    var units: Int

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Q: the activation's powers are x^(Qn + 1); 2 for tanh and other odd ones.",
        valueName: "Q"))
    var q: Int = 2

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.dimension(units, "--units")
      try DimensionCheck.dimension(q, "--q")
      try output.print(VandermondeCoefficient.report(units: units, step: q))
    }
  }
}
