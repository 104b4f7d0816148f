import ArgumentParser
import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Reporting

/// `slt predict`: what every closed form says, and what exact ranks certify.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "What each theorem says of a network's learning coefficient, and what is certified.",
    discussion: """
      One row per theorem: level, value, multiplicity, verdict, and the first failed or open \
      assumption. The last rows and the line below the table rest on exact Jacobian ranks.

      EXAMPLES
        slt predict quadratic --input 10 --width 4 --output 5
        slt predict quadratic --task modular-addition --modulus 7 --width 64 --format json
        slt predict quadratic --input 4 --width 5 --output 3 --at random
        slt predict biased-quadratic --input 4 --width 6
        slt predict reduced-rank --input 10 --output 10 --hidden 10 --rank 5
        slt predict deep-linear --widths 8,8,8,8 --rank 3
      """,
    subcommands: [
      Quadratic.self, BiasedQuadratic.self, Regular.self, NormalCrossing.self, ReducedRank.self,
      DeepLinear.self, LowRank.self, PolynomialRegressor.self, NonnegativeFactorisation.self,
      FactorAnalysis.self, NaiveBayes.self, Vandermonde.self, Determinantal.self,
      PolynomialLoss.self,
    ])

  struct Quadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "f_k(x) = sum_j v_kj (w_j . x)^2.",
      discussion: """
        EXAMPLES
          slt predict quadratic --input 10 --width 4 --output 5
          slt predict quadratic --task modular-addition --modulus 53 --width 1024
          slt predict quadratic --input 4 --width 12 --output 3 --at random --regime lazy
          slt predict quadratic --weights trained.json
          slt predict quadratic --input 4 --width 3 --output 3 --active-units 2 --zero-both 1
        """)

    @OptionGroup var network: QuadraticOptions
    @OptionGroup var units: UnitOptions
    @OptionGroup var asked: PredictOptions

    func run() throws {
      let question = try network.question(asked.point)
      let census = try units.census(width: question.family.width)
      if census != nil && question.weights != nil {
        throw UsageError(
          "the weights say which units are active; leave out --active-units, --zero-output, "
            + "--zero-input and --zero-both, or the weights")
      }
      try asked.answer(question.setting(regime: asked.regime, declaredUnits: census))
    }
  }

  struct BiasedQuadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "biased-quadratic",
      abstract: "f(x) = sum_j a_j (w_j . x + b_j)^2 + c.",
      discussion: """
        EXAMPLES
          slt predict biased-quadratic --input 4 --width 6
          slt predict biased-quadratic --input 5 --width 2 --at random
        """)

    @OptionGroup var network: BiasedQuadraticOptions
    @OptionGroup var asked: PredictOptions

    @Option(
      help: ArgumentHelp(
        "JSON file with the Gram form of (Q, beta, gamma), Q by its entries on and above the "
          + "diagonal: (d+1)(d+2)/2 rows of numbers or of fractions as strings. "
          + "Its positivity on the tangent is checked exactly (G.3, G.4); needs weights.",
        valueName: "file"))
    var gram: String?

    func run() throws {
      let question = try network.question(asked.point)
      if gram != nil && question.weights == nil {
        throw UsageError("--gram is checked at weights; give --weights FILE or --at random")
      }
      let coordinates = try question.coordinateCount
      let form = try gram.map { try GramFile.read($0, order: coordinates) }
      try asked.answer(question.setting(regime: asked.regime, gram: form))
    }
  }
}

/// Options and output of both families.
struct PredictOptions: ParsableArguments {
  @OptionGroup var point: PointOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "Which weights are trained: full, lazy (output weights alone) or ntk (linearised).")
  var regime: Regime?

  func answer(_ setting: Setting) throws {
    let limits = try point.limits()
    let evidence = Evidence(
      for: setting, seed: point.seed, limits: limits, progress: { ProgressLines.ranks($0) })
    let report = TheoremReport(setting, evidence)
    let place = point.at == .random ? "at random integer weights, seed \(point.seed)" : nil
    try output.print([PredictionTable.table(report, at: place)], json: PredictionPayload(report))
  }
}

/// Inactive units, when only their numbers are known.
struct UnitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Number of active units.", valueName: "n"))
  var activeUnits: Int?

  @Option(help: ArgumentHelp("Units with v_j = 0 and w_j != 0.", valueName: "n"))
  var zeroOutput: Int?

  @Option(help: ArgumentHelp("Units with w_j = 0 and v_j != 0.", valueName: "n"))
  var zeroInput: Int?

  @Option(help: ArgumentHelp("Units with w_j = 0 and v_j = 0.", valueName: "n"))
  var zeroBoth: Int?

  /// - Throws: `UsageError` unless the numbers add up to the width.
  func census(width: Int) throws -> UnitCensus? {
    let given = [
      ("--active-units", activeUnits), ("--zero-output", zeroOutput), ("--zero-input", zeroInput),
      ("--zero-both", zeroBoth),
    ]
    if given.allSatisfy({ $0.1 == nil }) { return nil }
    for case (let name, let value?) in given where value < 0 || value > width {
      throw UsageError("\(name) is \(value); it must be between 0 and the width, \(width)")
    }
    let inactive = (zeroOutput ?? 0) + (zeroInput ?? 0) + (zeroBoth ?? 0)
    let active = activeUnits ?? (width - inactive)
    guard active >= 0, active + inactive == width else {
      throw UsageError("\(active) active and \(inactive) inactive units; the width is \(width)")
    }
    return UnitCensus(
      active: active, zeroOutput: zeroOutput ?? 0, zeroInput: zeroInput ?? 0,
      zeroBoth: zeroBoth ?? 0)
  }
}
