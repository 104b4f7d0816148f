public import ArgumentParser
import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import WeightFiles

enum TaskName: String, ExpressibleByArgument, CaseIterable {
  case modularAddition = "modular-addition"
}

enum InputName: String, ExpressibleByArgument, CaseIterable {
  case gaussian
}

enum PointKind: String, ExpressibleByArgument, CaseIterable {
  case random
  case fourier
  case fourierMinimal = "fourier-minimal"
  /// No point: statements about almost every weight.
  case generic
}

extension LossKind: ExpressibleByArgument {}
extension Regime: ExpressibleByArgument {}
extension Level: ExpressibleByArgument {}

/// Where in weight space the question is asked.
struct PointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exact weights to ask about: random integers (with --seed), or generic, almost every weight; "
        + "slt rank quadratic also: fourier (with --phases) or fourier-minimal, solutions of modular "
        + "addition.",
      valueName: "kind"))
  var at: PointKind?

  @Option(
    help: ArgumentHelp(
      "JSON file of weights; numbers are read as exact dyadic rationals, strings as fractions.",
      valueName: "file"))
  var weights: String?

  @Option(help: "Seed of random points and primes.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Most memory for one elimination, such as 8GiB. Default: three quarters of the machine.",
      valueName: "size"))
  var memoryLimit: String?

  @Option(
    help: ArgumentHelp(
      "Most time for one rank by the estimate made beforehand, such as 20min. Default: 1min.",
      valueName: "time"))
  var timeLimit: String?

  /// - Throws: `UsageError` for a limit that is no size or no time.
  func limits() throws -> RankLimits {
    try Machine.limits(memoryLimit: memoryLimit, timeLimit: timeLimit)
  }

  func validate() throws {
    if at != nil && weights != nil {
      throw ValidationError("--at and --weights are two points; give one of them")
    }
  }

  /// Random integer weights with |w| <= 99, reproducible by seed.
  func randomPoint(_ family: ModelFamily) throws -> [Rational] {
    let limits = try limits()
    // An exact number takes about 100 bytes.
    guard Double(family.parameterCount) * 100 <= Double(limits.memory) else {
      throw UsageError(
        "\(family.parameterCount) exact weights do not fit the memory limit of "
          + "\(limits.memory >> 20) MiB; use smaller dimensions")
    }
    var random = SeededGenerator(seed: seed)
    return (0..<family.parameterCount).map { _ in
      Rational(Int.random(in: -99...99, using: &random))
    }
  }
}

/// The dimensions of a quadratic network, from the flags, a task or a weights file.
struct QuadraticOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Input dimension d.", valueName: "d"))
  var input: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Width m, the number of hidden units.", valueName: "m"))
  var width: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Output dimension K.", valueName: "K"))
  var output: Int?

  @Option(help: "A task that fixes the inputs, d = 2p and K = p: modular-addition.")
  var task: TaskName?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Modulus p of the task.", valueName: "p"))
  var modulus: Int?

  @Option(help: "What is known of the inputs when no task is given: gaussian.")
  var inputs: InputName = .gaussian

  @Option(
    help: "The loss: plain, or centred (each output's mean removed; the default with a task).")
  var loss: LossKind?

  func question(_ point: PointOptions) throws -> Question {
    let file = try point.weights.map { try LoadedWeights($0, family: "quadratic") }
    guard task == .modularAddition else {
      if modulus != nil { throw UsageError("--modulus needs --task modular-addition") }
      guard let d = input ?? file?.input, let m = width ?? file?.width,
        let outputs = output ?? file?.output
      else {
        throw UsageError(
          "the dimensions are missing; give --input, --width and --output, or a --task with "
            + "--modulus and --width")
      }
      let network = try QuadraticNetwork(
        inputDimension: d, width: m, outputDimension: outputs)
      return try Question(.quadratic(network), nil, loss ?? .plain, file, point)
    }
    guard let modulus else {
      throw UsageError("--task modular-addition needs --modulus")
    }
    guard let m = width ?? file?.width else { throw UsageError("--width is missing") }
    let task = try ModularAddition(modulus: modulus)
    for (name, given, wanted) in [
      ("--input", input, task.inputDimension), ("--output", output, task.outputDimension),
    ] {
      if let given, given != wanted {
        throw UsageError("\(name) is \(given); modular addition modulo \(modulus) has \(wanted)")
      }
    }
    return try Question(
      .quadratic(try task.network(width: m)), task, loss ?? .centred, file, point)
  }
}

/// The dimensions of the single-output quadratic network with biases.
struct BiasedQuadraticOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Input dimension d.", valueName: "d"))
  var input: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Width m, the number of hidden units.", valueName: "m"))
  var width: Int?

  func question(_ point: PointOptions) throws -> Question {
    let file = try point.weights.map { try LoadedWeights($0, family: "biased-quadratic") }
    guard let d = input ?? file?.input, let m = width ?? file?.width else {
      throw UsageError("the dimensions are missing; give --input and --width")
    }
    let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
    return try Question(.biasedQuadratic(network), nil, .plain, file, point)
  }
}

/// A family, its data and, when given, exact weights.
struct Question {
  let family: ModelFamily
  let task: ModularAddition?
  let loss: LossKind
  let weights: [Rational]?

  init(
    _ family: ModelFamily, _ task: ModularAddition?, _ loss: LossKind, _ file: LoadedWeights?,
    _ point: PointOptions
  ) throws {
    self.family = family
    self.task = task
    self.loss = loss
    if let at = point.at, at == .fourier || at == .fourierMinimal {
      throw UsageError("--at \(at.rawValue) is for slt rank quadratic")
    }
    let needed = 8 * Double(family.parameterCount)
    guard needed <= Double(Machine.memory) else {
      throw UsageError(
        "width \(family.width): the \(family.parameterCount) weights alone need "
          + "\(Int(needed / 0x1p30)) GiB, this machine has \(Machine.memory >> 30) GiB")
    }
    if let file {
      weights = try file.rationals(for: family)
    } else {
      weights = point.at == .random ? try point.randomPoint(family) : nil
    }
  }

  /// Coordinates of a biased quadratic network, (d+1)(d+2)/2.
  var coordinateCount: Int {
    get throws {
      let d = family.inputDimension
      return try CheckedDimension.product(d + 1, d + 2, as: "(d+1)(d+2)") / 2
    }
  }

  func setting(
    regime: Regime? = nil, declaredUnits: UnitCensus? = nil, gram: Matrix<Rational>? = nil
  ) -> Setting {
    Setting(
      family: family, task: task,
      inputs: task.map { .finite(.allPairs(of: $0)) } ?? .gaussian, loss: loss,
      regime: regime, weights: weights, declaredUnits: declaredUnits, gram: gram)
  }
}
