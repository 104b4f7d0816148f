import ExactAlgebra

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
          "\(directions), under which the outputs stay as they are"))
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
    let ranks = try RandomPointRanks(
      upTo: bound, weights: map.parameterCount, trials: trials, atLeast: known, using: &random,
      progress: progress
    ) { point, field, _ in map.jacobian(at: point, in: field) }
    self.init(
      lower: ranks.best, bound: bound,
      confidence: ranks.confidence(
        JacobianHeight.genericFailure(
          maximalRank: bound.value, degree: map.jacobianDegree
        ) { map.cost.entryBits(weightBits: $0) }),
      method: ranks.made == 0 ? "rank at the weights" : ranks.method, isAttained: true)
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
