/// What proves that a matrix over Q has a given rank.
///
/// Lower bound: the minor on the pivot rows and columns does not vanish modulo `prime`, hence not
/// over Q. Upper bound: by `upperBound`.
public struct RankCertificate: Equatable, Sendable {
  public enum UpperBound: Equatable, Sendable {
    /// The rank is the number of rows.
    case rows
    /// The rank is the number of columns.
    case columns
    /// `columns - rank` independent vectors `n` with `A n = 0`.
    case kernel([[Integer]])
    /// `rows - rank` independent vectors `y` with `y^T A = 0`.
    case leftKernel([[Integer]])
  }

  public let rows: Int
  public let columns: Int
  public let prime: UInt64
  public let pivotRows: [Int]
  public let pivotColumns: [Int]
  public let upperBound: UpperBound

  public init(
    rows: Int, columns: Int, prime: UInt64, pivotRows: [Int], pivotColumns: [Int],
    upperBound: UpperBound
  ) {
    self.rows = rows
    self.columns = columns
    self.prime = prime
    self.pivotRows = pivotRows
    self.pivotColumns = pivotColumns
    self.upperBound = upperBound
  }

  /// The rank that is certified.
  public var rank: Int { pivotColumns.count }
}
