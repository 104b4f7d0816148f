public import ExactAlgebra

/// The deep linear network `f(x) = W_L ... W_1 x` with widths `H_0, ..., H_L`, `H_0` the input's.
///
/// Flat parameter vector: `W_1` (H_1 x H_0), `W_2` (H_2 x H_1), ..., each row-major. With two layers
/// this is reduced rank regression.
public struct DeepLinearNetwork: Hashable, Sendable {
  /// H_0 ... H_L.
  public let widths: [Int]
  public let layout: ParameterLayout

  /// - Throws: `DimensionError` with fewer than two widths, a width below 1, or more weights than an
  ///   `Int` counts.
  public init(widths: [Int]) throws(DimensionError) {
    guard widths.count >= 2 else {
      throw .tooSmall(name: "the number of widths", value: widths.count, minimum: 2)
    }
    for (l, width) in widths.enumerated() { _ = try CheckedDimension.positive(width, "H_\(l)") }
    var total = 0
    for l in 1..<widths.count {
      let count = try CheckedDimension.product(
        widths[l], widths[l - 1], as: "the number of weights of layer \(l)")
      total = try CheckedDimension.sum(total, count, as: "the number of weights")
    }
    _ = try CheckedDimension.product(
      widths[0], widths[widths.count - 1], as: "the number of coordinates H_L H_0")
    self.widths = widths
    layout = ParameterLayout((1..<widths.count).map { ("W_\($0)", widths[$0], widths[$0 - 1]) })
  }

  /// L.
  public var depth: Int { widths.count - 1 }
  public var parameterCount: Int { layout.count }
  public var inputDimension: Int { widths[0] }
  public var outputDimension: Int { widths[depth] }

  /// The coordinates `W_L ... W_1` (H_L x H_0) over any ring.
  @inlinable public func product<R: Ring>(
    weights: [R.Element], in ring: R
  ) -> Matrix<R.Element> {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    let factors = layout.blocks.map {
      Matrix(rows: $0.rows, columns: $0.columns, elements: Array(weights[$0.range]))
    }
    return factors.dropFirst().reduce(factors[0]) { ring.multiply($1, $0) }
  }
}
