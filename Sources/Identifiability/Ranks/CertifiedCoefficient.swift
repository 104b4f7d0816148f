public import ExactAlgebra

/// What exact ranks say of the learning coefficient of a map at a point, theory of
/// `Proofs/ExactRankCertificate.md`:
///
/// (a) `lambda >= r*/2`, r* the rank at the point;
/// (b) `lambda <= (D - dim orbit) / 2` for any orbit inside the fibre;
/// (c) r* equal to the generic rank implies `lambda = r*/2`, multiplicity 1;
/// (d) `r* = D - dim orbit` implies the same;
/// (e) otherwise the interval of (a) and (b).
public struct CertifiedCoefficient: Equatable, Sendable {
  public let level: Level
  public let lower: Rational
  public let upper: Rational
  /// 1 where the value is exact by (c) or (d).
  public let multiplicity: Int?
  public let confidence: Confidence
  public let because: String

  /// Whether the bounds meet and both are proved.
  public var isExact: Bool { lower == upper && confidence.isProved }

  public init(
    level: Level, lower: Rational, upper: Rational, multiplicity: Int?, confidence: Confidence,
    because: String
  ) {
    precondition(lower <= upper, "certified interval [\(lower), \(upper)]")
    self.level = level
    self.lower = lower
    self.upper = upper
    self.multiplicity = multiplicity
    self.confidence = confidence
    self.because = because
  }

  /// The coefficient at almost every weight.
  public init(generic rank: GenericRank, level: Level) {
    let proved = rank.confidence.isProved
    let value = Rational(rank.lower, 2)
    let because: String
    if proved {
      let place = rank.isAttained ? "attained at a computed point" : "computed at special points"
      because =
        "(c) at almost every weight: generic rank \(rank.lower), \(place); "
        + rank.bound.because + (rank.bound.source.map { " (\($0))" } ?? "")
    } else {
      because =
        "generic rank at least \(rank.lower) (computed) and at most \(rank.upper) "
        + "(\(rank.bound.because))"
    }
    self.init(
      level: level, lower: value, upper: Rational(rank.upper, 2), multiplicity: proved ? 1 : nil,
      confidence: rank.confidence, because: because)
  }

  /// (a) to (e) in numbers.
  ///
  /// - Parameters:
  ///   - rank: r* at the point.
  ///   - weights: D.
  ///   - orbit: the dimension of a symmetry orbit in the fibre.
  ///   - genericBound: no weight has a larger rank, if that is known.
  public static func interval(
    rank: Int, weights: Int, orbit: Int, genericBound: Int?
  ) -> (lower: Rational, upper: Rational, isExact: Bool) {
    let lower = Rational(rank, 2)
    let isExact = genericBound.map { rank >= $0 } == true || rank == weights - orbit
    return (lower, isExact ? lower : Rational(weights - orbit, 2), isExact)
  }

  /// The coefficient at the point.
  ///
  /// - Parameter generic: the largest rank that any weight can have; needed for (c).
  public init(point rank: PointRank, generic: GenericRank?, level: Level) {
    self.init(
      rank: rank.lower, columns: rank.columns, orbitDimension: rank.symmetries.orbitDimension,
      generic: generic, level: level)
  }

  /// - Parameters:
  ///   - rank: r* at the point, proved from below.
  ///   - columns: D.
  ///   - orbitDimension: of a manifold through the point in its fibre.
  init(
    rank: Int, columns: Int, orbitDimension: Int, generic: GenericRank?, level: Level
  ) {
    let (lower, upper, _) = Self.interval(
      rank: rank, weights: columns, orbit: orbitDimension, genericBound: generic?.upper)
    if let generic, rank >= generic.upper {
      self.init(
        level: level, lower: lower, upper: lower, multiplicity: 1, confidence: .proved,
        because: "(c) the rank at the point, \(rank), is the largest that any weight has: "
          + generic.bound.because)
    } else if rank == columns - orbitDimension {
      self.init(
        level: level, lower: lower, upper: lower, multiplicity: 1, confidence: .proved,
        because: "(d) the rank at the point, \(rank), is the number of weights less the "
          + "dimension of a symmetry orbit, \(columns) - \(orbitDimension)")
    } else if let generic, case .monteCarlo(let failure) = generic.confidence, failure < 1,
      rank == generic.lower
    {
      self.init(
        level: level, lower: lower, upper: lower, multiplicity: 1,
        confidence: .monteCarlo(failureProbability: failure),
        because: "(c) the rank at the point, \(rank), is the generic rank found at random "
          + "points")
    } else {
      self.init(
        level: level, lower: lower, upper: upper, multiplicity: nil,
        confidence: .proved,
        because: "(e) rank \(rank) at the point from below; from above, "
          + "\(columns) weights less a symmetry orbit of dimension \(orbitDimension)")
    }
  }
}
