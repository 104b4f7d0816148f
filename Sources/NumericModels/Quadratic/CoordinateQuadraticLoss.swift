public import ModelFamilies
public import NumericAlgebra

/// The squared loss of a quadratic network through its coordinates,
/// `L(w) = 1/2 tr (Theta - Theta*) G (Theta - Theta*)^T`, G the moments of the features.
///
/// Row k of Theta (K x N) is the upper triangle of `Q_k = sum_j v_kj w_j w_j^T`, N = d(d+1)/2, in
/// the order of `MonomialFeatures.quadratic`; for the biased family that of
/// `((Q, beta), (beta^T, gamma + c))` with a 1 appended to every input. With the empirical G of
/// given inputs this is `QuadraticLoss` on them, in the same weights, at a cost that does not depend
/// on n: about `6 K m N` operations plus the product with G (`2 K N^2`, or `6 K N` for the Gaussian
/// population). It pays from about n = N samples on.
public struct CoordinateQuadraticLoss: ResidualLoss {
  public let family: ModelFamily
  /// Theta*, K x N.
  public let target: RealMatrix
  let form: CoordinateForm
  let layout: QuadraticLayout

  /// - Parameters:
  ///   - target: Theta*, K x N.
  ///   - gram: over the N features of `MonomialFeatures(family)`; the covariance for a centred loss.
  /// - Throws: `LossError` when shapes differ or a value is not finite.
  public init(
    _ family: ModelFamily, target: RealMatrix, gram: FeatureGram
  ) throws(LossError) {
    let (rows, columns) = (family.outputDimension, MonomialFeatures(family).count)
    guard target.rows == rows, target.columns == columns else {
      throw .shape(
        what: "target", found: "\(target.rows) x \(target.columns)",
        expected: "K x N = \(rows) x \(columns)")
    }
    try checkFinite(target, "target")
    guard gram.dimension == columns else {
      throw .shape(
        what: "Gram matrix", found: "dimension \(gram.dimension)", expected: "N = \(columns)")
    }
    self.family = family
    self.target = target
    form = CoordinateForm(target: target, gram: gram)
    layout = QuadraticLayout(family)
  }

  /// The target that `teacher` itself computes: the loss there is exactly zero.
  ///
  /// - Throws: `LossError` for weights of the wrong number, or as above.
  public init(_ family: ModelFamily, teacher: [Double], gram: FeatureGram) throws(LossError) {
    guard teacher.count == family.parameterCount else {
      throw .shape(
        what: "teacher weights", found: "\(teacher.count)", expected: "\(family.parameterCount)")
    }
    let blank = RealMatrix(rows: family.outputDimension, columns: gram.dimension)
    let target = try CoordinateQuadraticLoss(family, target: blank, gram: gram)
      .coordinates(at: teacher)
    try self.init(family, target: target, gram: gram)
  }

  public var parameterCount: Int { family.parameterCount }
  public var sampleSize: Int { 0 }
  /// K times the rank of G.
  public var residualCount: Int { family.outputDimension * form.factorColumns }

  public var gradientOperations: Double {
    let units = Double(family.width) * Double(form.dimension)
    return (6 * Double(form.rows) + 6) * units + form.operations
  }

  public func makeWorkspace() -> any LossWorkspace { CoordinateQuadraticWorkspace(self) }

  /// Theta, K x N.
  public func coordinates(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let workspace = CoordinateQuadraticWorkspace(self)
    return weights.withUnsafeBufferPointer { workspace.coordinates(at: $0.baseAddress!) }
  }

  /// `r = (Theta - Theta*) C`, `G = C C^T`, row by row.
  public func residual(at weights: [Double]) -> [Double] {
    form.residual(coordinates(at: weights))
  }

  /// With `z_j` the upper triangle of `w_j w_j^T`: `dr_k/dv_kj = z_j C` and
  /// `dr_k/dw_ja = v_kj sum_b (1 + [a = b]) w_jb C_(ab)`; cost `residualCount D` and `m N` rows of C.
  public func residualJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let (d, m, outputs) = (family.inputDimension, family.width, family.outputDimension)
    let factor = form.timesFactor(.identity(form.dimension))
    let columns = form.factorColumns
    let inputs = d + (layout.biases == nil ? 0 : 1)
    var jacobian = RealMatrix(rows: residualCount, columns: parameterCount)
    for j in 0..<m {
      func place(_ a: Int) -> Int {
        a < d ? layout.inputWeights + j * d + a : (layout.biases ?? 0) + j
      }
      var square = [Double](repeating: 0, count: columns)
      var slopes = [Double](repeating: 0, count: inputs * columns)
      var p = 0
      for a in 0..<inputs {
        for b in a..<inputs {
          let (wa, wb) = (weights[place(a)], weights[place(b)])
          for c in 0..<columns {
            let value = factor[p, c]
            square[c] += wa * wb * value
            slopes[a * columns + c] += wb * value
            slopes[b * columns + c] += wa * value
          }
          p += 1
        }
      }
      for k in 0..<outputs {
        let outer = layout.outputWeights + k * m + j
        for c in 0..<columns {
          jacobian[k * columns + c, outer] = square[c]
          for a in 0..<inputs {
            jacobian[k * columns + c, place(a)] = weights[outer] * slopes[a * columns + c]
          }
        }
      }
    }
    if let constant = layout.constant {
      for c in 0..<columns { jacobian[c, constant] = factor[form.dimension - 1, c] }
    }
    return jacobian
  }
}
