import ArgumentParser
import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies

/// Which Fourier network `--at fourier` plants.
struct FourierOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For --at fourier: T equally spaced phases for every frequency, 2T units. "
        + "T = 3 and T >= 5 compute modular addition.",
      valueName: "T"))
  var phases: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For --at fourier: frequencies between 1 and (p-1)/2, such as 1,3. Default: all.",
      valueName: "list"))
  var frequencies: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For --at fourier: one non-zero number or fraction for each frequency. Default: 1.",
      valueName: "list"))
  var amplitudes: String?

  /// The network that the options name; nil when the point is another one.
  func network(_ dimensions: QuadraticOptions, _ point: PointOptions) throws -> FourierNetwork? {
    let given =
      [("phases", phases.map { "\($0)" }), ("frequencies", frequencies)]
      + [("amplitudes", amplitudes)]
    let first = given.first { $0.1 != nil }?.0
    guard point.at == .fourier || point.at == .fourierMinimal else {
      if let first { throw UsageError("--\(first) needs --at fourier") }
      return nil
    }
    guard dimensions.task == .modularAddition, let modulus = dimensions.modulus else {
      throw UsageError("--at fourier needs --task modular-addition and --modulus")
    }
    let task = try ModularAddition(modulus: modulus)
    let network: FourierNetwork
    if point.at == .fourierMinimal {
      if let first { throw UsageError("--at fourier-minimal has no --\(first)") }
      network = try FourierNetwork(minimal: task)
    } else {
      guard let phases else {
        throw UsageError("--at fourier needs --phases; 3 compute modular addition")
      }
      network = try FourierNetwork(
        planted: task, frequencies: frequencies.map(Self.integers), phases: phases,
        amplitudes: amplitudes.map(Self.rationals))
    }
    for (name, given, wanted) in [
      ("--input", dimensions.input, task.inputDimension),
      ("--output", dimensions.output, task.outputDimension),
      ("--width", dimensions.width, network.width),
    ] {
      if let given, given != wanted {
        throw UsageError("\(name) is \(given); this Fourier network has \(wanted)")
      }
    }
    return network
  }

  private static func integers(_ text: String) throws -> [Int] {
    try items(text).map { item in
      guard let value = Int(item) else {
        throw UsageError("--frequencies holds \"\(item)\"; expected integers such as 1,3")
      }
      return value
    }
  }

  private static func rationals(_ text: String) throws -> [Rational] {
    try items(text).map { item in
      guard let value = Rational(item) else {
        throw UsageError("--amplitudes holds \"\(item)\"; expected fractions such as 1,-3/2")
      }
      return value
    }
  }

  private static func items(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
