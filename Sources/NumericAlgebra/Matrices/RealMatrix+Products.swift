import BLASInterface

extension RealMatrix {
  /// The product `self * other`; cost `2 rows columns inner`.
  ///
  /// - Throws: `NumericError.shape` when the inner dimensions differ.
  public func times(_ other: RealMatrix) throws(NumericError) -> RealMatrix {
    guard columns == other.rows else {
      throw .shape(
        what: "the right factor", found: "\(other.rows) x \(other.columns)",
        expected: "\(columns) rows")
    }
    return product(
      other, rows: rows, columns: other.columns, inner: columns, transposed: false, false)
  }

  /// `self * vector`.
  ///
  /// - Throws: `NumericError.shape` when the length is not the number of columns.
  public func times(_ vector: [Double]) throws(NumericError) -> [Double] {
    try times(RealMatrix(rows: vector.count, columns: 1, values: vector)).values
  }

  /// The Gram matrix `self^T self`, `columns x columns`.
  public var columnGram: RealMatrix {
    product(self, rows: columns, columns: columns, inner: rows, transposed: true, false)
  }

  /// The Gram matrix `self self^T`, `rows x rows`.
  public var rowGram: RealMatrix {
    product(self, rows: rows, columns: rows, inner: columns, transposed: false, true)
  }

  private func product(
    _ other: RealMatrix, rows: Int, columns: Int, inner: Int, transposed: Bool,
    _ otherTransposed: Bool
  ) -> RealMatrix {
    var result = RealMatrix(rows: rows, columns: columns)
    guard rows > 0, columns > 0, inner > 0 else { return result }
    values.withUnsafeBufferPointer { a in
      other.values.withUnsafeBufferPointer { b in
        result.values.withUnsafeMutableBufferPointer { c in
          BLAS.multiply(
            rows: rows, columns: columns, inner: inner, a.baseAddress!, self.columns,
            transposed: transposed, b.baseAddress!, other.columns, transposedB: otherTransposed,
            into: c.baseAddress!, columns)
        }
      }
    }
    return result
  }
}
