import BLASInterface
import CLAPACK

/// Eigenvalues in increasing order and the matrix whose row i is the unit eigenvector of value i.
public struct SymmetricEigenvectors: Sendable {
  public let eigenvalues: [Double]
  public let eigenvectors: RealMatrix
}

extension RealMatrix {
  /// Eigenvalues of a symmetric matrix in increasing order (LAPACK dsyevd on the upper triangle).
  /// Cost about `4/3 n^3` operations.
  ///
  /// - Throws: `NumericError` when not square, not finite, or when LAPACK fails.
  public func symmetricEigenvalues() throws(NumericError) -> [Double] {
    try symmetricEigen(job: "N").eigenvalues
  }

  /// Eigenvalues and eigenvectors of a symmetric matrix; cost about `9 n^3` operations.
  ///
  /// - Throws: `NumericError` when not square, not finite, or when LAPACK fails.
  public func symmetricEigenvectors() throws(NumericError) -> SymmetricEigenvectors {
    try symmetricEigen(job: "V")
  }

  private func symmetricEigen(job: Character) throws(NumericError) -> SymmetricEigenvectors {
    guard rows == columns else {
      throw .notSquare(what: "the matrix", rows: rows, columns: columns)
    }
    try checkFinite("the matrix")
    guard rows > 0 else { return SymmetricEigenvectors(eigenvalues: [], eigenvectors: self) }
    BLAS.prepare()
    // Row-major upper = column-major lower. Column-major eigenvectors are then our rows.
    var work = values
    var eigenvalues = [Double](repeating: 0, count: rows)
    let info = LAPACKE_dsyevd(
      LAPACK_COL_MAJOR, CChar(job.asciiValue!), CChar(UInt8(ascii: "L")), Int32(rows), &work,
      Int32(rows), &eigenvalues)
    guard info == 0 else { throw .lapack(routine: "dsyevd", info: Int(info)) }
    return SymmetricEigenvectors(
      eigenvalues: eigenvalues, eigenvectors: RealMatrix(rows: rows, columns: rows, values: work))
  }

  /// Singular values in decreasing order, min(rows, columns) of them (LAPACK dgesdd, values only).
  ///
  /// - Throws: `NumericError` when not finite or when LAPACK fails.
  public func singularValues() throws(NumericError) -> [Double] {
    try checkFinite("the matrix")
    guard rows > 0, columns > 0 else { return [] }
    BLAS.prepare()
    // Read as column-major this is the transpose, which has the same singular values.
    var work = values
    var singular = [Double](repeating: 0, count: min(rows, columns))
    var unusedLeft = [0.0]
    var unusedRight = [0.0]
    let info = LAPACKE_dgesdd(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), Int32(columns), Int32(rows), &work,
      Int32(columns), &singular, &unusedLeft, Int32(columns), &unusedRight,
      Int32(min(rows, columns)))
    guard info == 0 else { throw .lapack(routine: "dgesdd", info: Int(info)) }
    return singular
  }

  /// Singular values in decreasing order with their vectors, accurate to rounding of the largest: row i of
  /// `left` and of `right` belongs to value i (LAPACK dgesdd, thin). Cost some 20 times `rows columns
  /// min(rows, columns)` operations.
  ///
  /// - Throws: `NumericError` when not finite or when LAPACK fails.
  public func singularVectors() throws(NumericError) -> SingularVectors {
    try checkFinite("the matrix")
    let count = min(rows, columns)
    guard count > 0 else {
      return SingularVectors(
        values: [], left: RealMatrix(rows: 0, columns: rows),
        right: RealMatrix(rows: 0, columns: columns))
    }
    BLAS.prepare()
    // Column-major this is the transpose: its left vectors are our right ones, and come out as rows.
    var work = values
    var singular = [Double](repeating: 0, count: count)
    var right = [Double](repeating: 0, count: columns * count)
    var left = [Double](repeating: 0, count: count * rows)
    let info = LAPACKE_dgesdd(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "S")), Int32(columns), Int32(rows), &work,
      Int32(columns), &singular, &right, Int32(columns), &left, Int32(count))
    guard info == 0 else { throw .lapack(routine: "dgesdd", info: Int(info)) }
    // VT is count x rows column-major: rows x count row-major.
    return SingularVectors(
      values: singular, left: RealMatrix(rows: rows, columns: count, values: left).transposed,
      right: RealMatrix(rows: count, columns: columns, values: right))
  }
}

/// A thin singular value decomposition.
public struct SingularVectors: Sendable {
  public let values: [Double]
  public let left: RealMatrix
  public let right: RealMatrix
}
