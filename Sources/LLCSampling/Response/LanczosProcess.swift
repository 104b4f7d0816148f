import CNumericKernels
import NumericAlgebra

/// The Lanczos process from one start vector, orthogonalised in full and twice, since a loss of
/// orthogonality would show as copies of eigenvalues.
struct LanczosProcess {
  /// Of the tridiagonal matrix: `diagonal[i]` and, between i and i + 1, `offDiagonal[i]`.
  private(set) var diagonal: [Double] = []
  private(set) var offDiagonal: [Double] = []
  /// Whether the start spans an invariant subspace of as many dimensions: the Gauss rule is exact.
  private(set) var isExhausted = false

  /// - Parameters:
  ///   - start: the operator's `paddedCount` values, zeros beyond D.
  ///   - steps: at most this many; fewer when the start spans an invariant subspace.
  /// - Throws: `NumericError.nonFinite` when a gradient near the point is not finite.
  /// - Complexity: 6 gradients and `8 D k` operations for step k.
  init(_ hessian: HessianProduct, start: RealBuffer, steps: Int) throws(NumericError) {
    let length = hessian.paddedCount
    var basis: [RealBuffer] = []
    let vector = RealBuffer(count: length)
    let norm = slt_dot(length, start.pointer, start.pointer).squareRoot()
    slt_add_multiple(length, 1 / norm, start.pointer, vector.pointer)
    var scale = 0.0
    for _ in 0..<steps {
      let current = RealBuffer(count: length)
      current.pointer.update(from: vector.pointer, count: length)
      basis.append(current)
      hessian.apply(current, into: vector)
      let along = slt_dot(length, current.pointer, vector.pointer)
      guard along.isFinite else {
        let index = (0..<hessian.count).first { !vector.pointer[$0].isFinite } ?? 0
        throw .nonFinite(
          what: "the Hessian times a vector", row: index, column: 0,
          value: "\(vector.pointer[index])")
      }
      diagonal.append(along)
      for _ in 0..<2 {
        for earlier in basis.reversed() {
          let component = slt_dot(length, earlier.pointer, vector.pointer)
          slt_add_multiple(length, -component, earlier.pointer, vector.pointer)
        }
      }
      let next = slt_dot(length, vector.pointer, vector.pointer).squareRoot()
      scale = max(scale, abs(along), next)
      // What is left is rounding: the subspace is invariant, and the rule exact.
      guard next > 1e-12 * scale, basis.count < hessian.count else {
        isExhausted = true
        return
      }
      offDiagonal.append(next)
      for i in 0..<length { vector.pointer[i] /= next }
    }
  }

  /// The Gauss rule: Ritz values, and the squared first components of their vectors as weights, which
  /// sum to 1.
  ///
  /// - Throws: `NumericError` when LAPACK fails.
  func gaussRule() throws(NumericError) -> SpectralQuadrature.Rule {
    try rule(lastDiagonal: diagonal[diagonal.count - 1])
  }

  /// The Gauss-Radau rule with a node at 0 (Golub 1973): the last diagonal entry is replaced by
  /// `b^2 (T^-1)_last,last`, T without its last row and column and b what couples it to them.
  ///
  /// - Parameter floor: of the eigenvalues in `T^-1`; those that have converged to zero have no
  ///   last component, so that a floor changes nothing but the rounding of 0 / 0.
  /// - Throws: `NumericError` when LAPACK fails.
  func radauRule(floor: Double) throws(NumericError) -> SpectralQuadrature.Rule {
    let size = diagonal.count
    guard !isExhausted, size > 1 else { return try gaussRule() }
    let eigen = try tridiagonal(Array(diagonal.dropLast())).symmetricEigenvectors()
    var inverse = 0.0
    for (i, value) in eigen.eigenvalues.enumerated() {
      let last = eigen.eigenvectors[i, size - 2]
      inverse += last * last / max(value, floor)
    }
    return try rule(lastDiagonal: offDiagonal[size - 2] * offDiagonal[size - 2] * inverse)
  }

  private func rule(lastDiagonal: Double) throws(NumericError) -> SpectralQuadrature.Rule {
    let eigen = try tridiagonal(diagonal.dropLast() + [lastDiagonal]).symmetricEigenvectors()
    return SpectralQuadrature.Rule(
      nodes: eigen.eigenvalues,
      weights: eigen.eigenvalues.indices.map {
        eigen.eigenvectors[$0, 0] * eigen.eigenvectors[$0, 0]
      })
  }

  private func tridiagonal(_ diagonal: [Double]) -> RealMatrix {
    var matrix = RealMatrix(rows: diagonal.count, columns: diagonal.count)
    for (i, value) in diagonal.enumerated() {
      matrix[i, i] = value
      if i + 1 < diagonal.count {
        matrix[i, i + 1] = offDiagonal[i]
        matrix[i + 1, i] = offDiagonal[i]
      }
    }
    return matrix
  }
}
