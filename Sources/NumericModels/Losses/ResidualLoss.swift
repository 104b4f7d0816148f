public import NumericAlgebra

/// A loss that is half a sum of squares, `L(w) = ||r(w)||^2 / 2`.
///
/// At a zero of the residual the Hessian of L is `J^T J`, J the Jacobian of r: what spectra,
/// the response prediction and the choice of a sampler's settings start from.
public protocol ResidualLoss: LossFunction {
  /// The length of r.
  var residualCount: Int { get }
  /// r(w).
  func residual(at weights: [Double]) -> [Double]
  /// J = dr/dw, `residualCount` x D.
  func residualJacobian(at weights: [Double]) -> RealMatrix
  /// About how many floating-point operations one loss with its gradient takes: what an automatic
  /// choice of settings spends its budget by.
  var gradientOperations: Double { get }
}
