public import ModelFamilies

extension PolynomialNetwork {
  /// Upper bounds of the dimension that hold whatever the weights: the ambient space, the scalings of
  /// the hidden units, and the smallest that runs of layers and narrow ends give (`LayerBounds`).
  public var rankBounds: [RankBound] {
    var bounds: [RankBound] = []
    if let ambient = ambientDimension {
      bounds.append(RankBound(ambient, "the rank is at most the number of coefficients"))
    }
    bounds.append(
      RankBound(
        parameterCount - hiddenUnitCount, "each hidden unit has its scaling symmetry"))
    var layers = LayerBounds()
    let best = layers.bound(widths: widths, degrees: degrees)
    if best.value < bounds.map(\.value).min() ?? .max { bounds.append(best) }
    return bounds
  }
}

/// Upper bounds of the dimension of polynomial networks from those of smaller ones.
///
/// For U(d_0, ..., d_L), the smallest of
///
/// - the ambient dimension, and d_0 d_1 for one layer;
/// - U(d_0, ..., d_k) + U(d_k, ..., d_L) - d_k: the image depends on two shorter networks, up to the
///   scaling of the d_k units between them (the recursive bound of Kileel, Trager and Bruna 2019);
/// - d_1 (d_0 - d_1) + U(d_1, d_1, d_2, ...) when d_1 < d_0: outputs are polynomials in d_1 linear
///   forms, which span one of the d_1-dimensional spaces of forms;
/// - d_{L-1} (d_L - d_{L-1}) + U(..., d_{L-1}, d_{L-1}) when d_{L-1} < d_L: outputs span at most
///   d_{L-1} dimensions;
/// - one hidden layer: the exceptions of the literature (`SecantExceptions`).
struct LayerBounds {
  private struct Key: Hashable {
    let widths: [Int]
    let degrees: [Int]
  }

  private var known: [Key: RankBound] = [:]

  mutating func bound(widths: [Int], degrees: [Int]) -> RankBound {
    let last = widths.count - 1
    if last == 1 { return RankBound(widths[0] * widths[1], "the number of weights") }
    let key = Key(widths: widths, degrees: degrees)
    if let value = known[key] { return value }
    guard let network = try? PolynomialNetwork(widths: widths, degrees: degrees) else {
      return RankBound(.max, "beyond counting")
    }
    var best = RankBound(
      network.parameterCount - network.hiddenUnitCount,
      "each hidden unit has its scaling symmetry")
    func consider(_ value: Int, _ because: @autoclosure () -> String, source: String? = nil) {
      if value < best.value { best = RankBound(value, because(), source: source) }
    }
    if let ambient = network.ambientDimension {
      consider(ambient, "the number of coefficients")
    }
    if last == 2, let found = SecantExceptions.bound(network) {
      consider(found.value, found.because, source: found.source)
    }
    for k in 1..<last {
      let front = bound(widths: Array(widths[...k]), degrees: Array(degrees[..<(k - 1)]))
      let back = bound(widths: Array(widths[k...]), degrees: Array(degrees[k...]))
      consider(
        front.value + back.value - widths[k],
        "layers 1 to \(k) have at most \(front.value) dimensions (\(front.because)), the others "
          + "\(back.value) (\(back.because)), and \(widths[k]) scalings between them are lost",
        source: front.source ?? back.source)
    }
    let (first, output) = (widths[1], widths[last - 1])
    if first < widths[0] {
      let square = bound(widths: [first] + widths.dropFirst(), degrees: degrees)
      consider(
        first * (widths[0] - first) + square.value,
        "the outputs are polynomials in \(first) linear forms: a choice of their space, then "
          + "\(square.value) (\(square.because))", source: square.source)
    }
    if output < widths[last] {
      let square = bound(widths: widths.dropLast() + [output], degrees: degrees)
      consider(
        output * (widths[last] - output) + square.value,
        "the outputs span at most \(output) dimensions: a choice of their space, then "
          + "\(square.value) (\(square.because))", source: square.source)
    }
    known[key] = best
    return best
  }
}
