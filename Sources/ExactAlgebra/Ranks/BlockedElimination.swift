/// Elimination modulo q < 2^31 whose inner loop is a product of matrices of doubles.
///
/// A panel of rows is reduced to the rows that are independent, each 1 at its pivot and 0 at the
/// other pivots of the panel: by halves, the integer kernel doing the smallest pieces. Then the
/// panel is subtracted from all later rows at once, `A <- A - A_P U`, where `A_P` are the entries
/// at the pivots and U is the panel (`PanelProduct`), and the pivot columns are dropped.
///
/// Rows are taken in order and the pivot of a row is the first column where it does not vanish, so
/// that the number of pivots among the first i rows and j columns is the rank of that corner. That
/// determines the pivots, whatever the sizes: this is the rank profile matrix of Dumas, Pernet and
/// Sultan (2017, Journal of Symbolic Computation 83).
struct BlockedElimination: ~Copyable {
  struct Pivot {
    let row: Int
    /// Where the column now is, among those that are left.
    let position: Int
  }

  private var matrix: ResidueRows
  private let field: PrimeField
  private let baseRows: Int
  private let panelRows: Int
  private var product: PanelProduct

  init(_ matrix: Matrix<UInt64>, field: PrimeField, settings: BlockedSettings, threads: Int) {
    let side = min(matrix.rows, matrix.columns)
    let form = ProductDepth(modulus: field.modulus, depth: settings.panelRows(forSide: side))
    self.matrix = ResidueRows(matrix, field: field)
    self.field = field
    panelRows = form.depth
    baseRows = min(settings.baseRows, form.depth)
    product = PanelProduct(form, settings: settings, threads: threads)
  }

  /// Eliminates with pivots in the first `count` rows.
  ///
  /// - Parameter reduced: also clears the columns of later pivots from earlier pivot rows.
  mutating func eliminate(
    leadingRows count: Int, reduced: Bool = false, _ progress: ((Double) -> Void)?
  ) -> RankProfile {
    var (pivotRows, pivotColumns): ([Int], [Int]) = ([], [])
    var start = 0
    while start < count && matrix.width > 0 {
      let end = min(start + panelRows, count)
      let panel = reducePanel(start..<end)
      if !panel.isEmpty {
        let targets = (reduced ? pivotRows : []) + Array(end..<matrix.rows)
        pivotRows += panel.map(\.row)
        pivotColumns += panel.map { matrix.columnAt[$0.position] }
        product.takeFactors(at: panel, from: targets, of: matrix)
        matrix.removeColumns(
          at: panel.map(\.position).sorted(), from: targets + panel.map(\.row),
          threads: product.threads)
        product.subtractMultiples(of: panel, from: targets, of: matrix)
      }
      start = end
      let left = Double(count - start) / Double(count)
      progress?(1 - left * left * left)
    }
    progress?(1)
    return RankProfile(pivotRows: pivotRows, pivotColumns: pivotColumns)
  }

  /// The rows from `count` on, at the columns without a pivot.
  func remainder(from count: Int) -> Matrix<UInt64> { matrix.matrix(ofRows: count..<matrix.rows) }

  /// The reduced echelon form on the pivot rows in the order of their columns, with the profile in
  /// the same order.
  mutating func reducedEchelonForm() -> (RankProfile, Matrix<UInt64>) {
    let columns = matrix.width
    let found = eliminate(leadingRows: matrix.rows, reduced: true, nil)
    let order = (0..<found.rank).sorted { found.pivotColumns[$0] < found.pivotColumns[$1] }
    let profile = RankProfile(
      pivotRows: order.map { found.pivotRows[$0] },
      pivotColumns: order.map { found.pivotColumns[$0] })
    var echelon = Matrix<UInt64>(repeating: 0, rows: profile.rank, columns: columns)
    for (i, (row, column)) in zip(profile.pivotRows, profile.pivotColumns).enumerated() {
      echelon[i, column] = 1
      for (j, free) in matrix.columnAt.enumerated() { echelon[i, free] = UInt64(matrix[row][j]) }
    }
    return (profile, echelon)
  }

  /// Reduces the rows against each other; those that do not vanish become pivots.
  private mutating func reducePanel(_ rows: Range<Int>) -> [Pivot] {
    if rows.count <= baseRows { return reduceOneByOne(rows) }
    let middle = rows.lowerBound + rows.count / 2
    let upper = reducePanel(rows.lowerBound..<middle)
    subtract(upper, from: Array(middle..<rows.upperBound))
    let lower = reducePanel(middle..<rows.upperBound)
    subtract(lower, from: upper.map(\.row))
    return upper + lower
  }

  private mutating func subtract(_ pivots: [Pivot], from targets: [Int]) {
    product.takeFactors(at: pivots, from: targets, of: matrix)
    product.subtractMultiples(of: pivots, from: targets, of: matrix)
  }

  private func reduceOneByOne(_ rows: Range<Int>) -> [Pivot] {
    var pivots: [Pivot] = []
    for row in rows {
      // A pivot row vanishes before its pivot.
      for pivot in pivots {
        matrix.clear(row, at: pivot.position, with: pivot.row, from: pivot.position)
      }
      guard let position = matrix.lead(of: row),
        let inverse = field.inverse(UInt64(matrix[row][position]))
      else { continue }
      matrix.scale(row, by: inverse, from: position)
      for pivot in pivots { matrix.clear(pivot.row, at: position, with: row, from: position) }
      pivots.append(Pivot(row: row, position: position))
    }
    return pivots
  }
}
