import ArgumentParser
import Identifiability
import Reporting

/// `slt phase-diagram`: generic ranks over a grid of dimensions, against the formulas.
struct PhaseDiagramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phase-diagram",
    abstract: "Generic ranks over a grid of dimensions, computed, beside the formulas of theory.",
    discussion: """
      Level coordinates: every d and K up to the limits and m up to d(d+1)/2 + 1. Levels data and \
      centred: modular addition with every p up to the limit and m up to p^2 + 1. A limit of 0 leaves \
      levels out. One row per rank: computed, and by the formula with its regime and, where a known \
      exception applies, its name. Exit status 1 if a rank contradicts the theory.

      EXAMPLES
        slt phase-diagram quadratic --max-input 4 --max-output 6 --max-modulus 5
        slt phase-diagram quadratic --max-input 8 --max-output 12 --max-modulus 17 --format csv
      """,
    subcommands: [Quadratic.self])

  struct Quadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "f_k(x) = sum_j v_kj (w_j . x)^2.",
      discussion: """
        EXAMPLES
          slt phase-diagram quadratic --max-input 8 --max-output 12 --max-modulus 0 --format csv
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Largest input dimension at level coordinates; 0 for none.", valueName: "d"))
    var maxInput = 4

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Largest output dimension at level coordinates.", valueName: "K"))
    var maxOutput = 6

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Largest modulus at the levels data and centred; 0 for none.", valueName: "p"))
    var maxModulus = 5

    @Option(help: "Seed of random points and primes.")
    var seed: UInt64 = 1

    @OptionGroup var output: OutputOptions

    func validate() throws {
      let options = [
        ("--max-input", maxInput, 0, 64), ("--max-output", maxOutput, 1, 64),
        ("--max-modulus", maxModulus, 0, 64),
      ]
      for (name, value, least, most) in options where value < least || value > most {
        throw ValidationError("\(name) is \(value); expected between \(least) and \(most)")
      }
      if maxModulus == 1 { throw ValidationError("--max-modulus is 1; expected 0 or at least 2") }
      if maxInput == 0 && maxModulus == 0 {
        throw ValidationError("--max-input and --max-modulus are both 0: nothing to compute")
      }
    }

    func run() throws {
      let limits = try Machine.limits(memoryLimit: nil)
      var cells: [PhaseDiagram.Cell] = []
      if maxInput > 0 {
        cells += try PhaseDiagram.coordinates(
          maximalInput: maxInput, maximalOutput: maxOutput, seed: seed, limits: limits,
          progress: ProgressLines.ranks("level coordinates"))
      }
      if maxModulus > 0 {
        cells += try PhaseDiagram.modularAddition(
          maximalModulus: maxModulus, seed: seed, limits: limits,
          progress: ProgressLines.ranks("modular addition"))
      }
      let payload = PhaseDiagramPayload(cells)
      try output.print([payload.table], json: payload)
      if let failure = payload.failure { throw failure }
    }
  }
}
