/// A dense matrix, row-major. Its entries belong to whatever ring the caller works in.
public struct Matrix<Element: Equatable & Sendable>: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Entry (i, j) is at `i * columns + j`.
  public var elements: [Element]

  @inlinable public init(rows: Int, columns: Int, elements: [Element]) {
    precondition(
      rows >= 0 && columns >= 0 && elements.count == rows * columns,
      "\(elements.count) elements do not fill a \(rows) x \(columns) matrix")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  @inlinable public init(repeating element: Element, rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, elements: Array(repeating: element, count: rows * columns))
  }

  /// Rows of equal length; no rows give a 0 x 0 matrix.
  @inlinable public init(rows: [[Element]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows of different lengths")
    self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
  }

  @inlinable public subscript(row: Int, column: Int) -> Element {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  @inlinable public func row(_ i: Int) -> ArraySlice<Element> {
    elements[i * columns..<(i + 1) * columns]
  }

  @inlinable public func transposed() -> Matrix {
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for j in 0..<columns { for i in 0..<rows { result.append(self[i, j]) } }
    return Matrix(rows: columns, columns: rows, elements: result)
  }

  /// The entries at the given rows and columns, in the given order.
  @inlinable public func submatrix(rows: [Int], columns: [Int]) -> Matrix {
    Matrix(
      rows: rows.count, columns: columns.count,
      elements: rows.flatMap { i in columns.map { j in self[i, j] } })
  }

  @inlinable public func map<Other>(_ transform: (Element) throws -> Other) rethrows
    -> Matrix<Other>
  {
    try Matrix<Other>(rows: rows, columns: columns, elements: elements.map(transform))
  }
}

extension Ring {
  /// `A x` for a column vector `x`; cost rows * columns multiplications.
  @inlinable public func multiply(_ a: Matrix<Element>, _ x: [Element]) -> [Element] {
    precondition(a.columns == x.count, "\(a.rows) x \(a.columns) matrix times \(x.count)-vector")
    return (0..<a.rows).map { dot(a.row($0), x[...]) }
  }

  /// `A B`; cost a.rows * a.columns * b.columns multiplications.
  @inlinable public func multiply(_ a: Matrix<Element>, _ b: Matrix<Element>) -> Matrix<Element> {
    precondition(
      a.columns == b.rows, "\(a.rows) x \(a.columns) matrix times \(b.rows) x \(b.columns)")
    var result = Matrix(repeating: zero, rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for k in 0..<a.columns {
        let factor = a[i, k]
        if isZero(factor) { continue }
        for j in 0..<b.columns {
          result[i, j] = add(result[i, j], multiply(factor, b[k, j]))
        }
      }
    }
    return result
  }
}
