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
        slt rank polynomial-network --widths 2,3,3,4,1 --degree 2
        slt rank attention --dimension 4 --head-dimension 2
        slt rank --map model.slt --at generic
        slt rank --map model.slt --certificate rank.json
        slt rank --verify rank.json
      """,
    subcommands: [
      Quadratic.self, BiasedQuadratic.self, PolynomialNetworkRank.self, AttentionRank.self,
      MapRank.self,
    ], defaultSubcommand: MapRank.self)

  @Option(
    help: ArgumentHelp("Check a certificate file and nothing else.", valueName: "file"))
  var verify: String?

  @Option(
    help: ArgumentHelp(
      "Your own polynomial model, in the language of slt rank map --help.", valueName: "file"))
  var map: String?

  @OptionGroup var output: OutputOptions

  /// The file says what it is about: a family beside it would be ignored.
  func refuseVerify() throws {
    if verify != nil {
      throw ValidationError("--verify takes the network from the file; leave the family out")
    }
    if map != nil {
      throw ValidationError("--map takes the model from the file; leave the family out")
    }
  }

  struct Quadratic: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "f_k(x) = sum_j v_kj (w_j . x)^2.",
      discussion: """
        EXAMPLES
          slt rank quadratic --input 4 --width 5 --output 3 --at random --seed 7
          slt rank quadratic --task modular-addition --modulus 7 --width 64 --level data
          slt rank quadratic --task modular-addition --modulus 7 --at fourier --phases 3
          slt rank quadratic --task modular-addition --modulus 97 --at fourier-minimal
        """)

    @ParentCommand var rank: RankCommand
    @OptionGroup var network: QuadraticOptions
    @OptionGroup var fourier: FourierOptions
    @OptionGroup var asked: RankOptions

    func validate() throws { try rank.refuseVerify() }

    func run() throws {
      if let planted = try fourier.network(network, asked.point) {
        return try FourierAnswer.run(planted, asked, loss: network.loss)
      }
      try asked.answer { try network.question($0) }
    }
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

  @Option(
    help: "elimination of the Jacobian, or products without it. Default: whichever is quicker.")
  var method: RankMethod?

  @Option(
    help: ArgumentHelp(
      "Keep the state of a long rank by products here, and go on from it.", valueName: "file"))
  var checkpoint: String?

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
    let weightRank = WeightRank(
      method: method, checkpoint: checkpoint,
      timeLimit: try point.timeLimit.map { try Machine.seconds($0) }, seed: point.seed &+ 1)
    let rank = try weightRank.rank(of: map, at: weights, limits)
    let generic = try genericRank(of: map, atLeast: rank, limits)
    let seconds = start.duration(to: .now) / .seconds(1)
    let certified = CertifiedCoefficient(point: rank, generic: generic, level: level)
    if let certificate {
      guard let proof = rank.certificate else {
        throw UsageError(
          rank.isProved
            ? "no certificate: the rank is \(rank.lower), but no Gram matrix of that size was found"
            : "no certificate: the rank is proved only to lie between \(rank.lower) and "
              + "\(rank.upper)")
      }
      let document = RankCertificateDocument(proof, of: map, at: weights)
      try OutputFile.write(
        try JSONOutput.encode(document, compact: true), to: certificate, force: force)
    }
    try weightRank.removeCheckpoint()
    let payload = RankPayload(level, rank, generic, certified, seconds: seconds)
    try output.print(
      [payload.table(rank: rank, generic: generic, certified: certified)], json: payload)
  }

  /// Nothing is computed where the rank at the weights is the largest possible, and nothing is lost
  /// where a generic rank does not fit the limits.
  private func genericRank(
    of map: NetworkMap, atLeast rank: PointRank, _ limits: RankLimits
  ) throws -> GenericRank {
    let known = try GenericRank(atLeast: rank, of: map)
    if known.confidence.isProved { return known }
    do {
      return try GenericRank(
        of: map, seed: point.seed, limits: limits, progress: ProgressLines.ranks("generic rank"))
    } catch {
      return known
    }
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
