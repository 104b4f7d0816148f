public import ExactAlgebra

/// The rank of a map's Jacobian at exact weights, over Q.
public struct PointRank: Sendable {
  public let rows: Int
  public let columns: Int
  /// Proved: some minor of this size does not vanish modulo a prime.
  public let lower: Int
  /// Proved.
  public let upper: Int
  public let upperBecause: String
  /// What a third party checks; nil unless the bounds meet.
  public let certificate: Certificate?
  /// The known symmetries at the point.
  public let symmetries: SymmetryCheck
  public let confidence: Confidence
  /// How the lower bound was found.
  public let method: String

  /// By a minor of the Jacobian, or by its Gram matrix.
  public enum Certificate: Sendable {
    case minor(RankCertificate)
    case gram(GramCertificate)

    public var minor: RankCertificate? {
      if case .minor(let certificate) = self { certificate } else { nil }
    }

    public var gram: GramCertificate? {
      if case .gram(let certificate) = self { certificate } else { nil }
    }
  }

  public var isProved: Bool { lower == upper }

  /// The rank by elimination modulo random primes; the upper bound from the shape, the known
  /// symmetries, or, where those do not meet the lower bound, an explicit kernel over Q.
  ///
  /// - Parameters:
  ///   - point: D exact weights.
  ///   - explicitKernelLimit: the largest number of columns for which a kernel over Q is sought.
  /// - Throws: `RankRefusal` when the elimination does not fit the limits.
  /// - Complexity: one or two eliminations of the N x D Jacobian and one evaluation of the map on
  ///   one or two units for each symmetry.
  public init(
    of map: NetworkMap, at point: [Rational], seed: UInt64, limits: RankLimits = RankLimits(),
    explicitKernelLimit: Int = 600, progress: RankProgress? = nil
  ) throws(RankRefusal) {
    precondition(
      point.count == map.parameterCount, "\(point.count) weights, not \(map.parameterCount)")
    rows = map.coordinateCount
    columns = map.parameterCount
    let work = RankWork(rows: rows, columns: columns)
    guard work.fits(limits) else { throw .tooLarge(work, limits) }
    var random = SeededGenerator(seed: seed)
    let (profile, prime) = try Self.bestProfile(
      map, point, using: &random, target: min(rows, columns), progress)
    lower = profile.rank
    symmetries = try RankRefusal.wrapping { () throws(RationalKernel.Failure) in
      try SymmetryCheck(map, at: point, using: &random)
    }
    method = "elimination modulo \(prime)"
    let evidence = try Self.upperBound(
      map, point, profile, symmetries, kernelLimit: explicitKernelLimit, limits, using: &random)
    upper = evidence.value
    upperBecause = evidence.because
    if let proof = evidence.proof, upper == lower {
      certificate = .minor(
        RankCertificate(
          rows: rows, columns: columns, prime: prime, pivotRows: profile.pivotRows,
          pivotColumns: profile.pivotColumns, upperBound: proof))
      confidence = .proved
    } else {
      certificate = nil
      let one = JacobianHeight.badPrimeProbability(map, point)
      // Both random primes would have to divide every larger minor.
      confidence = .monteCarlo(failureProbability: one * one)
    }
  }

  /// The rank that was found without the Jacobian.
  public init(_ rank: StructuredRank, of map: NetworkMap) {
    rows = map.coordinateCount
    columns = map.parameterCount
    (lower, upper, upperBecause) = (rank.lower, rank.upper, rank.upperBecause)
    certificate = rank.isProved ? rank.certificate.map { .gram($0) } : nil
    symmetries = SymmetryCheck(rank.units)
    method = rank.method
    // Nothing is known of how often a Krylov space falls short.
    confidence = rank.isProved ? .proved : .monteCarlo(failureProbability: 1)
  }

