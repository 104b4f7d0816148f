public import ExactAlgebra

/// The rank of a user's map at exact weights, over Q.
public struct UserPointRank: Sendable {
  public let rows: Int
  public let columns: Int
  /// Proved: some minor of this size does not vanish modulo a prime.
  public let lower: Int
  /// Proved.
  public let upper: Int
  public let upperBecause: String
  /// nil unless the bounds meet.
  public let certificate: RankCertificate?
  /// Directions in which the outputs stay as they are.
  public let directions: FibreDirections
  /// Of the manifold that they span at the point.
  public let orbitDimension: Int
  /// That the rank is `lower`.
  public let confidence: Confidence

  public var isProved: Bool { lower == upper }

  /// Elimination modulo two random primes from below; from above the shape, the known directions, or a
  /// kernel over Q.
  ///
  /// - Parameters:
  ///   - point: D exact weights.
  ///   - explicitKernelLimit: the largest number of columns for which a kernel over Q is sought.
  /// - Throws: `RankRefusal` when the work does not fit the limits.
  /// - Complexity: at most two Jacobians modulo primes, two eliminations of an N x D matrix, and one
  ///   Jacobian over Q.
  public init(
    of map: UserMap, at point: [Rational], seed: UInt64, limits: RankLimits = RankLimits(),
    explicitKernelLimit: Int = 600, progress: RankProgress? = nil
  ) throws(RankRefusal) {
    precondition(
      point.count == map.parameterCount, "\(point.count) weights, not \(map.parameterCount)")
    (rows, columns) = (map.coordinateCount, map.parameterCount)
    try RankRefusal.check(map, limits)
    var random = SeededGenerator(seed: seed)
    let (profile, prime) = try PointRank.bestProfile(
      map, point, using: &random, target: min(rows, columns), progress)
    lower = profile.rank
    directions = FibreDirections(of: map, at: point)
    let fibre = directions.kernelVectors(at: point)
    orbitDimension = fibre.count
    let found = Self.upperBound(
      map, point, profile, fibre, explicitKernelLimit, limits, using: &random)
    (upper, upperBecause) = (found.value, found.because)
    if let proof = found.proof, upper == lower {
      certificate = RankCertificate(
        rows: rows, columns: columns, prime: prime, pivotRows: profile.pivotRows,
        pivotColumns: profile.pivotColumns, upperBound: proof)
      confidence = .proved
    } else {
      certificate = nil
      let one = JacobianHeight.badPrimes(
        size: min(rows, columns),
        entryBits: map.cost.entryBits(weightBits: JacobianHeight.weightBits(point)))
      // Both random primes would have to divide every larger minor.
      confidence = .monteCarlo(failureProbability: one * one)
    }
  }

  /// Words of exact arithmetic that a Jacobian over Q may take.
  private static let exactLimit = 5e7

  private static func upperBound(
    _ map: UserMap, _ point: [Rational], _ profile: RankProfile, _ fibre: [[Integer]],
    _ kernelLimit: Int, _ limits: RankLimits, using random: inout some RandomNumberGenerator
  ) -> (value: Int, because: String, proof: RankCertificate.UpperBound?) {
    let (rows, columns, rank) = (map.coordinateCount, map.parameterCount, profile.rank)
    if rank == rows { return (rows, "the number of coordinates", .rows) }
    if rank == columns { return (columns, "the number of weights", .columns) }
    if rank == columns - fibre.count {
      return (
        rank,
        "\(fibre.count) direction\(fibre.count == 1 ? "" : "s") in which the outputs stay as they are",
        .kernel(fibre)
      )
    }
    if rank == rows - map.relations.count {
      return (
        rank, "\(map.relations.count) combinations of the coordinates that are constant",
        .leftKernel(map.relations.integers(count: rows))
      )
    }
    let (right, left) = (columns - rank, rows - rank)
    let words = map.cost.entryBits(weightBits: JacobianHeight.weightBits(point)) / 64 + 1
    if columns <= kernelLimit, map.cost.jacobianOperations * words <= exactLimit,
      RankWork(rows: rows, columns: columns).exactEntriesFit(limits),
      let jacobian = PointRank.integerJacobian(map, point),
      RationalKernel.work(jacobian, rank: rank, vectors: min(left, right))
        <= limits.operations / 200,
      let kernel = try? RationalKernel.basis(
        of: left < right ? jacobian.transposed() : jacobian, using: &random),
      kernel.count == min(left, right)
    {
      let side = left < right ? "left " : ""
      return (
        rank, "\(kernel.count) \(side)kernel vector\(kernel.count == 1 ? "" : "s") over Q",
        left < right ? .leftKernel(kernel) : .kernel(kernel)
      )
    }
    let bound = map.smallestBound
    return columns - fibre.count < bound.value
      ? (columns - fibre.count, "weights less directions that the outputs do not feel", nil)
      : (bound.value, bound.because, nil)
  }
}

extension RankRefusal {
  /// Products of residues that run in a second, about, when a map is evaluated step by step.
  private static let stepsPerSecond = 5e7

  /// - Throws: `RankRefusal` when a Jacobian of the map or its elimination does not fit the limits.
  static func check(_ map: UserMap, _ limits: RankLimits) throws(RankRefusal) {
    let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
    guard work.fits(limits) else { throw .tooLarge(work, limits) }
    let operations =
      map.cost.jacobianOperations * RankLimits.operationsPerSecond / stepsPerSecond
    guard operations <= limits.operations else {
      throw .mapTooLong(products: map.cost.jacobianOperations, operations: operations, limits)
    }
  }
}

extension CertifiedCoefficient {
  /// The coefficient of a user's map at the point; see the type for (a) to (e).
  public init(point rank: UserPointRank, generic: GenericRank, level: Level) {
    self.init(
      rank: rank.lower, columns: rank.columns, orbitDimension: rank.orbitDimension,
      generic: generic, level: level)
  }
}
