public import ExactAlgebra
import MapLanguage

/// A rank certificate of a user's map with the map itself. Schema 1:
///
///     { "schema": 1, "kind": "slt-map-rank-certificate",
///       "map": "parameter W[2, 3]\n...",    the text; its own `point` lines are not used
///       "weights": ["3", "-1/2", ...],      D rationals in the order of the parameters, row-major
///       "rank": r, "prime": "2147483629", "pivotRows": [...], "pivotColumns": [...],
///       "upperBound": "rows" | "columns" | "kernel" | "leftKernel",
///       "vectors": [{ "indices": [...], "values": ["2", ...] }, ...] }
///
/// Rows, columns, minor and vectors as in `RankCertificateDocument`; rows are ordered as `UserMap` says.
public struct MapCertificateDocument: Codable, Sendable {
  public static let currentSchema = 1
  public static let kindName = "slt-map-rank-certificate"

  public var schema = currentSchema
  public var kind = kindName
  public var map: String
  public var weights: [String]
  public var rank: Int
  public var prime: String
  public var pivotRows: [Int]
  public var pivotColumns: [Int]
  public var upperBound: String
  public var vectors: [RankCertificateDocument.SparseVector]

  public init(_ proof: RankCertificate, of map: UserMap, at weights: [Rational]) {
    self.map = map.text
    self.weights = weights.map(\.description)
    rank = proof.rank
    prime = String(proof.prime)
    (pivotRows, pivotColumns) = (proof.pivotRows, proof.pivotColumns)
    (upperBound, vectors) = proof.upperBound.written
  }

  private var proof: RankCertificateParts {
    RankCertificateParts(
      rank: rank, prime: prime, pivotRows: pivotRows, pivotColumns: pivotColumns,
      upperBound: upperBound, vectors: vectors)
  }

  /// Checks the document from scratch: the map is read from its text, its Jacobian formed by dual
  /// numbers, and the certificate checked against it.
  ///
  /// - Returns: the map.
  /// - Throws: `CertificateDocumentError`, `MapTextError` or `UserMapRefusal` for a document that describes
  ///   no map, `RankCertificateChecker.Refusal` for a certificate that does not prove its claim.
  @discardableResult
  public func verify(limits: RankLimits = RankLimits()) throws -> UserMap {
    guard kind == Self.kindName else {
      throw CertificateDocumentError.field(
        "kind", found: "\"\(kind.prefix(40))\"", expected: Self.kindName)
    }
    guard schema == Self.currentSchema else {
      throw CertificateDocumentError.field(
        "schema", found: "\(schema)", expected: "\(Self.currentSchema)")
    }
    let map = try UserMap(map)
    let point = try RankCertificateParts.rationals(weights, "weights")
    guard point.count == map.parameterCount else {
      throw CertificateDocumentError.field(
        "weights", found: "\(point.count) numbers", expected: "\(map.parameterCount)")
    }
    try RankRefusal.check(map, limits)
    let certificate = try proof.certificate(
      rows: map.coordinateCount, columns: map.parameterCount, limits: limits)
    try RankCertificateChecker.check(certificate, against: JacobianLinearMap(map, at: point))
    return map
  }
}
