import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct Regular: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A regular model: half the number of parameters.",
      discussion: """
        EXAMPLES
          slt predict regular --parameters 20
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Number of parameters D.", valueName: "D"))
    var parameters: Int

    @OptionGroup var output: OutputOptions

    func run() throws {
      guard parameters >= 1 else {
        throw UsageError("--parameters is \(parameters); it must be at least 1")
      }
      try output.print(RegularCoefficient.report(parameters: parameters))
    }
  }
}
