import ExactAlgebra

/// The rank of a sampled map's Jacobian at integer weights, over Q.
public struct SampledPointRank: Sendable {
  /// Proved: some minor of this size does not vanish modulo a prime.
  public let lower: Int
  /// Proved: the bound of the generic rank, which no point exceeds.
  public let bound: RankBound
  /// D.
  public let columns: Int
  /// Of an orbit of known symmetries, which lies in the fibre of the point.
  public let orbitDimension: Int
  /// That the rank is `lower`.
  public let confidence: Confidence

  /// The better of two random primes, or the first when its rank cannot be beaten.
  ///
  /// - Throws: `RankRefusal` when an elimination does not fit the limits.
  /// - Complexity: at most two eliminations of a B x D matrix, B the bound.
  public init(
    of map: some SampledMap, at point: [Int], seed: UInt64, limits: RankLimits = RankLimits()
  ) throws(RankRefusal) {
    try RankRefusal.check(map, limits)
    bound = map.smallestBound
    columns = map.parameterCount
    orbitDimension = map.orbitDimension(at: point)
    var random = SeededGenerator(seed: seed)
    var (best, made) = (0, 0)
    while made < 2 && best < bound.value {
      let field = EliminationPrime.random(using: &random)
      let rows = map.samples(
        count: bound.value, at: point.map { field.element($0) }, in: field, using: &random)
      best = max(best, ModularElimination(field: field).rankProfile(of: rows).rank)
      made += 1
    }
    lower = best
    let one = SampleFailure.point(
      map, maximalRank: bound.value, largest: point.map(abs).max() ?? 0)
    confidence =
      best == bound.value ? .proved : .monteCarlo(failureProbability: made == 1 ? one : one * one)
  }
}

extension CertifiedCoefficient {
  /// The coefficient at the point, for inputs that identify the coefficients; see the type for (a) to (e).
  public init(sampled rank: SampledPointRank, generic: GenericRank) {
    let lower = Rational(rank.lower, 2)
    let fibre = rank.columns - rank.orbitDimension
    if rank.lower == rank.bound.value {
      self.init(
        level: .coordinates, lower: lower, upper: lower, multiplicity: 1, confidence: .proved,
        because: "(c) the rank at the point, \(rank.lower), is the largest that any weight has: "
          + rank.bound.because + (rank.bound.source.map { " (\($0))" } ?? ""))
    } else if rank.lower == fibre {
      self.init(
        level: .coordinates, lower: lower, upper: lower, multiplicity: 1, confidence: .proved,
        because: "(d) the rank at the point, \(rank.lower), is the number of weights less the "
          + "dimension of a symmetry orbit, \(rank.columns) - \(rank.orbitDimension)")
    } else if case .monteCarlo(let failure) = generic.confidence, failure < 1,
      rank.lower == generic.lower
    {
      self.init(
        level: .coordinates, lower: lower, upper: lower, multiplicity: 1,
        confidence: .monteCarlo(failureProbability: failure),
        because: "(c) the rank at the point, \(rank.lower), is the generic rank found at random "
          + "points")
    } else {
      self.init(
        level: .coordinates, lower: lower, upper: Rational(fibre, 2), multiplicity: nil,
        confidence: .proved,
        because: "(e) rank \(rank.lower) at the point from below; from above, \(rank.columns) "
          + "weights less a symmetry orbit of dimension \(rank.orbitDimension)")
    }
  }
}
