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
          slt predict normal-crossing --exponents 2,4,0 --prior 0,1,0
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Exponents e_i of K itself: even, 0 for a variable that does not occur.",
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
          "--exponents holds \(e); expected even numbers of at least 0: K = prod w_i^(e_i) is not "
            + "negative only if every exponent is even")
      }
      guard powers.contains(where: { $0 > 0 }) else {
        throw UsageError(
          "--exponents is \(exponents); at least one must be positive, K = 1 has no zeros")
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
