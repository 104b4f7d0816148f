/// A matrix of a file of tensors.
public struct NamedMatrix: Sendable, Equatable {
  public let name: String
  public let rows: Int
  public let columns: Int
  /// Row-major.
  public let values: [Double]
  /// 2, or 1 for a vector and 0 for a number, which stand here as one row.
  public let dimensions: Int

  public init(name: String, rows: Int, columns: Int, values: [Double], dimensions: Int = 2) {
    precondition(values.count == rows * columns, "\(values.count) values of \(rows) x \(columns)")
    self.name = name
    self.rows = rows
    self.columns = columns
    self.values = values
    self.dimensions = dimensions
  }

  var shape: String { dimensions == 2 ? "\(rows) x \(columns)" : "\(columns)" }

  /// Whether the name says that this is a bias or a constant: torch's `fc1.bias`, or `b`, `c`, `b1`.
  var isNamedAsBias: Bool {
    guard dimensions < 2, let last = name.lowercased().split(separator: ".").last else {
      return false
    }
    return last.contains("bias") || ["b", "c", "b1", "b2", "b_in", "b_out"].contains(String(last))
  }

  var transposed: NamedMatrix {
    NamedMatrix(
      name: name, rows: columns, columns: rows,
      values: (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } },
      dimensions: dimensions)
  }
}
