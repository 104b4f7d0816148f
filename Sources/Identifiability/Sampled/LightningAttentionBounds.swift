public import ModelFamilies

extension LightningAttention {
  /// Upper bounds of the dimension whatever the weights:
  ///
  /// - the coefficients;
  /// - h times `K^T Q` of rank r = min(a, d) (GL_r acts on Q and K) and V up to scaling;
  /// - with no constraint on the forms (all matrices, or at t = 1 all symmetric ones) GL_h acts on the
  ///   heads: `sum_h V_h (x) A_h` is a matrix of rank n <= h, n (e d + q - n), q the dimension of a form;
  /// - one output: its coefficients are forms in the ideal of the n = min(h, d) linear forms V_h: a
  ///   choice of these, n (d - n), and of the forms;
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
      bounds += [mixedHeads, singleOutput, spannedOutputs(ambient)].compactMap { $0 }
    }
    return bounds
  }

  private var mixedHeads: RankBound? {
    let (d, forms) = (dimension, dimension * (dimension + 1) / 2)
    let all = tokenCount > 1 ? d * d : forms
    guard headCount > 1, formDimension == all else { return nil }
    let values = outputDimension * d
    let n = min(headCount, values, all)
    return RankBound(n * (values + all - n), "GL symmetries between heads whose forms are free")
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
