public import NumericAlgebra

/// `f(x_i; w) = F_0 + A_i (w - w_0)`: a model that is linear in its weights, with rows given one by
/// one. The base of the linearised (NTK) regime and of plain linear regression.
public struct LinearLoss: LeastSquaresLoss {
  public let sampleSize: Int
  public let outputDimension: Int
  public let targets: RealMatrix
  public let centring: Centring
  /// dF/dw, (n K) x D.
  public let jacobian: RealMatrix
  /// w_0.
  public let origin: [Double]
  /// F_0, n x K.
  public let outputsAtOrigin: RealMatrix
  let data: LinearData

  /// - Throws: `LossError` when shapes do not agree or a value is not finite.
  public init(
    jacobian: RealMatrix, origin: [Double], outputsAtOrigin: RealMatrix, targets: RealMatrix,
    centring: Centring
  ) throws(LossError) {
    let (n, k) = (outputsAtOrigin.rows, outputsAtOrigin.columns)
    guard n > 0, k > 0 else { throw .noSamples }
    guard jacobian.rows == n * k, jacobian.columns == origin.count else {
      throw .shape(
        what: "Jacobian", found: "\(jacobian.rows) x \(jacobian.columns)",
        expected: "n K x D = \(n * k) x \(origin.count)")
    }
    try checkTargets(targets, rows: n, columns: k)
    try checkFinite(jacobian, "Jacobian")
    try checkFinite(outputsAtOrigin, "outputs at the origin")
    try checkFinite(RealMatrix(rows: 1, columns: origin.count, values: origin), "origin")
    sampleSize = n
    outputDimension = k
    self.targets = targets
    self.centring = centring
    self.jacobian = jacobian
    self.origin = origin
    self.outputsAtOrigin = outputsAtOrigin
    data = LinearData(
      jacobian: jacobian, origin: origin, outputsAtOrigin: outputsAtOrigin, targets: targets)
  }

  /// Linear regression with one output, `f(x) = w . x`, inputs n x d, D = d.
  ///
  /// - Throws: `LossError` as above.
  public init(regressors: RealMatrix, targets: RealMatrix, centring: Centring) throws(LossError) {
    try self.init(
      jacobian: regressors, origin: [Double](repeating: 0, count: regressors.columns),
      outputsAtOrigin: RealMatrix(rows: regressors.rows, columns: 1), targets: targets,
      centring: centring)
  }

  /// The linearised (NTK) regime: the model replaced by its first-order expansion at `weights`,
  /// same targets and centring; residual(w) = r(w_0) + J (w - w_0).
  ///
  /// - Throws: `LossError` when an output or a derivative there is not finite.
  public init(linearising loss: some LeastSquaresLoss, at weights: [Double]) throws(LossError) {
    try self.init(
      jacobian: loss.outputJacobian(at: weights), origin: weights,
      outputsAtOrigin: loss.outputs(at: weights), targets: loss.targets, centring: loss.centring)
  }

  public var parameterCount: Int { jacobian.columns }
  /// 4 n K D.
  public var gradientOperations: Double { 4 * Double(jacobian.rows) * Double(jacobian.columns) }

  public func outputJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    return jacobian
  }

  public func outputs(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let workspace = LinearWorkspace(data: data, centring: centring)
    return weights.withUnsafeBufferPointer { workspace.outputs(at: $0.baseAddress!) }
  }

  public func makeWorkspace() -> any LossWorkspace {
    LinearWorkspace(data: data, centring: centring)
  }
}
