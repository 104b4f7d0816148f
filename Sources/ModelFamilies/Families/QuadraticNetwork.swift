public import ExactAlgebra

/// The K-output quadratic network without biases,
/// `f_k(x) = sum_j v_kj (w_j . x)^2`, `x` in R^d, width m.
///
/// Flat parameter vector: `W` (m x d, row j is the input weights `w_j`), then `V` (K x m, column j
/// is the output weights `v_j`), both row-major. Notation of Cullen, Estan-Ruiz et al. 2026
/// (arXiv:2603.01192), section 4.
public struct QuadraticNetwork: Hashable, Sendable {
  public let inputDimension: Int
  public let width: Int
  public let outputDimension: Int
  public let layout: ParameterLayout

  /// - Throws: `DimensionError` when a dimension is below 1 or when the number of weights, or of
  ///   coordinates `K d(d+1)/2`, overflows.
  public init(inputDimension: Int, width: Int, outputDimension: Int) throws(DimensionError) {
    self.inputDimension = try CheckedDimension.positive(inputDimension, "input dimension")
    self.width = try CheckedDimension.positive(width, "width")
    self.outputDimension = try CheckedDimension.positive(outputDimension, "output dimension")
    let perUnit = try CheckedDimension.sum(
      inputDimension, outputDimension, as: "weights per unit")
    _ = try CheckedDimension.product(width, perUnit, as: "the number of weights m (d + K)")
    let next = try CheckedDimension.sum(inputDimension, 1, as: "d + 1")
    _ = try CheckedDimension.product(
      outputDimension, inputDimension, next, as: "the number of coordinates K d (d+1) / 2")
    layout = ParameterLayout([
      ("W", width, inputDimension), ("V", outputDimension, width),
    ])
  }

  /// D = m (d + K).
  public var parameterCount: Int { layout.count }

  /// dim Sym(d) = d (d + 1) / 2.
  public var symmetricDimension: Int { inputDimension * (inputDimension + 1) / 2 }

  public var inputWeights: ParameterLayout.Block { layout.blocks[0] }
  public var outputWeights: ParameterLayout.Block { layout.blocks[1] }

  /// The outputs `f_1(x) ... f_K(x)` over any ring.
  ///
  /// - Parameters:
  ///   - input: `x`, d elements.
  ///   - weights: D elements in the order of `layout`.
  /// - Complexity: m (d + K) multiplications.
  @inlinable public func outputs<R: Ring>(
    _ input: [R.Element], weights: [R.Element], in ring: R
  ) -> [R.Element] {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    let squares = (0..<width).map { j in
      ring.square(
        ring.dot(
          weights[inputWeights.index(j, 0)..<inputWeights.index(j, 0) + inputDimension], input[...])
      )
    }
    return (0..<outputDimension).map { k in
      ring.dot(
        weights[outputWeights.index(k, 0)..<outputWeights.index(k, 0) + width], squares[...])
    }
  }
}
