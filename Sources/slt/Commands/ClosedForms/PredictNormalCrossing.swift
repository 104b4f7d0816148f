import ArgumentParser
import LLCTheorems

extension PredictCommand {
  struct NormalCrossing: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "normal-crossing",
      abstract: "K = prod w_i^(e_i) with a prior prod |w_i|^(h_i), at the origin.",
      discussion: """
        EXAMPLES
          slt predict normal-crossing --exponents 2,4
          slt predict normal-crossing --exponents 2,4 --prior 0,1
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Exponents e_i of K itself: even and positive.",
        valueName: "e_1,e_2,..."))
    var exponents: String

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Exponents h_i of the prior. Default: 0.", valueName: "h_1,h_2,..."))
    var prior: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
      let powers = try DimensionCheck.list(exponents, "--exponents")
      for e in powers where e < 0 || e % 2 != 0 {
        throw UsageError(
          "--exponents holds \(e); expected even positive numbers: K = prod w_i^(e_i) is not "
            + "negative only if every exponent is even")
      }
      guard !powers.contains(0) else {
        throw UsageError(
          "--exponents is \(exponents); leave out what has the exponent 0: K does not depend on it, and nor does λ"
        )
      }
      let weights = try prior.map { try DimensionCheck.list($0, "--prior") }
      if let weights, weights.count != powers.count {
        throw UsageError(
          "--prior holds \(weights.count) numbers and --exponents \(powers.count); give one for each variable"
        )
      }
      for h in weights ?? [] where h < 0 {
        throw UsageError("--prior holds \(h); expected numbers of at least 0")
      }
      try output.print(NormalCrossingCoefficient.report(exponents: powers, prior: weights))
    }
  }
}
