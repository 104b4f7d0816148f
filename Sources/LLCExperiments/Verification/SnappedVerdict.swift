public import AssumptionChecks
import ExactAlgebra
public import Identifiability
import LLCTheorems
import ModelFamilies

/// What is proved at weights of an exact structure near given ones.
public struct SnappedVerdict: Sendable {
  public enum Statement: Sendable {
    /// Rational weights: all theorems, as at the given weights.
    case theorems(ExactVerdicts)
    /// Exact waves: ranks over the cyclotomic field at every level.
    case waves([WaveRow])
  }

  public struct WaveRow: Sendable {
    public let level: Level
    /// Modulo a prime with the roots of unity: a proof that the rank is at least this.
    public let rank: Int
    public let prime: UInt64
    public let genericRankBound: Int
    public let coefficient: WaveCoefficient
    /// Whether the outputs are the task's targets as far as this level tells, modulo random primes.
    public let interpolates: Bool
  }

  public let point: SnappedPoint
  public let statement: Statement

  /// - Parameters:
  ///   - question: about the weights that the point is near; its layout is that of the point.
  /// - Throws: `DimensionError`.
  public init(_ point: SnappedPoint, _ question: VerificationQuestion) throws {
    self.point = point
    switch point.weights {
    case .rational(let weights):
      statement = .theorems(
        ExactVerdicts(
          question.setting(at: weights), seed: question.seed, limits: question.limits))
    case .waves(let waves):
      statement = .waves(try Self.rows(waves, seed: question.seed))
    }
  }

  private static func rows(_ waves: WaveNetwork, seed: UInt64) throws -> [WaveRow] {
    let solved = interpolation(waves, seed: seed)
    let family = ModelFamily.quadratic(try waves.network())
    return try Level.allCases.compactMap { level in
      guard let map = NetworkMap(family, level: level, inputs: .allPairs(of: waves.task)) else {
        return nil
      }
      let bound = try RankBounds.smallest(for: map).value
      let rank = FourierPointRank(of: waves, level: level, seed: seed)
      return WaveRow(
        level: level, rank: rank.rank, prime: rank.prime, genericRankBound: bound,
        coefficient: WaveCoefficient(waves, level: level, rank: rank.rank, genericBound: bound),
        interpolates: level == .centred ? solved.upToConstant : solved.targets)
    }
  }

  /// In three random fields: a difference in one is one over the cyclotomic field.
  private static func interpolation(
    _ waves: WaveNetwork, seed: UInt64
  ) -> (targets: Bool, upToConstant: Bool) {
    var random = SeededGenerator(seed: seed)
    var (targets, upToConstant, made) = (true, true, 0)
    while made < 3 {
      let roots = CyclotomicField(order: waves.order, using: &random)
      guard let found = waves.interpolation(in: roots) else { continue }
      made += 1
      targets = targets && found.targets
      upToConstant = upToConstant && found.upToConstant
    }
    return (targets, upToConstant)
  }
}

/// The points that weights were rounded to, and what was not rounded.
public struct Snapping: Sendable {
  public let verdicts: [SnappedVerdict]
  public let undecided: [Unsnapped]
  public let tolerance: Double

  /// One per cent: the noise of training that ended early; above the spacing of any number type.
  public static let defaultTolerance = 0.01

  /// - Parameters:
  ///   - kinds: `zeros`, `shared` and `rationals` are applied one after the other to one point; `fourier` makes
  ///     a point of its own.
  ///   - structure: of the task; nil without one that has it.
  /// - Throws: `DimensionError`.
  public init(
    _ question: VerificationQuestion, kinds: Set<SnapKind>, tolerance: Double,
    structure: ModularStructure?
  ) throws {
    self.tolerance = tolerance
    var verdicts: [SnappedVerdict] = []
    var undecided: [Unsnapped] = []
    func attempt(_ snap: () throws(Unsnapped) -> SnappedPoint) throws {
      let point: SnappedPoint
      do { point = try snap() } catch {
        undecided.append(error)
        return
      }
      verdicts.append(
        try SnappedVerdict(point, question))
    }
    let entrywise = kinds.subtracting([.fourier])
    if !entrywise.isEmpty {
      try attempt { () throws(Unsnapped) in
        try EntrySnap.point(
          question.family, weights: question.weights, kinds: entrywise, tolerance: tolerance)
      }
    }
    if kinds.contains(.fourier) {
      try attempt { () throws(Unsnapped) in
        try Self.waves(question, structure, tolerance: tolerance)
      }
    }
    self.verdicts = verdicts
    self.undecided = undecided
  }

  private static func waves(
    _ question: VerificationQuestion, _ structure: ModularStructure?, tolerance: Double
  ) throws(Unsnapped) -> SnappedPoint {
    guard let structure, case .quadratic(let network) = question.family else {
      throw Unsnapped(
        kinds: [.fourier],
        because: question.task.flatMap { ModularStructure.refusal($0) }
          ?? "waves are those of --task modular-addition, which was not given")
    }
    return try FourierSnap.point(
      structure, network, weights: question.weights, tolerance: tolerance)
  }
}
