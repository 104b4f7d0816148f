import ExactAlgebra
import Foundation
import ModelFamilies

/// The largest rank of a map's Jacobian, which almost every weight attains.
public struct GenericRank: Equatable, Sendable {
  /// Attained at a point that was computed, so a proof that the generic rank is at least this.
  public let lower: Int
  /// The smallest known upper bound.
  public let bound: RankBound
  /// The rank is `lower` with this confidence: proved when the bounds meet.
  public let confidence: Confidence
  /// How the lower bound was found.
  public let method: String

  public var upper: Int { bound.value }

  /// Ranks at random points modulo random primes, until they meet the upper bound or `trials` have
  /// been made.
  ///
  /// Small maps are eliminated densely. Where that does not fit the limits and the map is one of a
  /// quadratic network, points whose output matrix falls into blocks are used instead (`SplitPoint`).
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
    let split =
      work.operations > limits.denseOperations ? SplitPoint(map, bound: bound.value) : nil
    if let split, split.work.fits(limits) {
      let rank = split.rankLowerBound(using: &random, progress: progress)
      if rank >= bound.value || !work.fits(limits) {
        lower = min(rank, bound.value)
        method = split.description
        // A special point says nothing about how often random ones do better.
        confidence = lower == bound.value ? .proved : .monteCarlo(failureProbability: 1)
        return
      }
    }
    guard work.fits(limits) else { throw .tooLarge(split?.work ?? work, limits) }
    var best = 0
    var (made, drawn) = (0, 0)
    while made < trials && best < bound.value {
      let field = EliminationPrime.random(using: &random)
      let point = (0..<map.parameterCount).map { _ in
        UInt64.random(in: 0..<field.modulus, using: &random)
      }
      // A random prime may divide a denominator of the inputs: then it shows nothing.
      guard let jacobian = map.jacobian(at: point, in: field) else {
        drawn += 1
        if drawn > 100 { throw .noInverse(field.modulus) }
        continue
      }
      made += 1
      best = max(
        best,
        ModularElimination(field: field).rankProfile(
          of: jacobian, progress: progress?.update
        ).rank)
    }
    lower = best
    method = "rank at \(made) random point\(made == 1 ? "" : "s") modulo random 31-bit primes"
    if best == bound.value {
      confidence = .proved
    } else {
      let one = JacobianHeight.genericFailure(
        maximalRank: bound.value, degree: map.jacobianDegree, map: map)
      confidence = .monteCarlo(failureProbability: pow(one, Double(made)))
    }
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
  }
}

/// Why a rank was not computed.
public enum RankRefusal: Error, Equatable, CustomStringConvertible {
  case tooLarge(RankWork, RankLimits)
  case inputKernel(String)
  case noInverse(UInt64)

  public static func == (a: RankRefusal, b: RankRefusal) -> Bool { a.description == b.description }

  public var description: String {
    switch self {
    case .tooLarge(let work, let limits):
      "the rank needs \(work), more than the limit of \(limits.memory >> 20) MiB and "
        + "10^\(Int(log10(limits.operations))) operations"
    case .inputKernel(let reason): reason
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
