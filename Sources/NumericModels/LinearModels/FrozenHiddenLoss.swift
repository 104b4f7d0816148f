public import NumericAlgebra

/// The lazy (random feature) regime: the hidden layer is frozen and only the output weights are
/// trained, `f_k(x_i) = sum_j v_kj s_ij` with fixed features `s_ij`, for the quadratic network
/// `(w_j . x_i)^2`.
///
/// Parameters: V, K x m row-major; D = K m. Loss and gradient cost `4 n m K` operations.
public struct FrozenHiddenLoss: LeastSquaresLoss {
  /// S, n x m.
  public let features: RealMatrix
  public let outputDimension: Int
  public let targets: RealMatrix
  public let centring: Centring
  let data: FrozenHiddenData

  /// - Parameters:
  ///   - features: S, n x m.
  ///   - targets: Y, n x K.
  /// - Throws: `LossError` when shapes differ, there is nothing, or a value is not finite.
  public init(features: RealMatrix, targets: RealMatrix, centring: Centring) throws(LossError) {
    guard features.rows > 0, features.columns > 0, targets.columns > 0 else { throw .noSamples }
    try checkFinite(features, "features")
    try checkTargets(targets, rows: features.rows, columns: targets.columns)
    self.features = features
    self.targets = targets
    self.centring = centring
    outputDimension = targets.columns
    data = FrozenHiddenData(features: features, targets: targets)
  }

  /// The features of a quadratic network with the given hidden layer, `s_ij = (w_j . x_i)^2`.
  ///
  /// - Parameter hiddenWeights: W, m x d.
  /// - Throws: `LossError` when shapes differ or a value is not finite.
  public init(
    hiddenWeights: RealMatrix, inputs: NetworkInputs, targets: RealMatrix, centring: Centring
  ) throws(LossError) {
    try inputs.check(inputDimension: hiddenWeights.columns)
    try checkFinite(hiddenWeights, "hidden weights")
    let dense = inputs.matrix
    var features = RealMatrix(rows: dense.rows, columns: hiddenWeights.rows)
    for i in 0..<dense.rows {
      for j in 0..<hiddenWeights.rows {
        var hidden = 0.0
        for c in 0..<dense.columns { hidden += hiddenWeights[j, c] * dense[i, c] }
        features[i, j] = hidden * hidden
      }
    }
    try self.init(features: features, targets: targets, centring: centring)
  }

  public var parameterCount: Int { outputDimension * features.columns }
  public var sampleSize: Int { features.rows }
  /// 4 n m K.
  public var gradientOperations: Double { 4 * Double(sampleSize) * Double(parameterCount) }

  public func makeWorkspace() -> any LossWorkspace {
    FrozenHiddenWorkspace(data: data, centring: centring)
  }

  public func outputs(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let workspace = FrozenHiddenWorkspace(data: data, centring: .plain)
    return weights.withUnsafeBufferPointer { workspace.outputs(at: $0.baseAddress!) }
  }

  /// `df_k(x_i)/dv_kj = s_ij`.
  public func outputJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let (n, m, k) = (sampleSize, features.columns, outputDimension)
    var jacobian = RealMatrix(rows: n * k, columns: k * m)
    for i in 0..<n {
      for output in 0..<k {
        for j in 0..<m { jacobian[i * k + output, output * m + j] = features[i, j] }
      }
    }
    return jacobian
  }
}
