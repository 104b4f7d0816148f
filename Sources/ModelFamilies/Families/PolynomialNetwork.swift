/// The deep network with power activations and no biases
///
///     f(x) = W_L s_{L-1}(W_{L-1} ... s_1(W_1 x)),   s_i(z) = z^(r_i) entry by entry,
///
/// W_i of shape d_i x d_{i-1}: d_L forms of degree R = r_1 ... r_{L-1} in d_0 variables. The weights
/// are W_1, ..., W_L in this order, each row-major.
public struct PolynomialNetwork: Hashable, Sendable {
  /// d_0, ..., d_L.
  public let widths: [Int]
  /// r_1, ..., r_{L-1}.
  public let degrees: [Int]
  /// D = sum d_{i-1} d_i.
  public let parameterCount: Int

  /// More layers than this are refused: bounds are sought over all runs of layers.
  public static let largestDepth = 64

  /// - Throws: `DimensionError` for a width below 1, a degree below 2, no hidden layer, too many
  ///   layers, or weights beyond counting.
  /// - Precondition: one degree for each hidden layer.
  public init(widths: [Int], degrees: [Int]) throws(DimensionError) {
    guard widths.count >= 3 else {
      throw .tooSmall(name: "the number of widths", value: widths.count, minimum: 3)
    }
    guard widths.count <= Self.largestDepth + 1 else {
      throw .overflow("the depth \(widths.count - 1), more than \(Self.largestDepth) layers,")
    }
    precondition(
      degrees.count == widths.count - 2, "\(degrees.count) degrees, \(widths.count - 2) layers")
    for (index, width) in widths.enumerated() {
      _ = try CheckedDimension.positive(width, "widths[\(index)]")
    }
    for (index, degree) in degrees.enumerated() where degree < 2 {
      throw .tooSmall(name: "degrees[\(index)]", value: degree, minimum: 2)
    }
    var total = 0
    for (before, after) in zip(widths, widths.dropFirst()) {
      let layer = try CheckedDimension.product(before, after, as: "the number of weights")
      total = try CheckedDimension.sum(total, layer, as: "the number of weights")
    }
    self.widths = widths
    self.degrees = degrees
    parameterCount = total
  }

  public var inputDimension: Int { widths[0] }
  public var outputDimension: Int { widths[widths.count - 1] }
  public var layerCount: Int { widths.count - 1 }

  /// d_1 + ... + d_{L-1}: each hidden unit can be scaled against the weights that leave it.
  public var hiddenUnitCount: Int { widths.dropFirst().dropLast().reduce(0, +) }

  /// R; nil beyond 64 bits.
  public var outputDegree: Int? {
    degrees.reduce(Int?.some(1)) { product, degree in
      guard let (value, overflow) = product?.multipliedReportingOverflow(by: degree), !overflow
      else { return nil }
      return value
    }
  }

  /// d_L C(d_0 + R - 1, R), the coefficients of all outputs; nil beyond 64 bits.
  public var ambientDimension: Int? {
    guard inputDimension > 1 else { return outputDimension }
    guard let degree = outputDegree,
      let monomials = Self.monomialCount(variables: inputDimension, degree: degree)
    else { return nil }
    let (value, overflow) = monomials.multipliedReportingOverflow(by: outputDimension)
    return overflow ? nil : value
  }

  /// min(d_L + sum_i (d_{i-1} - 1) d_i, ambient dimension), the affine dimension when nothing but the
  /// scalings of the hidden units and the ambient space stands in the way (Kileel, Trager and Bruna
  /// 2019, arXiv:1905.12207, Theorem 14, there for one degree).
  public var expectedDimension: Int {
    let free = parameterCount - hiddenUnitCount
    return ambientDimension.map { min($0, free) } ?? free
  }

  /// C(n + r - 1, r); nil beyond 64 bits.
  public static func monomialCount(variables n: Int, degree r: Int) -> Int? {
    let (top, overflow) = (n - 1).addingReportingOverflow(r)
    guard !overflow else { return nil }
    let chosen = UInt(min(n - 1, r))
    var result: UInt = 1
    // Partial products are binomial coefficients themselves, so every division is exact.
    for i in 1..<(chosen + 1) {
      let wide = result.multipliedFullWidth(by: UInt(top) - chosen + i)
      guard wide.high < i else { return nil }
      result = i.dividingFullWidth(wide).quotient
      if result > UInt(Int.max) { return nil }
    }
    return Int(result)
  }
}
