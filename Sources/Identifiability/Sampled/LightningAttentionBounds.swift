public import ModelFamilies

extension LightningAttention {
  /// Upper bounds of the dimension whatever the weights:
  ///
  /// - the coefficients;
  /// - h times `K^T Q` of rank r = min(a, d) (GL_r acts on Q and K) and V up to scaling;
  /// - `sum_h V_h (x) A_h` allows other A_h of rank r from the span of all, with V_h to match: each has
  ///   h - c dimensions of them, c the codimension of rank r;
  /// - one output: its coefficients are forms in the ideal of the n = min(h, d) linear forms V_h: a
  ///   choice of these, n (d - n), and of the forms;
  /// - one output and t >= 2: for i < j, A_i + v_j b^T and A_j - v_i b^T give the same, of the same rank
  ///   for b in both row spaces, 2r - d dimensions at least;
  /// - h d < e: the outputs span at most h d dimensions.
  public var rankBounds: [RankBound] {
    var bounds: [RankBound] = []
    if let ambient = ambientDimension {
      bounds.append(RankBound(ambient, "the rank is at most the number of coefficients"))
    }
    let free = headCount.multipliedReportingOverflow(by: headDimensionality)
    bounds.append(
      RankBound(
        free.overflow ? parameterCount : min(free.partialValue, parameterCount),
        tokenCount > 1
          ? "each head has GL symmetries of queries and keys and a scaling"
          : "each head has symmetries of its symmetric form and a scaling"))
    if let ambient = ambientDimension {
      bounds += [mixedHeads, pairsOfHeads, singleOutput, spannedOutputs(ambient)].compactMap { $0 }
    }
    return bounds
  }

  /// The dimension of all forms: matrices, or at t = 1 symmetric ones.
  private var allForms: Int {
    tokenCount > 1 ? dimension * dimension : dimension * (dimension + 1) / 2
  }

  /// h - c, at least 1, moves of each form: the forms of rank r in the span of all h near it have
  /// codimension at most c there.
  private var movesPerHead: Int { max(1, headCount - (allForms - formDimension)) }

  private var mixedHeads: RankBound? {
    let values = outputDimension * dimension
    // The V_h and the forms are independent only up to so many heads.
    guard movesPerHead > 1, headCount <= min(values, allForms) else { return nil }
    return RankBound(
      headCount * (formDimension + values - movesPerHead),
      "each head's form can move in the span of all, \(movesPerHead) dimensions")
  }

  private var pairsOfHeads: RankBound? {
    let (d, h) = (dimension, headCount)
    let common = 2 * attentionRank - d
    guard outputDimension == 1, tokenCount > 1, h > 1, h <= d, common > 0 else { return nil }
    return RankBound(
      h * (formDimension + d - movesPerHead) - common * h * (h - 1) / 2,
      "the single output allows \(common) moves of each pair of heads, and "
        + "\(movesPerHead) of each head")
  }

  private var singleOutput: RankBound? {
    guard outputDimension == 1, headCount > 1 else { return nil }
    let (d, n) = (dimension, min(headCount, dimension))
    let count: Int
    if tokenCount > 1 {
      count = d * (d * n - n * (n - 1) / 2)
    } else {
      count = cubics(d) - cubics(d - n)
    }
    return RankBound(
      n * (d - n) + count, "the single output lies in the ideal of \(n) linear forms")
  }

  private func cubics(_ d: Int) -> Int { d * (d + 1) * (d + 2) / 6 }

  private func spannedOutputs(_ ambient: Int) -> RankBound? {
    let span = headCount.multipliedReportingOverflow(by: dimension)
    guard !span.overflow, span.partialValue < outputDimension,
      let fewer = try? LightningAttention(
        dimension: dimension, headDimension: headDimension, outputDimension: span.partialValue,
        headCount: headCount, tokenCount: tokenCount),
      let rest = fewer.rankBounds.min(by: { $0.value < $1.value })
    else { return nil }
    let n = span.partialValue
    return RankBound(
      n * (outputDimension - n) + rest.value,
      "the outputs span at most \(n) dimensions: a choice of their space, then \(rest.value) "
        + "(\(rest.because))")
  }
}
