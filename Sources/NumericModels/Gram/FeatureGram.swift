public import NumericAlgebra

/// A symmetric positive semidefinite form on feature coordinates, `G = E[phi phi^T]`, N x N: all
/// that a squared loss knows of the inputs of a model `f(x) = Theta phi(x)`, since
/// `1/2 E ||(Theta - Theta*) phi(x)||^2 = 1/2 tr (Theta - Theta*) G (Theta - Theta*)^T`.
public struct FeatureGram: Sendable {
  public enum Form: Sendable {
    case identity
    /// `diag(diagonal) + vector vector^T`, N values each.
    case diagonalPlusRankOne(diagonal: [Double], vector: [Double])
    /// G, N x N.
    case dense(RealMatrix)
  }

  /// N.
  public let dimension: Int
  public let form: Form
  /// C with `G = C C^T`, N x (columns); nil for the identity.
  let factor: RealMatrix?

  /// Standard Gaussian or whitened inputs of a linear map.
  public static func identity(_ dimension: Int) -> FeatureGram {
    FeatureGram(dimension: dimension, form: .identity, factor: nil)
  }

  private init(dimension: Int, form: Form, factor: RealMatrix?) {
    self.dimension = dimension
    self.form = form
    self.factor = factor
  }

  /// `diag(diagonal) + vector vector^T`.
  ///
  /// - Throws: `LossError` for lengths that differ, a value that is not finite, or a negative one on
  ///   the diagonal.
  public init(diagonal: [Double], vector: [Double]) throws(LossError) {
    let count = diagonal.count
    guard count > 0, vector.count == count else {
      throw .shape(what: "vector", found: "\(vector.count)", expected: "\(count) as the diagonal")
    }
    try checkFinite(RealMatrix(rows: 1, columns: count, values: diagonal), "diagonal")
    try checkFinite(RealMatrix(rows: 1, columns: count, values: vector), "vector")
    if let negative = diagonal.first(where: { $0 < 0 }) {
      throw .notPositive(what: "a diagonal entry of the Gram matrix", value: "\(negative)")
    }
    let kept = diagonal.indices.filter { diagonal[$0] > 0 }
    let rankOne = vector.contains { $0 != 0 }
    var factor = RealMatrix(rows: count, columns: kept.count + (rankOne ? 1 : 0))
    for (column, p) in kept.enumerated() { factor[p, column] = diagonal[p].squareRoot() }
    if rankOne { for p in 0..<count { factor[p, kept.count] = vector[p] } }
    self.init(
      dimension: count, form: .diagonalPlusRankOne(diagonal: diagonal, vector: vector),
      factor: factor)
  }

  /// Any symmetric positive semidefinite matrix; only its symmetric part is used. Eigenvalues below
  /// `N 2^-52` of the largest count as zero in the factor. Cost about `9 N^3`.
  ///
  /// - Throws: `LossError` when not square, empty, not finite or with a negative eigenvalue beyond
  ///   rounding; `NumericError` when LAPACK fails.
  public init(_ matrix: RealMatrix) throws {
    let count = matrix.rows
    guard count > 0, matrix.columns == count else {
      throw LossError.shape(
        what: "Gram matrix", found: "\(count) x \(matrix.columns)", expected: "square")
    }
    try NumericModels.checkFinite(matrix, "Gram matrix")
    var symmetric = matrix
    for p in 0..<count {
      for q in 0..<p {
        symmetric[p, q] = (matrix[p, q] + matrix[q, p]) / 2
        symmetric[q, p] = symmetric[p, q]
      }
    }
    let eigen = try symmetric.symmetricEigenvectors()
    let largest = max(eigen.eigenvalues[count - 1], -eigen.eigenvalues[0])
    let threshold = Double(count) * .ulpOfOne * largest
    if eigen.eigenvalues[0] < -1e3 * threshold {
      throw LossError.notPositive(
        what: "an eigenvalue of the Gram matrix", value: "\(eigen.eigenvalues[0])")
    }
    let kept = (0..<count).filter { eigen.eigenvalues[$0] > threshold }
    var factor = RealMatrix(rows: count, columns: kept.count)
    for (column, e) in kept.enumerated() {
      let scale = eigen.eigenvalues[e].squareRoot()
      for p in 0..<count { factor[p, column] = scale * eigen.eigenvectors[e, p] }
    }
    self.init(dimension: count, form: .dense(symmetric), factor: factor)
  }

  /// G written out, N x N.
  public var matrix: RealMatrix {
    switch form {
    case .identity: return .identity(dimension)
    case .dense(let matrix): return matrix
    case .diagonalPlusRankOne(let diagonal, let vector):
      var result = RealMatrix(rows: dimension, columns: dimension)
      for p in 0..<dimension {
        for q in 0..<dimension { result[p, q] = vector[p] * vector[q] }
        result[p, p] += diagonal[p]
      }
      return result
    }
  }
}
