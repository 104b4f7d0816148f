public import NumericAlgebra

/// Which residuals a least-squares loss sees.
public enum Centring: String, Sendable, Hashable, Codable, CaseIterable {
  /// P = identity.
  case plain
  /// P removes each output's mean over the n samples, as the loss of Cullen, Estan-Ruiz et al.
  /// 2026 (arXiv:2603.01192) does.
  case centred
}

/// `L_n(w) = 1/(2n) sum_i || P (f(x_i; w) - y_i) ||^2`, f with K outputs.
///
/// With `r = P (F - Y) / sqrt n` as one vector, `L_n = ||r||^2 / 2`.
public protocol LeastSquaresLoss: ResidualLoss {
  /// K.
  var outputDimension: Int { get }
  /// Y, n x K.
  var targets: RealMatrix { get }
  var centring: Centring { get }
  /// F, n x K: row i is f(x_i; w).
  func outputs(at weights: [Double]) -> RealMatrix
  /// dF/dw before centring and scaling, (n K) x D: row i K + k is the gradient of output k of
  /// sample i.
  func outputJacobian(at weights: [Double]) -> RealMatrix
}

extension LeastSquaresLoss {
  public var residualCount: Int { sampleSize * outputDimension }

  /// `r = P (F - Y) / sqrt n`, in the order of `outputJacobian`'s rows.
  public func residual(at weights: [Double]) -> [Double] {
    var difference = outputs(at: weights)
    for i in difference.values.indices { difference.values[i] -= targets.values[i] }
    return projected(
      RealMatrix(rows: difference.values.count, columns: 1, values: difference.values)
    )
    .values
  }

  /// `J = dr/dw`, (n K) x D: at a point of zero residual the Hessian of L_n is `J^T J`.
  /// Cost n K D beyond the outputs' own.
  public func residualJacobian(at weights: [Double]) -> RealMatrix {
    projected(outputJacobian(at: weights))
  }

  /// P applied to the rows of an (n K) x c matrix, over sqrt n.
  private func projected(_ matrix: RealMatrix) -> RealMatrix {
    let n = sampleSize
    let outputs = outputDimension
    let width = matrix.columns
    var result = matrix
    let scale = 1 / Double(n).squareRoot()
    result.values.withUnsafeMutableBufferPointer { values in
      var mean = [Double](repeating: 0, count: width)
      for k in 0..<outputs {
        if centring == .centred {
          for c in 0..<width { mean[c] = 0 }
          for i in 0..<n {
            let start = (i * outputs + k) * width
            for c in 0..<width { mean[c] += values[start + c] }
          }
          for c in 0..<width { mean[c] /= Double(n) }
        }
        for i in 0..<n {
          let start = (i * outputs + k) * width
          for c in 0..<width { values[start + c] = (values[start + c] - mean[c]) * scale }
        }
      }
    }
    return result
  }
}
