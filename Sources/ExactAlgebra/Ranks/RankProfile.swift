/// A rank with the place of a largest non-vanishing minor.
public struct RankProfile: Equatable, Sendable {
  /// Row of the i-th pivot; distinct, in the order in which elimination found them.
  public let pivotRows: [Int]
  /// Column of the i-th pivot; distinct. The minor on these rows and columns does not vanish.
  public let pivotColumns: [Int]

  public var rank: Int { pivotColumns.count }

  public init(pivotRows: [Int], pivotColumns: [Int]) {
    precondition(
      pivotRows.count == pivotColumns.count,
      "\(pivotRows.count) pivot rows for \(pivotColumns.count) pivot columns")
    self.pivotRows = pivotRows
    self.pivotColumns = pivotColumns
  }
}
