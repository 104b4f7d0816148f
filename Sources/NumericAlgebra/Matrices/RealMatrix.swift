/// A dense `rows x columns` matrix of doubles, row-major.
public struct RealMatrix: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// The entries, row by row.
  public var values: [Double]

  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "\(values.count) values for \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(
      rows: rows, columns: columns, values: [Double](repeating: value, count: rows * columns))
  }

  public init(rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows of different lengths")
    self.init(rows: rows.count, columns: columns, values: rows.flatMap { $0 })
  }

  public static func identity(_ size: Int) -> RealMatrix {
    var result = RealMatrix(rows: size, columns: size)
    for i in 0..<size { result[i, i] = 1 }
    return result
  }

  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  public func row(_ index: Int) -> [Double] {
    Array(values[index * columns..<(index + 1) * columns])
  }

  public var transposed: RealMatrix {
    var result = RealMatrix(rows: columns, columns: rows)
    for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
    return result
  }

  /// The position of the first NaN or infinity, if there is one.
  public var firstNonFinite: (row: Int, column: Int)? {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    return (index / columns, index % columns)
  }

  /// - Throws: `NumericError.nonFinite` naming the matrix and the first such entry.
  public func checkFinite(_ name: String) throws(NumericError) {
    if let (row, column) = firstNonFinite {
      throw .nonFinite(what: name, row: row, column: column, value: "\(self[row, column])")
    }
  }
}
