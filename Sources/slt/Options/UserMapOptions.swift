import ArgumentParser
import ExactAlgebra
import Foundation
import Identifiability
import LLCTheorems
import MapLanguage
import Reporting

/// `slt rank --map FILE`: a model in the language of maps, and where to ask about it.
struct UserMapOptions: ParsableArguments {
  enum Point: String, ExpressibleByArgument, CaseIterable {
    /// What the file's `point` lines say.
    case point
    case random
    case generic
  }

  @Option(
    help: ArgumentHelp(
      "point, the file's own; random, integer weights by --seed; generic, almost every "
        + "weight. Default: the file's point, or random.",
      valueName: "kind"))
  var at: Point?

  @Option(help: "Seed of random points and primes. Default: 1.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Most memory for one elimination, such as 8GiB.", valueName: "size"))
  var memoryLimit: String?

  @Option(
    help: ArgumentHelp(
      "Most time for one rank by the estimate made beforehand, such as 20min.",
      valueName: "time"))
  var timeLimit: String?

  @Option(
    help: ArgumentHelp("Write the certificate of the rank here.", valueName: "file"))
  var certificate: String?

  @Flag(help: "Replace the certificate file if it exists.")
  var force = false

  /// An option that was given although there is no map.
  var stray: String? {
    let given: [(String, Bool)] = [
      ("--at", at != nil), ("--seed", seed != nil), ("--memory-limit", memoryLimit != nil),
      ("--time-limit", timeLimit != nil), ("--certificate", certificate != nil),
      ("--force", force),
    ]
    return given.first(where: \.1)?.0
  }

  /// Ranks, certificate and coefficient of the map in the file.
  ///
  /// - Throws: `DataError` for a file that holds no map, `RankRefusal` for one that is too large,
  ///   `UsageError`, `OutputError`.
  func answer(_ path: String, _ output: OutputOptions) throws {
    if let certificate, !force, FileManager.default.fileExists(atPath: certificate) {
      throw UsageError("\(certificate) exists; pass --force to replace it")
    }
    let map = try UserMapFile.read(path)
    let limits = try Machine.limits(memoryLimit: memoryLimit, timeLimit: timeLimit)
    let start = ContinuousClock.now
    let seed = seed ?? 1
    let weights = try weights(map, path)
    let rank = try weights.map {
      try UserPointRank(
        of: map, at: $0, seed: seed &+ 1, limits: limits,
        progress: ProgressLines.ranks("rank at the weights"))
    }
    let generic = try GenericRank(
      of: map, seed: seed, limits: limits, atLeast: rank?.lower ?? 0,
      progress: ProgressLines.ranks("generic rank"))
    let certified =
      rank.map { CertifiedCoefficient(point: $0, generic: generic, level: map.level) }
      ?? CertifiedCoefficient(generic: generic, level: map.level)
    let charts = weights.flatMap { certified.charts(of: map, at: $0) }
    if let certificate, let rank, let weights {
      guard let proof = rank.certificate else {
        throw UsageError(
          "no certificate: the rank is proved only to lie between \(rank.lower) and \(rank.upper)")
      }
      let document = MapCertificateDocument(proof, of: map, at: weights)
      try OutputFile.write(
        try JSONOutput.encode(document, compact: true), to: certificate, force: force)
    }
    let payload = UserMapPayload(
      map, file: path, rank, generic, certified, charts,
      seconds: start.duration(to: .now) / .seconds(1))
    try output.print([payload.table], json: payload)
  }

  /// nil where the question is about almost every weight.
  private func weights(_ map: UserMap, _ path: String) throws -> [Rational]? {
    switch at ?? (map.program.point == nil ? .random : .point) {
    case .generic:
      if certificate != nil {
        throw UsageError("--certificate is about weights; --at generic has none")
      }
      return nil
    case .point:
      guard let point = map.program.point else {
        throw UsageError("\(path) has no point; add lines such as: point W = 0")
      }
      return point
    case .random:
      var random = SeededGenerator(seed: seed ?? 1)
      return (0..<map.parameterCount).map { _ in
        Rational(Int.random(in: -99...99, using: &random))
      }
    }
  }
}
