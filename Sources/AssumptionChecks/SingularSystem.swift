import NumericAlgebra

/// Singular values of a matrix, and a singular vector of whichever is asked for.
final class SingularSystem {
  private let matrix: RealMatrix
  private var eigen: SymmetricEigenvectors?
  /// In decreasing order.
  let values: [Double]
  /// What rounding may have added to or taken from a value.
  let rounding: Double

  /// Cost: LAPACK's dgesdd, values only.
  ///
  /// - Throws: `NumericError` when the matrix is not finite or LAPACK fails.
  init(_ matrix: RealMatrix) throws(NumericError) {
    self.matrix = matrix
    values = try matrix.singularValues()
    rounding = Double(max(matrix.rows, matrix.columns)) * .ulpOfOne * (values.first ?? 0)
  }

  var largest: Double { values.first ?? 0 }

  /// Unit vectors of the r-th singular value, of the rows and of the columns; the other side of the matrix
  /// gets zeros where the value is lost in rounding. Cost: one eigendecomposition of the smaller Gram matrix, once.
  ///
  /// - Parameter rank: r, at least 1 and at most the smaller side.
  func vectors(rank: Int) throws(NumericError) -> (left: [Double], right: [Double]) {
    precondition((1...values.count).contains(rank), "rank \(rank) of \(values.count)")
    let wide = matrix.rows <= matrix.columns
    if eigen == nil {
      eigen = try (wide ? matrix.rowGram : matrix.columnGram).symmetricEigenvectors()
    }
    guard let eigen else { return ([], []) }
    let own = eigen.eigenvectors.row(eigen.eigenvalues.count - rank)
    let image = try wide ? matrix.transposed.times(own) : matrix.times(own)
    let norm = UnitWeights.norm(image)
    let other = image.map { norm > 0 ? $0 / norm : 0 }
    return wide ? (own, other) : (other, own)
  }
}
