/// A matrix over Q as a checker sees it: entries modulo a prime, and exact products.
public protocol ExactLinearMap {
  var rows: Int { get }
  var columns: Int { get }

  /// The entries at these rows and columns modulo a prime, or nil when the prime divides a
  /// denominator.
  func minor(rows: [Int], columns: [Int], in field: PrimeField) -> Matrix<UInt64>?

  /// Whether `A n = 0` over Q.
  func annihilates(_ vector: [Integer]) -> Bool

  /// Whether `y^T A = 0` over Q.
  func isAnnihilated(by vector: [Integer]) -> Bool
}

/// A matrix that is written down.
public struct ExplicitLinearMap: ExactLinearMap {
  public let matrix: Matrix<Integer>

  public init(_ matrix: Matrix<Integer>) { self.matrix = matrix }

  public var rows: Int { matrix.rows }
  public var columns: Int { matrix.columns }

  public func minor(rows: [Int], columns: [Int], in field: PrimeField) -> Matrix<UInt64>? {
    matrix.submatrix(rows: rows, columns: columns).map { field.reduce($0) }
  }

  public func annihilates(_ vector: [Integer]) -> Bool { matrix.annihilates([vector]) }

  public func isAnnihilated(by vector: [Integer]) -> Bool {
    matrix.transposed().annihilates([vector])
  }
}
