import ExactAlgebra
import Foundation

extension UserMap {
  /// Upper bounds of the rank at every weight, the plainest first.
  public var rankBounds: [RankBound] {
    var bounds = [
      RankBound(coordinateCount, "the rank is at most the number of coordinates"),
      RankBound(parameterCount, "the rank is at most the number of weights"),
    ]
    if relations.count > 0 {
      bounds.append(
        RankBound(
          coordinateCount - relations.count,
          "\(relations.count) combination\(relations.count == 1 ? "" : "s") of the coordinates "
            + "\(relations.count == 1 ? "is" : "are") constant"))
    }
    if directions.genericDimension > 0 {
      bounds.append(
        RankBound(
          parameterCount - directions.genericDimension,
          directions.description + " leave the outputs as they are"))
    }
    return bounds
  }

  /// The smallest bound, the plainest of equals.
  public var smallestBound: RankBound {
    rankBounds.min { $0.value < $1.value } ?? RankBound(parameterCount, "the number of weights")
  }
}

extension GenericRank {
  /// The largest rank of a user's map: ranks at random points modulo random primes, until they meet the
  /// smallest bound or `trials` have been made.
  ///
  /// - Parameter known: a rank that is attained.
  /// - Throws: `RankRefusal` when the work does not fit the limits.
  public init(
    of map: UserMap, seed: UInt64, trials: Int = 3, limits: RankLimits = RankLimits(),
    atLeast known: Int = 0, progress: RankProgress? = nil
  ) throws(RankRefusal) {
    try RankRefusal.check(map, limits)
    let bound = map.smallestBound
    var random = SeededGenerator(seed: seed)
    var (best, made, drawn) = (known, 0, 0)
    while made < trials && best < bound.value {
      let field = EliminationPrime.random(using: &random)
      let point = (0..<map.parameterCount).map { _ in
        UInt64.random(in: 0..<field.modulus, using: &random)
      }
      // A random prime may divide a denominator of the constants: then it shows nothing.
      guard let jacobian = map.jacobian(at: point, in: field) else {
        drawn += 1
        if drawn > 100 { throw .noInverse(field.modulus) }
        continue
      }
      made += 1
      let profile = ModularElimination(field: field).rankProfile(
        of: jacobian, progress: progress?.update)
      best = max(best, profile.rank)
    }
    precondition(best <= bound.value, "rank \(best) above \(bound.value), \(bound.because)")
    let one = JacobianHeight.genericFailure(
      maximalRank: bound.value, degree: map.jacobianDegree
    ) { map.cost.entryBits(weightBits: $0) }
    self.init(
      lower: best, bound: bound,
      confidence: best == bound.value
        ? .proved : .monteCarlo(failureProbability: pow(one, Double(made))),
      method: made == 0
        ? "rank at the weights"
        : "rank at \(made) random point\(made == 1 ? "" : "s") modulo random 31-bit primes",
      isAttained: true)
  }
}

extension FibreDirections: CustomStringConvertible {
  /// What there is: `12 scalings and 12 translations`.
  public var description: String {
    let parts = [
      (free.count, "weight that no output uses", "weights that no output uses"),
      (translations.count, "translation", "translations"),
      (scalings.count, "scaling", "scalings"),
    ]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return words.isEmpty ? "no directions" : words.joined(separator: " and ")
  }
}
