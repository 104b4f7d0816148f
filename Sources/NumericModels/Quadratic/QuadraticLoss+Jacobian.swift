import ModelFamilies
public import NumericAlgebra

extension QuadraticLoss {
  /// With `h_ij = w_j . x_i + b_j`: `df_k/dv_kj = h_ij^2`, `df_k/dw_j = 2 v_kj h_ij x_i`,
  /// `df/db_j = 2 a_j h_ij`, `df/dc = 1`. Cost n K D.
  public func outputJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let (n, m, outputs) = (sampleSize, family.width, outputDimension)
    let dense = inputs.matrix
    let d = family.inputDimension
    let layout = data.layout
    var jacobian = RealMatrix(rows: n * outputs, columns: parameterCount)
    for i in 0..<n {
      for j in 0..<m {
        var hidden = layout.biases.map { weights[$0 + j] } ?? 0
        for c in 0..<d { hidden += weights[layout.inputWeights + j * d + c] * dense[i, c] }
        for k in 0..<outputs {
          let row = i * outputs + k
          let outer = layout.outputWeights + k * m + j
          jacobian[row, outer] = hidden * hidden
          let slope = 2 * weights[outer] * hidden
          for c in 0..<d {
            jacobian[row, layout.inputWeights + j * d + c] = slope * dense[i, c]
          }
          if let biases = layout.biases { jacobian[row, biases + j] = slope }
        }
      }
      if let constant = layout.constant { jacobian[i, constant] = 1 }
    }
    return jacobian
  }
}
