import ModelFamilies
public import NumericAlgebra

/// A model linear in its weights through the moments of its features: `f(x) = Theta phi(x)`,
/// `L(w) = 1/2 tr (Theta - Theta*) G (Theta - Theta*)^T`, `G = E[phi phi^T]`.
///
/// Parameters: Theta, K x N row-major. Loss and gradient cost `2 K N^2`, whatever the number of
/// samples that G was taken over. The potential is quadratic, with the eigenvalues of G, K times.
public struct GramLinearLoss: ResidualLoss {
  /// Theta*, K x N.
  public let target: RealMatrix
  let form: CoordinateForm

  /// - Throws: `LossError` when shapes differ, there is nothing, or a value is not finite.
  public init(target: RealMatrix, gram: FeatureGram) throws(LossError) {
    guard target.rows > 0, target.columns == gram.dimension else {
      throw .shape(
        what: "target", found: "\(target.rows) x \(target.columns)",
        expected: "K x N with K >= 1 and N = \(gram.dimension), the dimension of the Gram matrix")
    }
    try checkFinite(target, "target")
    self.target = target
    form = CoordinateForm(target: target, gram: gram)
  }

  /// Polynomial regression `f(x) = sum_k w_k x^k` on given inputs, targets `f(x; teacher)`: G is the
  /// Gram matrix of the Vandermonde matrix, `G_jk = 1/n sum_i x_i^(j+k)`.
  ///
  /// - Parameter teacher: w*_0 ... w*_degree.
  /// - Throws: `LossError` without inputs or coefficients, or for a value that is not finite.
  public static func polynomialRegression(
    inputs: [Double], teacher: [Double]
  ) throws -> GramLinearLoss {
    guard !teacher.isEmpty else {
      throw LossError.shape(what: "teacher", found: "0 coefficients", expected: "at least one")
    }
    return try GramLinearLoss(
      target: RealMatrix(rows: 1, columns: teacher.count, values: teacher),
      gram: FeatureGram(
        features: .powers(through: teacher.count - 1),
        inputs: .dense(RealMatrix(rows: inputs.count, columns: 1, values: inputs))))
  }

  public var parameterCount: Int { target.values.count }
  public var sampleSize: Int { 0 }
  /// K times the rank of G.
  public var residualCount: Int { target.rows * form.factorColumns }
  public var gradientOperations: Double { form.operations }

  public func makeWorkspace() -> any LossWorkspace { Workspace(form) }

  /// `r = (Theta - Theta*) C`, `G = C C^T`, row by row.
  public func residual(at weights: [Double]) -> [Double] {
    checkCount(weights)
    return form.residual(
      RealMatrix(rows: target.rows, columns: target.columns, values: weights))
  }

  /// C^T for each output, in blocks along the diagonal.
  public func residualJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let factor = form.timesFactor(.identity(form.dimension))
    let (count, columns) = (form.dimension, factor.columns)
    var jacobian = RealMatrix(rows: residualCount, columns: parameterCount)
    for k in 0..<target.rows {
      for p in 0..<count {
        for c in 0..<columns { jacobian[k * columns + c, k * count + p] = factor[p, c] }
      }
    }
    return jacobian
  }

  private final class Workspace: LossWorkspace {
    private let form: CoordinateForm
    private let coordinates: RealBuffer
    private let slopes: RealBuffer

    init(_ form: CoordinateForm) {
      self.form = form
      coordinates = RealBuffer(count: form.rows * form.stride)
      slopes = RealBuffer(count: form.rows * form.stride)
    }

    func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
      copyRows(
        form.rows, form.dimension, weights, form.dimension, coordinates.pointer, form.stride)
      return form.loss(coordinates.pointer, slopes: slopes.pointer)
    }

    func empiricalLoss(
      at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
      let loss = empiricalLoss(at: weights)
      copyRows(form.rows, form.dimension, slopes.pointer, form.stride, gradient, form.dimension)
      return loss
    }
  }
}
