import ArgumentParser
import ExactAlgebra
import Identifiability
import ModelFamilies
import Reporting

/// Options and output of the families whose Jacobian is sampled at inputs.
struct SampledRankOptions: ParsableArguments {
  enum Point: String, ExpressibleByArgument, CaseIterable {
    case random
    case generic
  }

  @Option(help: "random: integer weights by --seed; generic: almost every weight.")
  var at: Point = .random

  @Option(help: "Seed of random points, inputs and primes.")
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

  @OptionGroup var output: OutputOptions

  func limits() throws -> RankLimits {
    try Machine.limits(memoryLimit: memoryLimit, timeLimit: timeLimit)
  }

  /// Ranks, coefficient, and how they compare with what is expected.
  ///
  /// - Throws: `RankRefusal`, `UsageError`, `OutputError`.
  func answer(_ map: some SampledMap, _ expectation: Expectation) throws {
    let limits = try limits()
    let start = ContinuousClock.now
    var point: SampledPointRank?
    if at == .random {
      // The size is looked at before the weights are drawn.
      try RankRefusal.check(map, limits)
      point = try SampledPointRank(of: map, at: weights(map), seed: seed &+ 1, limits: limits)
    }
    let generic = try GenericRank(
      of: map, seed: seed, limits: limits, atLeast: point?.lower ?? 0,
      progress: ProgressLines.ranks("generic rank"))
    let certified =
      point.map { CertifiedCoefficient(sampled: $0, generic: generic) }
      ?? CertifiedCoefficient(generic: generic, level: .coordinates)
    let payload = SampledRankPayload(
      map, point, generic, certified, expectation, seconds: start.duration(to: .now) / .seconds(1))
    try output.print([payload.table(map, point, generic)], json: payload)
  }

  /// Integers with 1 <= |w| < 10^6: zeros and small numbers make special points likelier.
  private func weights(_ map: some SampledMap) -> [Int] {
    var random = SeededGenerator(seed: seed)
    return (0..<map.parameterCount).map { _ in
      let size = Int.random(in: 1...999_999, using: &random)
      return Bool.random(using: &random) ? size : -size
    }
  }
}

/// What a count of parameters predicts.
struct Expectation {
  /// Nil where no formula is known.
  let dimension: Int?
  let because: String
}
