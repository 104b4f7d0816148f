import ExactAlgebra

/// Elimination row by row, for matrices of some hundred rows.
struct SmallElimination {
  private let field: PrimeField
  /// Rows with 1 at their pivot column and 0 at those of the rows before.
  private var rows: [(pivot: Int, row: [UInt64])] = []

  init(field: PrimeField) { self.field = field }

  var rank: Int { rows.count }

  /// Adds the row to the span.
  mutating func insert(_ row: [UInt64]) { _ = kernel(inserting: [row]) }

  /// Adds rows to the span and returns a basis of the combinations of them that lie in the span of
  /// the rows inserted before.
  mutating func kernel(inserting new: [[UInt64]]) -> [[UInt64]] {
    var combinations: [[UInt64]] = Array(repeating: [], count: rows.count)
    var kernel: [[UInt64]] = []
    for (index, row) in new.enumerated() {
      var combination = Array(repeating: field.zero, count: new.count)
      combination[index] = field.one
      var row = row
      for (i, (pivot, other)) in rows.enumerated() {
        let factor = field.negate(row[pivot])
        if factor == 0 { continue }
        add(other, times: factor, to: &row)
        if !combinations[i].isEmpty { add(combinations[i], times: factor, to: &combination) }
      }
      guard let pivot = row.firstIndex(where: { $0 != 0 }), let inverse = field.inverse(row[pivot])
      else {
        kernel.append(combination)
        continue
      }
      rows.append((pivot, row.map { field.multiply(inverse, $0) }))
      combinations.append(combination.map { field.multiply(inverse, $0) })
    }
    return kernel
  }

  private func add(_ source: [UInt64], times factor: UInt64, to target: inout [UInt64]) {
    for i in source.indices where source[i] != 0 {
      target[i] = field.add(target[i], field.multiply(factor, source[i]))
    }
  }
}
