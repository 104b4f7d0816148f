/// Checks a rank certificate. Shares no code with the elimination that made it.
public enum RankCertificateChecker {
  /// Why a certificate proves nothing.
  public enum Refusal: Error, Equatable, CustomStringConvertible {
    case shape(certificate: String, matrix: String)
    case prime(String)
    case primeDividesDenominator(UInt64)
    case pivots(String)
    case vanishingMinor(prime: UInt64)
    case upperBound(String)

    public var description: String {
      switch self {
      case .shape(let certificate, let matrix):
        "the certificate is for a \(certificate) matrix, the instance has \(matrix)"
      case .prime(let reason): reason
      case .primeDividesDenominator(let prime):
        "the prime \(prime) divides a denominator of the matrix"
      case .pivots(let reason): reason
      case .vanishingMinor(let prime):
        "the minor on the pivot rows and columns is zero modulo \(prime)"
      case .upperBound(let reason): reason
      }
    }
  }

  /// Returns when the certificate proves that the matrix has rank `certificate.rank`.
  ///
  /// - Throws: `Refusal` with the first thing that does not hold.
  /// - Complexity: rank^3 / 3 operations modulo the prime, and one exact product for each kernel
  ///   vector.
  public static func check(
    _ certificate: RankCertificate, against matrix: some ExactLinearMap
  ) throws(Refusal) {
    guard certificate.rows == matrix.rows, certificate.columns == matrix.columns else {
      throw .shape(
        certificate: "\(certificate.rows) x \(certificate.columns)",
        matrix: "\(matrix.rows) x \(matrix.columns)")
    }
    try checkLowerBound(certificate, matrix)
    try checkUpperBound(certificate, matrix)
  }

  private static func checkLowerBound(
    _ certificate: RankCertificate, _ matrix: some ExactLinearMap
  ) throws(Refusal) {
    let field: PrimeField
    do { field = try PrimeField(modulus: certificate.prime) } catch {
      throw .prime(error.description)
    }
    let (rows, columns) = (certificate.pivotRows, certificate.pivotColumns)
    guard rows.count == columns.count else {
      throw .pivots("\(rows.count) pivot rows for \(columns.count) pivot columns")
    }
    for (indices, bound, name) in [(rows, matrix.rows, "row"), (columns, matrix.columns, "column")]
    {
      if let bad = indices.first(where: { $0 < 0 || $0 >= bound }) {
        throw .pivots("pivot \(name) \(bad) is outside 0..<\(bound)")
      }
      // Not "sorted": rows come in the order of elimination.
      if Set(indices).count != indices.count { throw .pivots("a pivot \(name) is named twice") }
    }
    guard let minor = matrix.minor(rows: rows, columns: columns, in: field) else {
      throw .primeDividesDenominator(certificate.prime)
    }
    if rankByColumns(minor, field) < rows.count { throw .vanishingMinor(prime: field.modulus) }
  }

  private static func checkUpperBound(
    _ certificate: RankCertificate, _ matrix: some ExactLinearMap
  ) throws(Refusal) {
    let rank = certificate.rank
    switch certificate.upperBound {
    case .rows:
      guard rank == matrix.rows else {
        throw .upperBound("rank \(rank) is not the number of rows, \(matrix.rows)")
      }
    case .columns:
      guard rank == matrix.columns else {
        throw .upperBound("rank \(rank) is not the number of columns, \(matrix.columns)")
      }
    case .kernel(let vectors):
      try checkVectors(vectors, "kernel", length: matrix.columns, rank: rank) {
        matrix.annihilates($0)
      }
    case .leftKernel(let vectors):
      try checkVectors(vectors, "left kernel", length: matrix.rows, rank: rank) {
        matrix.isAnnihilated(by: $0)
      }
    }
  }

  private static func checkVectors(
    _ vectors: [[Integer]], _ name: String, length: Int, rank: Int,
    vanishes: ([Integer]) -> Bool
  ) throws(Refusal) {
    guard vectors.count == length - rank else {
      throw .upperBound("\(vectors.count) \(name) vectors; rank \(rank) needs \(length - rank)")
    }
    for (i, vector) in vectors.enumerated() {
      guard vector.count == length else {
        throw .upperBound("\(name) vector \(i) has \(vector.count) entries, not \(length)")
      }
      guard vanishes(vector) else {
        throw .upperBound("\(name) vector \(i) is not annihilated by the matrix")
      }
    }
    if try !areIndependent(vectors) {
      throw .upperBound("the \(name) vectors were not shown to be linearly independent")
    }
  }

  /// Whether the vectors are independent over Q: checked modulo one of two fixed primes, so that a
  /// "yes" is a proof.
  public static func provesIndependent(_ vectors: [[Integer]]) -> Bool {
    (try? areIndependent(vectors)) ?? false
  }

  /// Whether the vectors are independent modulo one of two fixed primes, which proves that they are
  /// independent over Q.
  private static func areIndependent(_ vectors: [[Integer]]) throws(Refusal) -> Bool {
    if vectors.isEmpty { return true }
    for prime: UInt64 in [2_305_843_009_213_693_951, 4_611_686_018_427_387_847] {
      let field: PrimeField
      do { field = try PrimeField(modulus: prime) } catch { throw .prime(error.description) }
      let matrix = Matrix(rows: vectors.map { $0.map { field.reduce($0) } }).transposed()
      if rankByColumns(matrix, field) == vectors.count { return true }
    }
    return false
  }

  /// The rank by reducing columns against the columns kept before, one after the other: another
  /// algorithm, on other arithmetic, than `ModularElimination`.
  private static func rankByColumns(_ matrix: Matrix<UInt64>, _ field: PrimeField) -> Int {
    var kept: [(lead: Int, column: [UInt64])] = []
    let columns = matrix.transposed()
    for j in 0..<columns.rows {
      var column = Array(columns.row(j))
      for (lead, other) in kept where column[lead] != 0 {
        let factor = column[lead]
        for i in lead..<column.count where other[i] != 0 {
          column[i] = field.subtract(column[i], field.multiply(factor, other[i]))
        }
      }
      guard let lead = column.firstIndex(where: { $0 != 0 }),
        let inverse = field.inverse(column[lead])
      else { continue }
      kept.append((lead, column.map { field.multiply($0, inverse) }))
    }
    return kept.count
  }
}
