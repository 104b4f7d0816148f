/// Sizes of the blocked elimination. The defaults are measured; tests lower them so that every
/// branch is reached by a matrix of five rows. No result depends on them.
public struct BlockedSettings: Equatable, Sendable {
  /// Matrices with fewer rows or columns are eliminated by the integer kernel alone.
  public var smallestSide: Int
  /// Rows whose pivots are sought together, which is the depth of the products that follow: a
  /// sixteenth of the shorter side, inside this range. A prime that does not allow so deep a
  /// product takes less.
  public var panelRows: ClosedRange<Int>
  /// Rows of a panel that are reduced one by one, by the integer kernel.
  public var baseRows: Int
  /// Rows and columns of a tile of a product.
  public var tileRows: Int
  public var tileColumns: Int
  /// Multiplications of a product from which on it is divided among threads.
  public var parallelWork: Int

  public init(
    smallestSide: Int = 96, panelRows: ClosedRange<Int> = 32...256, baseRows: Int = 16,
    tileRows: Int = 384, tileColumns: Int = 1024, parallelWork: Int = 1 << 20
  ) {
    precondition(
      smallestSide >= 0 && panelRows.lowerBound >= 1 && baseRows >= 1 && tileRows >= 1
        && tileColumns >= 1,
      "sides from \(smallestSide), panels of \(panelRows) rows, \(baseRows) at a time, "
        + "tiles of \(tileRows) x \(tileColumns)")
    self.smallestSide = smallestSide
    self.panelRows = panelRows
    self.baseRows = baseRows
    self.tileRows = tileRows
    self.tileColumns = tileColumns
    self.parallelWork = parallelWork
  }

  func panelRows(forSide side: Int) -> Int {
    min(max(side / 16, panelRows.lowerBound), panelRows.upperBound)
  }
}
