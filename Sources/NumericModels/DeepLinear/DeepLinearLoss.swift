public import ModelFamilies
public import NumericAlgebra

/// The squared loss of a deep linear network, through its coordinates `Theta = W_L ... W_1`:
/// `L(w) = 1/2 tr (Theta - Theta*) G (Theta - Theta*)^T`, `G = E[x x^T]` (H_0 x H_0).
///
/// The cost of a gradient does not depend on a number of samples: about
/// `6 H_0 sum_(l >= 2) H_l H_(l-1)` operations plus the product with G.
public struct DeepLinearLoss: ResidualLoss {
  public let network: DeepLinearNetwork
  /// Theta*, H_L x H_0.
  public let target: RealMatrix
  let form: CoordinateForm

  /// - Parameters:
  ///   - target: Theta*, H_L x H_0.
  ///   - gram: E[x x^T]; the identity, which is the standard Gaussian population, unless given.
  /// - Throws: `LossError` when shapes differ or a value is not finite.
  public init(
    _ network: DeepLinearNetwork, target: RealMatrix, gram: FeatureGram? = nil
  ) throws(LossError) {
    let (rows, columns) = (network.outputDimension, network.inputDimension)
    guard target.rows == rows, target.columns == columns else {
      throw .shape(
        what: "target", found: "\(target.rows) x \(target.columns)",
        expected: "H_L x H_0 = \(rows) x \(columns)")
    }
    try checkFinite(target, "target")
    let gram = gram ?? .identity(columns)
    guard gram.dimension == columns else {
      throw .shape(
        what: "Gram matrix", found: "dimension \(gram.dimension)", expected: "H_0 = \(columns)")
    }
    self.network = network
    self.target = target
    form = CoordinateForm(target: target, gram: gram)
  }

  /// The target that `teacher` itself computes: the loss there is exactly zero.
  ///
  /// - Throws: `LossError` for weights of the wrong number, or as above.
  public init(
    _ network: DeepLinearNetwork, teacher: [Double], gram: FeatureGram? = nil
  ) throws(LossError) {
    guard teacher.count == network.parameterCount else {
      throw .shape(
        what: "teacher weights", found: "\(teacher.count)", expected: "\(network.parameterCount)")
    }
    let blank = RealMatrix(rows: network.outputDimension, columns: network.inputDimension)
    let target = try DeepLinearLoss(network, target: blank, gram: gram).coordinates(at: teacher)
    try self.init(network, target: target, gram: gram)
  }

  public var parameterCount: Int { network.parameterCount }
  public var sampleSize: Int { 0 }
  /// H_L times the rank of G.
  public var residualCount: Int { network.outputDimension * form.factorColumns }

  public var gradientOperations: Double {
    let chain = network.layout.blocks.dropFirst().reduce(0.0) { $0 + Double($1.count) }
    return 6 * chain * Double(network.inputDimension) + form.operations
  }

  public func makeWorkspace() -> any LossWorkspace { DeepLinearWorkspace(self) }

  /// Theta, H_L x H_0.
  public func coordinates(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let workspace = DeepLinearWorkspace(self)
    return weights.withUnsafeBufferPointer { workspace.coordinates(at: $0.baseAddress!) }
  }

  /// `r = (Theta - Theta*) C`, `G = C C^T`, row by row.
  public func residual(at weights: [Double]) -> [Double] {
    form.residual(coordinates(at: weights))
  }

  /// `dr_(k,c)/d(W_l)_ab = (W_L ... W_(l+1))_ka (W_(l-1) ... W_1 C)_bc`; cost `residualCount D`.
  public func residualJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    let blocks = network.layout.blocks
    let factors = blocks.map {
      RealMatrix(rows: $0.rows, columns: $0.columns, values: Array(weights[$0.range]))
    }
    var right = [form.timesFactor(.identity(network.inputDimension))]
    for factor in factors.dropLast() { right.append(multiplied(factor, right[right.count - 1])) }
    var left = RealMatrix.identity(network.outputDimension)
    let columns = form.factorColumns
    var jacobian = RealMatrix(rows: residualCount, columns: parameterCount)
    for l in blocks.indices.reversed() {
      let block = blocks[l]
      for k in 0..<left.rows {
        for a in 0..<block.rows where left[k, a] != 0 {
          for b in 0..<block.columns {
            for c in 0..<columns {
              jacobian[k * columns + c, block.index(a, b)] = left[k, a] * right[l][b, c]
            }
          }
        }
      }
      left = multiplied(left, factors[l])
    }
    return jacobian
  }
}

func multiplied(_ a: RealMatrix, _ b: RealMatrix) -> RealMatrix {
  guard let result = try? a.times(b) else {
    preconditionFailure("\(a.rows) x \(a.columns) times \(b.rows) x \(b.columns)")
  }
  return result
}
