import ArgumentParser
import ExactAlgebra
import Foundation
import Identifiability
import LLCTheorems
import ModelFamilies
import Reporting

/// `slt rank`: the exact rank of the Jacobian at a point, the generic rank, and certificates.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Exact Jacobian ranks at a point and at generic weights, with certificates.",
    discussion: """
      EXAMPLES
        slt rank quadratic --input 4 --width 5 --output 3
        slt rank quadratic --task modular-addition --modulus 5 --width 40 --level centred
        slt rank quadratic --weights trained.json --certificate rank.json
        slt rank quadratic --task modular-addition --modulus 97 --width 1024 --at generic
        slt rank --verify rank.json
      """,
    subcommands: [Quadratic.self, BiasedQuadratic.self])

  @Option(
    help: ArgumentHelp("Check a certificate file and nothing else.", valueName: "file"))
  var verify: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let verify else {
      throw UsageError(
        "nothing to do; name a family (quadratic, biased-quadratic) or pass --verify FILE")
    }
    try CertificateVerification.run(verify, output)
  }

  /// The certificate says what it is about: a family beside it would be ignored.
  fileprivate func refuseVerify() throws {
    if verify != nil {
      throw ValidationError("--verify takes the network from the file; leave the family out")
    }
  }

  struct Quadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "f_k(x) = sum_j v_kj (w_j . x)^2.",
      discussion: """
        EXAMPLES
          slt rank quadratic --input 4 --width 5 --output 3 --at random --seed 7
          slt rank quadratic --task modular-addition --modulus 7 --width 64 --level data
        """)

    @ParentCommand var rank: RankCommand
    @OptionGroup var network: QuadraticOptions
    @OptionGroup var asked: RankOptions

    func validate() throws { try rank.refuseVerify() }

    func run() throws { try asked.answer { try network.question($0) } }
  }

  struct BiasedQuadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "biased-quadratic", abstract: "f(x) = sum_j a_j (w_j . x + b_j)^2 + c.",
      discussion: """
        EXAMPLES
          slt rank biased-quadratic --input 5 --width 2
        """)

    @ParentCommand var rank: RankCommand
    @OptionGroup var network: BiasedQuadraticOptions
    @OptionGroup var asked: RankOptions

    func validate() throws { try rank.refuseVerify() }

    func run() throws { try asked.answer { try network.question($0) } }
  }
}

/// Options and output of both families.
struct RankOptions: ParsableArguments {
  @OptionGroup var point: PointOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: "Level: coordinates, data or centred. Default: the level of the task's loss.")
  var level: Level?

  @Option(help: ArgumentHelp("Write the certificate of the rank here.", valueName: "file"))
  var certificate: String?

  @Flag(help: "Replace the certificate file if it exists.")
  var force = false

  func answer(_ question: (PointOptions) throws -> Question) throws {
    var point = point
    if point.at == nil && point.weights == nil { point.at = .random }
    let question = try question(point)
    let setting = question.setting()
    let level = level ?? setting.compareLevel
    let map = setting.map(at: level)
    if let map, point.at == .generic { return try answer(generic: map) }
    guard let map, let weights = setting.weights else {
      throw UsageError(
        "level \(level.rawValue) needs inputs; give a --task, or --level coordinates")
    }
    if let certificate, !force, FileManager.default.fileExists(atPath: certificate) {
      throw UsageError("\(certificate) exists; pass --force to replace it")
    }
    let limits = try point.limits()
    let start = ContinuousClock.now
    let rank = try RefusedRank.withHint(map, limits) { () throws(RankRefusal) in
      try PointRank(
        of: map, at: weights, seed: point.seed &+ 1, limits: limits,
        progress: ProgressLines.ranks("rank at the weights"))
    }
    let generic = try GenericRank(
      of: map, seed: point.seed, limits: limits, progress: ProgressLines.ranks("generic rank"))
    let seconds = start.duration(to: .now) / .seconds(1)
    let certified = CertifiedCoefficient(point: rank, generic: generic, level: level)
    if let certificate {
      guard let proof = rank.certificate else {
        throw UsageError(
          "no certificate: the rank is proved only to lie between \(rank.lower) and \(rank.upper)")
      }
      let document = RankCertificateDocument(proof, of: map, at: weights)
      try OutputFile.write(try JSONOutput.encode(document), to: certificate, force: force)
    }
    let payload = RankPayload(level, rank, generic, certified, seconds: seconds)
    try output.print(
      [payload.table(rank: rank, generic: generic, certified: certified)], json: payload)
  }

  /// The generic rank alone, which is reached where a rank at given weights is not.
  private func answer(generic map: NetworkMap) throws {
    if certificate != nil {
      throw UsageError("--certificate is about weights; --at generic has none")
    }
    let limits = try point.limits()
    let start = ContinuousClock.now
    let rank = try RefusedRank.withSmallerWidth(map, limits) { () throws(RankRefusal) in
      try GenericRank(
        of: map, seed: point.seed, limits: limits, progress: ProgressLines.ranks("generic rank"))
    }
    let payload = try GenericRankPayload(
      rank, of: map, seconds: start.duration(to: .now) / .seconds(1))
    try output.print([payload.table], json: payload)
  }
}
