import ExactAlgebra
import Foundation
import ModelFamilies

/// The largest rank of a map's Jacobian, which almost every weight attains.
public struct GenericRank: Equatable, Sendable {
  /// Computed, so a proof that the generic rank is at least this.
  public let lower: Int
  /// The smallest known upper bound.
  public let bound: RankBound
  /// The rank is `lower` with this confidence: proved when the bounds meet.
  public let confidence: Confidence
  /// How the lower bound was found.
  public let method: String
  /// Whether one point was seen at which the rank is `lower`, and not a limit or a sum over points.
  public let isAttained: Bool

  public var upper: Int { bound.value }

  /// Ranks at random points modulo random primes, until they meet the upper bound or `trials` have
  /// been made.
  ///
  /// Small maps are eliminated densely. Where that does not fit the limits and the map is one of a
  /// quadratic network, points whose output matrix falls into blocks are used instead (`SplitPoint`,
  /// `ChainPoint`).
  ///
  /// - Throws: `RankRefusal` when nothing fits the limits; `RationalKernel.Failure` does not occur
  ///   for one-hot inputs.
  public init(
    of map: NetworkMap, seed: UInt64, trials: Int = 3, limits: RankLimits = RankLimits(),
    progress: RankProgress? = nil
  ) throws(RankRefusal) {
    bound = try RankRefusal.wrapping { () throws(RationalKernel.Failure) in
      try RankBounds.smallest(for: map)
    }
    var random = SeededGenerator(seed: seed)
    let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
    if work.operations > limits.denseOperations {
      let found = try Self.structured(
        map, bound.value, work, limits, using: &random, progress: progress)
      if let found {
        precondition(
          found.rank <= bound.value,
          "rank \(found.rank) above the bound \(bound.value), \(bound.because)")
        lower = found.rank
        method = found.point
        isAttained = found.isAttained
        // A special point says nothing about how often random ones do better.
        confidence = lower == bound.value ? .proved : .monteCarlo(failureProbability: 1)
        return
      }
    }
    guard work.fits(limits) else { throw .tooLarge(work, limits) }
    let ranks = try RandomPointRanks(
      upTo: bound, weights: map.parameterCount, trials: trials, using: &random, progress: progress
    ) { point, field, _ in map.jacobian(at: point, in: field) }
    lower = ranks.best
    isAttained = true
    method = ranks.method
    confidence = ranks.confidence(
      JacobianHeight.genericFailure(
        maximalRank: bound.value, degree: map.jacobianDegree, map: map))
  }

  private struct StructuredRank {
    let rank: Int
    let point: String
    let isAttained: Bool
  }

  /// Whether a lower bound can be computed within the limits; costs nothing.
  public static func fits(_ map: NetworkMap, _ limits: RankLimits) -> Bool {
    if RankWork(rows: map.coordinateCount, columns: map.parameterCount).fits(limits) { return true }
    guard let bound = try? RankBounds.smallest(for: map) else { return false }
    return SplitPoint(map, bound: bound.value, limits: limits)?.work.fits(limits) ?? false
  }

  /// The rank at points whose output matrix falls into blocks, or into a chain of blocks where counting
  /// says that blocks alone do not attain the bound. Nil where a dense elimination can do better.
  ///
  /// - Throws: `RankRefusal` when neither these nor a dense elimination fit the limits.
  private static func structured(
    _ map: NetworkMap, _ bound: Int, _ dense: RankWork, _ limits: RankLimits,
    using random: inout SeededGenerator, progress: RankProgress?
  ) throws(RankRefusal) -> StructuredRank? {
    guard let split = SplitPoint(map, bound: bound, limits: limits) else { return nil }
    let chain = ChainPoint(map).flatMap { $0.fits(limits) ? $0 : nil }
    var best: StructuredRank?
    if split.work.fits(limits) && (split.isExpectedToMeet || chain == nil) {
      best = StructuredRank(
        rank: split.rankLowerBound(using: &random, progress: progress), point: split.description,
        isAttained: false)
    }
    if let chain, best.map({ $0.rank < bound }) ?? true {
      let rank = chain.rankLowerBound(using: &random, progress: progress)
      if rank > best?.rank ?? 0 {
        best = StructuredRank(rank: rank, point: chain.description, isAttained: true)
      }
    }
    if let best, best.rank >= bound { return best }
    if dense.fits(limits) { return nil }
    guard let best else { throw .tooLarge(split.work, limits) }
    return best
  }

  /// The generic rank at level `centred` where that at level `data` is the number of coordinates:
  /// removing the means is onto, so a submersion stays one.
  public init?(centring data: GenericRank, of map: NetworkMap) {
    guard map.level == .centred, let inputs = map.inputs, data.confidence.isProved,
      data.lower == inputs.count * map.family.outputDimension,
      let bound = try? RankBounds.smallest(for: map), bound.value == map.coordinateCount
    else { return nil }
    lower = bound.value
    self.bound = bound
    confidence = .proved
    method = "onto at level data"
    isAttained = data.isAttained
  }

  /// What a rank at a point says of the generic rank: at least that, and proved where it is the
  /// largest that any weight can have.
  public init(atLeast rank: PointRank, of map: NetworkMap) throws(RankRefusal) {
    bound = try RankRefusal.wrapping { () throws(RationalKernel.Failure) in
      try RankBounds.smallest(for: map)
    }
    lower = rank.lower
    confidence = lower == bound.value ? .proved : .monteCarlo(failureProbability: 1)
    method = "rank at the weights"
    isAttained = true
  }
}

/// Why a rank was not computed.
public enum RankRefusal: Error, Equatable, CustomStringConvertible {
  case tooLarge(RankWork, RankLimits)
  case inputKernel(String)
  case noInverse(UInt64)
  /// A map step by step, and what an elimination of the same duration would take.
  case mapTooLong(products: Double, operations: Double, RankLimits)
  case structureTooLarge(StructuredWork, RankLimits)
  case structureTooLong(StructuredWork, seconds: Double)
  case structureMissing(String)

  public static func == (a: RankRefusal, b: RankRefusal) -> Bool { a.description == b.description }

  public var description: String {
    switch self {
    case .tooLarge(let work, let limits):
      "the rank needs \(work) and about \(work.duration), more than the limits of \(limits)"
    case .mapTooLong(let products, let operations, let limits):
      "the Jacobian takes \(products < 1e15 ? "\(Int(products))" : "more than 10^15") products, about "
        + "\(RankLimits.duration(operations)), more than the limit of "
        + "\(RankLimits.duration(limits.operations)); raise --time-limit or use a smaller model"
    case .structureTooLarge(let work, let limits):
      "the rank by products needs \(work), more than the limit of \(limits.memory >> 20) MiB; "
        + "--at generic asks for the rank at almost every weight instead"
    case .structureTooLong(let work, let seconds):
      "the rank by products needs \(work) and about \(Int(seconds.rounded(.up))) s, more than the "
        + "time limit; --at generic asks for the rank at almost every weight instead"
    case .inputKernel(let reason), .structureMissing(let reason): reason
    case .noInverse(let prime): "the prime \(prime) divides a denominator of the weights or inputs"
    }
  }

  static func wrapping<T>(
    _ body: () throws(RationalKernel.Failure) -> T
  ) throws(RankRefusal) -> T {
    do { return try body() } catch { throw .inputKernel(error.description) }
  }
}

/// Where long eliminations report to; called with the fraction done.
public struct RankProgress: Sendable {
  public let update: @Sendable (Double) -> Void

  public init(_ update: @escaping @Sendable (Double) -> Void) { self.update = update }
}
