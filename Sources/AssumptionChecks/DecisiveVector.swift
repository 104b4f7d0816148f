import NumericAlgebra

/// The r-th singular value of a matrix with its vectors.
struct DecisiveVector {
  let value: Double
  let largest: Double
  /// What rounding may have added to or taken from the value.
  let rounding: Double
  /// Unit vectors: of the rows, and of the columns; the latter zero where the value is lost in rounding.
  let left: [Double]
  let right: [Double]

  /// - Parameter rank: r, at least 1 and at most the smaller side.
  /// - Throws: `NumericError` when the matrix is not finite or LAPACK fails.
  init(_ matrix: RealMatrix, rank: Int) throws {
    let values = try matrix.singularValues()
    precondition((1...values.count).contains(rank), "rank \(rank) of \(values.count)")
    value = values[rank - 1]
    largest = values[0]
    rounding = Double(max(matrix.rows, matrix.columns)) * .ulpOfOne * values[0]
    let wide = matrix.rows <= matrix.columns
    let gram = try (wide ? matrix.rowGram : matrix.columnGram).symmetricEigenvectors()
    let own = gram.eigenvectors.row(gram.eigenvalues.count - rank)
    let image = try wide ? matrix.transposed.times(own) : matrix.times(own)
    let norm = image.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let other = image.map { norm > 0 ? $0 / norm : 0 }
    (left, right) = wide ? (own, other) : (other, own)
  }
}
