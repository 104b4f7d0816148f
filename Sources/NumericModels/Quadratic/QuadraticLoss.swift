public import ModelFamilies
public import NumericAlgebra

/// The least-squares loss of a quadratic network, `f_k(x) = sum_j v_kj (w_j . x)^2`, or of a
/// biased one, `f(x) = sum_j a_j (w_j . x + b_j)^2 + c`, on given samples.
///
/// Loss and gradient cost about `6 n m K` operations, plus `4 n m d` on dense inputs or `4 n m` on
/// one-hot pairs.
public struct QuadraticLoss: LeastSquaresLoss {
  public let family: ModelFamily
  public let inputs: NetworkInputs
  public let targets: RealMatrix
  public let centring: Centring
  let data: QuadraticData

  /// - Parameters:
  ///   - inputs: n inputs of the network's d.
  ///   - targets: Y, n x K.
  /// - Throws: `LossError` when shapes differ, there are no samples, a pair is out of range or a
  ///   value is not finite.
  public init(
    _ network: QuadraticNetwork, inputs: NetworkInputs, targets: RealMatrix, centring: Centring
  ) throws(LossError) {
    try self.init(family: .quadratic(network), inputs: inputs, targets: targets, centring: centring)
  }

  /// - Throws: as for the network without biases; K is 1.
  public init(
    _ network: BiasedQuadraticNetwork, inputs: NetworkInputs, targets: RealMatrix,
    centring: Centring
  ) throws(LossError) {
    try self.init(
      family: .biasedQuadratic(network), inputs: inputs, targets: targets, centring: centring)
  }

  /// - Throws: `LossError` as above.
  public init(
    family: ModelFamily, inputs: NetworkInputs, targets: RealMatrix, centring: Centring
  ) throws(LossError) {
    try inputs.check(inputDimension: family.inputDimension)
    try checkTargets(targets, rows: inputs.sampleSize, columns: family.outputDimension)
    self.family = family
    self.inputs = inputs
    self.targets = targets
    self.centring = centring
    data = QuadraticData(family: family, inputs: inputs, targets: targets)
  }

  public var parameterCount: Int { family.parameterCount }
  public var sampleSize: Int { inputs.sampleSize }
  public var outputDimension: Int { family.outputDimension }
  /// 6 n m K + 4 n m d, or 4 n m for the last term on one-hot pairs.
  public var gradientOperations: Double {
    let inputs: Int = if case .pairs = inputs { 1 } else { family.inputDimension }
    return Double(sampleSize) * Double(family.width) * Double(6 * outputDimension + 4 * inputs)
  }

  public func makeWorkspace() -> any LossWorkspace {
    QuadraticWorkspace(data: data, centring: centring)
  }

  public func outputs(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let workspace = QuadraticWorkspace(data: data, centring: .plain)
    return weights.withUnsafeBufferPointer { workspace.outputs(at: $0.baseAddress!) }
  }

  /// The targets that the weights themselves produce: with them the residual there is exactly zero.
  ///
  /// - Throws: `LossError` when the weights are of the wrong number or the inputs do not fit.
  public static func teacherTargets(
    family: ModelFamily, weights: [Double], inputs: NetworkInputs
  ) throws(LossError) -> RealMatrix {
    guard weights.count == family.parameterCount else {
      throw .shape(
        what: "teacher weights", found: "\(weights.count)", expected: "\(family.parameterCount)")
    }
    let blank = RealMatrix(rows: inputs.sampleSize, columns: family.outputDimension)
    let outputs = try QuadraticLoss(
      family: family, inputs: inputs, targets: blank, centring: .plain
    ).outputs(at: weights)
    try checkFinite(outputs, "teacher outputs")
    return outputs
  }
}
