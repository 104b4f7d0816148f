import CGMP

/// Fraction-free elimination over the integers (Bareiss 1968, Mathematics of Computation 22).
///
/// The slow, independent way to a rank: no prime, no luck. Every intermediate entry is a minor of
/// the matrix, so entries stay below Hadamard's bound.
public enum FractionFreeElimination {
  /// The rank and the pivots over Q.
  ///
  /// - Complexity: rows * columns * rank multiplications of integers of up to
  ///   rank * log2(largest entry * sqrt(rank)) bits.
  public static func rankProfile(of matrix: Matrix<Integer>) -> RankProfile {
    let work = IntegerMatrix(matrix)
    var order = Array(0..<matrix.rows)
    var pivotColumns: [Int] = []
    let previous = Integer(1).copyForElimination()
    let product = Integer(0).copyForElimination()
    for column in 0..<matrix.columns {
      let rank = pivotColumns.count
      if rank == matrix.rows { break }
      guard let pivot = (rank..<matrix.rows).first(where: { !work.isZero($0, column) }) else {
        continue
      }
      work.swapRows(pivot, rank)
      order.swapAt(pivot, rank)
      let lead = work.entry(rank, column)
      for row in rank + 1..<max(matrix.rows, rank + 1) {
        let factor = work.entry(row, column)
        for j in column + 1..<max(matrix.columns, column + 1) {
          let target = work.entry(row, j)
          __gmpz_mul(target, target, lead)
          __gmpz_mul(product.pointer, factor, work.entry(rank, j))
          __gmpz_sub(target, target, product.pointer)
          // Sylvester's identity: the division leaves no remainder.
          __gmpz_divexact(target, target, previous.pointer)
        }
        __gmpz_set_si(factor, 0)
      }
      __gmpz_set(previous.pointer, lead)
      pivotColumns.append(column)
    }
    return RankProfile(
      pivotRows: Array(order.prefix(pivotColumns.count)), pivotColumns: pivotColumns)
  }
}

extension Integer {
  /// A number of its own that elimination may change in place.
  fileprivate func copyForElimination() -> Storage {
    Storage { __gmpz_set($0, pointer) }
  }
}
