import ExactAlgebra

/// A matrix over a prime field by its columns, most entries of which are zero.
struct SparseColumns: Sendable {
  /// Rows are named by any integers; an absent one is zero.
  typealias Entry = (row: Int, value: UInt64)

  private(set) var starts = [0]
  private(set) var rows: [Int] = []
  private(set) var values: [UInt64] = []

  var count: Int { starts.count - 1 }

  /// - Precondition: rows are distinct and values are not zero.
  mutating func append(_ column: [Entry]) {
    for entry in column {
      rows.append(entry.row)
      values.append(entry.value)
    }
    starts.append(rows.count)
  }

  func places(of column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }

  /// A basis of the span of a few columns in reduced echelon form, whose vectors are as sparse as
  /// the span allows at its pivots.
  static func basis(of columns: [[Int: UInt64]], in field: PrimeField) -> [[Entry]] {
    var pivots: [(row: Int, column: [Int: UInt64])] = []
    for var column in columns {
      for pivot in pivots {
        guard let entry = column[pivot.row], entry != 0 else { continue }
        add(pivot.column, times: field.negate(entry), to: &column, field)
      }
      column = column.filter { $0.value != 0 }
      guard let row = column.keys.min(), let entry = column[row],
        let inverse = field.inverse(entry)
      else { continue }
      column = column.mapValues { field.multiply($0, inverse) }
      for i in pivots.indices {
        guard let entry = pivots[i].column[row], entry != 0 else { continue }
        add(column, times: field.negate(entry), to: &pivots[i].column, field)
      }
      pivots.append((row, column))
    }
    return pivots.map { pivot in
      pivot.column.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        .map { (row: $0.key, value: $0.value) }
    }
  }

  private static func add(
    _ source: [Int: UInt64], times factor: UInt64, to target: inout [Int: UInt64],
    _ field: PrimeField
  ) {
    for (row, value) in source {
      target[row] = field.add(target[row] ?? 0, field.multiply(factor, value))
    }
  }
}
