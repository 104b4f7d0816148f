import ExactAlgebra

/// The part of a certificate file that does not depend on what the matrix is of.
struct RankCertificateParts {
  typealias SparseVector = RankCertificateDocument.SparseVector

  let rank: Int
  let prime: String
  let pivotRows: [Int]
  let pivotColumns: [Int]
  let upperBound: String
  let vectors: [SparseVector]

  /// - Throws: `CertificateDocumentError` for what cannot be a certificate of a matrix of this shape.
  func certificate(rows: Int, columns: Int, limits: RankLimits) throws -> RankCertificate {
    guard let prime = UInt64(prime) else {
      throw CertificateDocumentError.field(
        "prime", found: "\"\(prime.prefix(40))\"", expected: "a prime below 2^63")
    }
    guard rank == pivotColumns.count else {
      throw CertificateDocumentError.field(
        "rank", found: "\(rank)", expected: "the number of pivots, \(pivotColumns.count)")
    }
    let bound: RankCertificate.UpperBound
    switch upperBound {
    case "rows": bound = .rows
    case "columns": bound = .columns
    case "kernel": bound = .kernel(try Self.dense(vectors, length: columns, limits))
    case "leftKernel": bound = .leftKernel(try Self.dense(vectors, length: rows, limits))
    default:
      throw CertificateDocumentError.field(
        "upperBound", found: "\"\(upperBound.prefix(40))\"",
        expected: "rows, columns, kernel or leftKernel")
    }
    return RankCertificate(
      rows: rows, columns: columns, prime: prime, pivotRows: pivotRows,
      pivotColumns: pivotColumns, upperBound: bound)
  }

  static func rationals(_ texts: [String], _ name: String) throws -> [Rational] {
    try texts.enumerated().map { i, text in
      guard let value = Rational(text) else {
        throw CertificateDocumentError.field(
          "\(name)[\(i)]", found: "\"\(text.prefix(40))\"", expected: "an integer or a fraction")
      }
      return value
    }
  }

  static func dense(
    _ vectors: [SparseVector], length: Int, _ limits: RankLimits
  ) throws -> [[Integer]] {
    let work = RankWork(rows: vectors.count, columns: length)
    guard work.bytes <= Double(limits.memory) else { throw CertificateDocumentError.tooLarge(work) }
    guard vectors.count <= length else {
      throw CertificateDocumentError.field(
        "vectors", found: "\(vectors.count)", expected: "at most \(length)")
    }
    return try vectors.enumerated().map { i, sparse in
      guard sparse.indices.count == sparse.values.count else {
        throw CertificateDocumentError.field(
          "vectors[\(i)]", found: "\(sparse.values.count) values",
          expected: "\(sparse.indices.count)")
      }
      var vector = Array(repeating: Integer.zero, count: length)
      for (index, text) in zip(sparse.indices, sparse.values) {
        guard (0..<length).contains(index), let value = Integer(text) else {
          throw CertificateDocumentError.field(
            "vectors[\(i)]", found: "entry \(index): \"\(text.prefix(40))\"",
            expected: "an integer at an index below \(length)")
        }
        vector[index] = value
      }
      return vector
    }
  }
}

extension RankCertificate.UpperBound {
  /// As it is written to a file.
  var written: (String, [RankCertificateDocument.SparseVector]) {
    switch self {
    case .rows: ("rows", [])
    case .columns: ("columns", [])
    case .kernel(let kernel):
      ("kernel", kernel.map { RankCertificateDocument.SparseVector($0) })
    case .leftKernel(let kernel):
      ("leftKernel", kernel.map { RankCertificateDocument.SparseVector($0) })
    }
  }
}