  /// The better of two random primes, or the first when its rank cannot be beaten.
  static func bestProfile(
    _ map: some IdentifiableMap, _ point: [Rational],
    using random: inout some RandomNumberGenerator,
    target: Int, _ progress: RankProgress?
  ) throws(RankRefusal) -> (RankProfile, UInt64) {
    var best: (RankProfile, UInt64)?
    var unusable: UInt64 = 0
    for _ in 0..<4 {
      let field = EliminationPrime.random(using: &random)
      let residues = point.compactMap { field.element($0) }
      guard residues.count == point.count, let jacobian = map.jacobian(at: residues, in: field)
      else {
        unusable = field.modulus
        continue
      }
      let profile = ModularElimination(field: field).rankProfile(
        of: jacobian, progress: progress?.update)
      if let previous = best {
        return profile.rank > previous.0.rank ? (profile, field.modulus) : previous
      }
      best = (profile, field.modulus)
      if profile.rank == target { break }
    }
    guard let best else { throw .noInverse(unusable) }
    return best
  }

  private struct Evidence {
    let value: Int
    let because: String
    let proof: RankCertificate.UpperBound?
  }

  private static func upperBound(
    _ map: NetworkMap, _ point: [Rational], _ profile: RankProfile, _ symmetries: SymmetryCheck,
    kernelLimit: Int, _ limits: RankLimits, using random: inout some RandomNumberGenerator
  ) throws(RankRefusal) -> Evidence {
    let (rows, columns) = (map.coordinateCount, map.parameterCount)
    if profile.rank == rows {
      return Evidence(value: rows, because: "the number of coordinates", proof: .rows)
    }
    let bySymmetry = columns - symmetries.kernelDimension
    if profile.rank == bySymmetry {
      let names = Set(symmetries.kernelVectors.map(\.kind.rawValue)).sorted()
      let because =
        bySymmetry == columns
        ? "the number of weights"
        : "\(symmetries.kernelDimension) symmetry vectors ("
          + names.joined(separator: ", ") + ") in the kernel"
      return Evidence(
        value: bySymmetry, because: because,
        proof: bySymmetry == columns ? .columns : .kernel(independentVectors(symmetries, columns)))
    }
    let (right, left) = (columns - profile.rank, rows - profile.rank)
    let transposed = left < right
    if columns <= kernelLimit, let jacobian = integerJacobian(map, point),
      RationalKernel.work(jacobian, rank: profile.rank, vectors: min(left, right))
        <= limits.operations / 200,
      let kernel = try? RationalKernel.basis(
        of: transposed ? jacobian.transposed() : jacobian, using: &random),
      kernel.count == min(left, right)
    {
      return Evidence(
        value: profile.rank,
        because: "\(kernel.count) \(transposed ? "left " : "")kernel "
          + "vector\(kernel.count == 1 ? "" : "s") over Q",
        proof: transposed ? .leftKernel(kernel) : .kernel(kernel))
    }
    let value = min(rows, bySymmetry)
    return Evidence(
      value: value,
      because: value == rows
        ? "the number of coordinates"
        : "\(symmetries.kernelDimension) symmetry vectors in the kernel", proof: nil)
  }

  /// Symmetry vectors that are independent, written out.
  private static func independentVectors(
    _ symmetries: SymmetryCheck, _ columns: Int
  ) -> [[Integer]] {
    let vectors = symmetries.kernelVectors.map { $0.integers(parameterCount: columns) }
    if vectors.count == symmetries.kernelDimension { return vectors }
    var random = SeededGenerator(seed: 1)
    let field = EliminationPrime.random(using: &random)
    let matrix = Matrix(rows: vectors.map { $0.map { field.reduce($0) } })
    let profile = ModularElimination(field: field).rankProfile(of: matrix)
    return profile.pivotRows.sorted().map { vectors[$0] }
  }

  /// The Jacobian over Q times one common denominator, which keeps both kernels.
  static func integerJacobian(_ map: some IdentifiableMap, _ point: [Rational]) -> Matrix<Integer>?
  {
    guard let jacobian = map.jacobian(at: point, in: RationalField()) else { return nil }
    let denominator = jacobian.elements.reduce(Integer.one) {
      $1.denominator == .one ? $0 : Integer.lcm($0, $1.denominator)
    }
    return jacobian.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
  }
}
