/// One layer of linear ("lightning") self-attention with several heads,
///
///     F(X) = sum_h V_h X (X^T K_h^T Q_h X),
///
/// X of shape d x t, a token to a column; Q_h and K_h of shape a x d, V_h of shape e x d. Attention is
/// not normalised, so F is a form of degree 3 in X. The weights are Q_1, K_1, V_1, Q_2, ..., each
/// row-major.
///
/// Every column of F is the same function of its own token and the set of all, so t = 2 has the
/// coefficients of every t >= 2; at t = 1 only the symmetric part of `K^T Q` is seen.
public struct LightningAttention: Hashable, Sendable {
  /// d.
  public let dimension: Int
  /// a.
  public let headDimension: Int
  /// e.
  public let outputDimension: Int
  /// h.
  public let headCount: Int
  /// t.
  public let tokenCount: Int
  /// D = h (2 a d + e d).
  public let parameterCount: Int

  /// - Throws: `DimensionError` for a dimension below 1 or weights beyond counting.
  public init(
    dimension: Int, headDimension: Int, outputDimension: Int, headCount: Int = 1,
    tokenCount: Int = 2
  ) throws(DimensionError) {
    self.dimension = try CheckedDimension.positive(dimension, "the dimension")
    self.headDimension = try CheckedDimension.positive(headDimension, "the head dimension")
    self.outputDimension = try CheckedDimension.positive(outputDimension, "the output dimension")
    self.headCount = try CheckedDimension.positive(headCount, "the number of heads")
    self.tokenCount = try CheckedDimension.positive(tokenCount, "the number of tokens")
    let name = "the number of weights"
    let pair = try CheckedDimension.product(2, headDimension, dimension, as: name)
    let value = try CheckedDimension.product(outputDimension, dimension, as: name)
    parameterCount = try CheckedDimension.product(
      headCount, try CheckedDimension.sum(pair, value, as: name), as: name)
    // Inputs and the coefficients of one token have to be countable too.
    _ = try CheckedDimension.product(dimension, tokenCount, as: "the numbers of one input")
    _ = try CheckedDimension.product(outputDimension, tokenCount, as: "the numbers of one output")
  }

  /// min(a, d), the generic rank of `K^T Q`.
  public var attentionRank: Int { min(headDimension, dimension) }

  /// The coefficients of one output of one token: d C(d + 1, 2), in x_s once and in all tokens twice;
  /// C(d + 2, 3) for a single token. Nil beyond 64 bits.
  public var coefficientsPerOutput: Int? {
    if tokenCount == 1 {
      return PolynomialNetwork.monomialCount(variables: dimension, degree: 3)
    }
    guard let forms = PolynomialNetwork.monomialCount(variables: dimension, degree: 2) else {
      return nil
    }
    return try? CheckedDimension.product(dimension, forms, as: "")
  }

  /// e times the coefficients of one output; nil beyond 64 bits.
  public var ambientDimension: Int? {
    coefficientsPerOutput.flatMap {
      try? CheckedDimension.product(outputDimension, $0, as: "")
    }
  }

  /// The dimension of the matrices that a head's quadratic form can be: r (2d - r) for matrices of rank
  /// r = min(a, d); at t = 1 their symmetric parts, of rank s = min(2r, d): s d - s(s-1)/2.
  public var formDimension: Int {
    let (d, r) = (dimension, attentionRank)
    if tokenCount > 1 { return r * (2 * d - r) }
    let s = min(2 * r, d)
    return s * d - s * (s - 1) / 2
  }

  /// The dimension of one head: `K^T Q` and V up to scaling one against the other,
  ///
  ///     r (2d - r) + e d - 1,   r = min(a, d),
  ///
  /// which is attained (generic fibres of Henry, Marchetti and Kohn 2024, arXiv:2408.17221; at t = 1
  /// `formDimension` takes the place of the first term, counted here).
  public var headDimensionality: Int { formDimension + outputDimension * dimension - 1 }

  /// min(h times the dimension of one head, ambient dimension): attained by one head, a count for
  /// several.
  public var expectedDimension: Int {
    let (free, overflow) = headDimensionality.multipliedReportingOverflow(by: headCount)
    guard !overflow else { return ambientDimension ?? .max }
    return ambientDimension.map { min($0, free) } ?? free
  }
}
