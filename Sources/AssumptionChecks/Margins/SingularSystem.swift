import NumericAlgebra

/// Singular values of a matrix, and a singular vector of whichever is asked for.
final class SingularSystem {
  private let matrix: RealMatrix
  private var eigen: SymmetricEigenvectors?
  private var full: SingularVectors?
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

  /// Below this share of the largest value the vectors of the Gram matrix, whose values are squares, are noise.
  private static let gramAccuracy = 1e-6
  /// The smaller side up to which all vectors are computed accurately.
  private static let fullSide = 1200

  /// Unit vectors of the r-th singular value, of the rows and of the columns. Cost, once: one eigendecomposition
  /// of the smaller Gram matrix, or for small values a decomposition with all vectors.
  ///
  /// - Parameter rank: r, at least 1 and at most the smaller side.
  /// - Returns: nil for a value lost in rounding, and for a small one of a matrix that is too large.
  func vectors(rank: Int) throws(NumericError) -> (left: [Double], right: [Double])? {
    precondition((1...values.count).contains(rank), "rank \(rank) of \(values.count)")
    let value = values[rank - 1]
    guard value > Self.gramAccuracy * largest else {
      guard values.count <= Self.fullSide else { return nil }
      if full == nil { full = try matrix.singularVectors() }
      return full.map { ($0.left.row(rank - 1), $0.right.row(rank - 1)) }
    }
    let wide = matrix.rows <= matrix.columns
    if eigen == nil {
      eigen = try (wide ? matrix.rowGram : matrix.columnGram).symmetricEigenvectors()
    }
    guard let eigen else { return nil }
    let own = eigen.eigenvectors.row(eigen.eigenvalues.count - rank)
    let image = try wide ? matrix.transposed.times(own) : matrix.times(own)
    let norm = UnitWeights.norm(image)
    let other = image.map { $0 / norm }
    return wide ? (own, other) : (other, own)
  }
}
