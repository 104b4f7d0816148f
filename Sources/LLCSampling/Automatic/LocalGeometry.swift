import BLASInterface
package import NumericAlgebra
public import NumericModels

/// The quadratic part of a loss at w*: the positive eigenvalues of its Hessian with their
/// eigenvectors, everything else being the kernel.
public struct LocalGeometry: Sendable {
  /// h_1 >= ... >= h_R > 0.
  public let eigenvalues: [Double]
  /// D.
  public let parameterCount: Int
  /// Eigenvalues at or below this were taken as zero.
  public let threshold: Double
  /// h_R over the largest eigenvalue that was taken as zero: how clear the rank is; infinite
  /// where that eigenvalue is 0.
  public let gap: Double
  /// V, R x D, orthonormal rows.
  package let basis: RealBuffer

  /// R.
  public var rank: Int { eigenvalues.count }
  public var largest: Double { eigenvalues.first ?? 0 }
  public var smallest: Double { eigenvalues.last ?? 0 }

  public var spectrum: HessianSpectrum {
    HessianSpectrum(
      eigenvalues: eigenvalues, parameterCount: parameterCount, threshold: threshold)
  }

  /// Entries of V that are kept at most: 512 MiB.
  static let entryLimit = 1 << 26

  /// `J^T J` or `J J^T`, whichever is smaller, decomposed; with s the smaller side cost
  /// `4 s^2 max(rows, D) + 9 s^3`.
  ///
  /// - Throws: `SpectrumSizeError` when J or V would be too large; `NumericError` when J is not finite
  ///   or LAPACK fails.
  public init(
    of loss: some ResidualLoss, at weights: [Double], limit: Int = 6000
  ) throws {
    let (rows, columns) = (loss.residualCount, loss.parameterCount)
    guard min(rows, columns) <= limit,
      !rows.multipliedReportingOverflow(by: columns).overflow, rows * columns <= 1 << 27,
      min(rows, columns) * columns <= Self.entryLimit
    else { throw SpectrumSizeError(residualCount: rows, parameterCount: columns, limit: limit) }
    let jacobian = loss.residualJacobian(at: weights)
    try jacobian.checkFinite("the residual Jacobian")
    let wide = rows < columns
    let decomposition = try (wide ? jacobian.rowGram : jacobian.columnGram).symmetricEigenvectors()
    let values = decomposition.eigenvalues
    let cut = max(Double(max(rows, columns)) * .ulpOfOne * (values.last ?? 0), 0)
    let first = values.firstIndex { $0 > cut } ?? values.count
    eigenvalues = values[first...].reversed()
    threshold = cut
    parameterCount = columns
    // Without a zero eigenvalue, or without a positive one, there is nothing to compare.
    let below = first > 0 ? values[first - 1] : 0
    gap = below > 0 && first < values.count ? values[first] / below : .infinity
    let vectors = RealMatrix(
      rows: values.count - first, columns: decomposition.eigenvectors.columns,
      values: (first..<values.count).reversed().flatMap { decomposition.eigenvectors.row($0) })
    guard wide else {
      basis = RealBuffer(vectors.values)
      return
    }
    // The right singular vectors: V = diag(h)^(-1/2) U^T J.
    var right = try vectors.times(jacobian)
    for i in 0..<right.rows {
      let scale = 1 / eigenvalues[i].squareRoot()
      for j in 0..<columns { right[i, j] *= scale }
    }
    basis = RealBuffer(right.values)
  }

  /// `output = V x`.
  func project(_ x: UnsafePointer<Double>, _ output: UnsafeMutablePointer<Double>) {
    guard rank > 0 else { return }
    BLAS.multiplyVector(
      rows: rank, columns: parameterCount, basis.pointer, parameterCount, x, into: output)
  }

  /// `y <- y + alpha V^T c`.
  func addBack(
    _ coefficients: UnsafePointer<Double>, alpha: Double, to y: UnsafeMutablePointer<Double>
  ) {
    guard rank > 0 else { return }
    BLAS.multiplyVector(
      rows: rank, columns: parameterCount, alpha: alpha, basis.pointer, parameterCount,
      transposed: true, coefficients, beta: 1, into: y)
  }

  /// x less its part in the span of V.
  package func kernelPart(of x: [Double]) -> [Double] {
    var result = x
    var coefficients = [Double](repeating: 0, count: max(rank, 1))
    // Twice: once leaves rounding of the size of the first part.
    for _ in 0..<2 {
      result.withUnsafeMutableBufferPointer { result in
        coefficients.withUnsafeMutableBufferPointer { coefficients in
          project(result.baseAddress!, coefficients.baseAddress!)
          addBack(coefficients.baseAddress!, alpha: -1, to: result.baseAddress!)
        }
      }
    }
    return result
  }
}
