public import ExactAlgebra

/// Centring without division.
@usableFromInline enum Differences {
  /// Rows 1... of a row-major array minus row 0, where each of the `rowCount` rows belongs to one
  /// input.
  @inlinable static func ofRows<R: Ring>(
    _ elements: [R.Element], rowCount: Int, in ring: R
  ) -> [R.Element] {
    let length = elements.count / rowCount
    var result: [R.Element] = []
    result.reserveCapacity(elements.count - length)
    for row in 1..<max(rowCount, 1) {
      for j in 0..<length {
        result.append(ring.subtract(elements[row * length + j], elements[j]))
      }
    }
    return result
  }
}
