public import ExactAlgebra

/// The single-output quadratic network with biases,
/// `f(x) = sum_j a_j (w_j . x + b_j)^2 + c`, `x` in R^d, width m.
///
/// Flat parameter vector: `W` (m x d, row j is `w_j`), `b` (m), `a` (m), `c` (1). Notation of
/// Cullen, Estan-Ruiz et al. 2026 (arXiv:2603.01192), appendix G.
public struct BiasedQuadraticNetwork: Hashable, Sendable {
  public let inputDimension: Int
  public let width: Int
  public let layout: ParameterLayout

  /// - Throws: `DimensionError` when a dimension is below 1 or when the number of weights, or of
  ///   coordinates `(d+1)(d+2)/2`, overflows.
  public init(inputDimension: Int, width: Int) throws(DimensionError) {
    self.inputDimension = try CheckedDimension.positive(inputDimension, "input dimension")
    self.width = try CheckedDimension.positive(width, "width")
    let perUnit = try CheckedDimension.sum(inputDimension, 2, as: "d + 2")
    let unitWeights = try CheckedDimension.product(
      width, perUnit, as: "the number of weights m (d + 2) + 1")
    _ = try CheckedDimension.sum(unitWeights, 1, as: "the number of weights m (d + 2) + 1")
    _ = try CheckedDimension.product(
      perUnit, inputDimension + 1, as: "the number of coordinates (d+1)(d+2)/2")
    layout = ParameterLayout([
      ("W", width, inputDimension), ("b", 1, width), ("a", 1, width), ("c", 1, 1),
    ])
  }

  /// D = m (d + 2) + 1.
  public var parameterCount: Int { layout.count }

  /// dim Sym(d) = d (d + 1) / 2.
  public var symmetricDimension: Int { inputDimension * (inputDimension + 1) / 2 }

  public var inputWeights: ParameterLayout.Block { layout.blocks[0] }
  public var biases: ParameterLayout.Block { layout.blocks[1] }
  public var outputWeights: ParameterLayout.Block { layout.blocks[2] }
  public var constant: ParameterLayout.Block { layout.blocks[3] }

  /// The output `f(x)` over any ring; cost m (d + 2) multiplications.
  @inlinable public func output<R: Ring>(
    _ input: [R.Element], weights: [R.Element], in ring: R
  ) -> R.Element {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    var total = weights[constant.offset]
    for j in 0..<width {
      let start = inputWeights.index(j, 0)
      let inner = ring.add(
        ring.dot(weights[start..<start + inputDimension], input[...]),
        weights[biases.index(0, j)])
      total = ring.add(
        total, ring.multiply(weights[outputWeights.index(0, j)], ring.square(inner)))
    }
    return total
  }
}
