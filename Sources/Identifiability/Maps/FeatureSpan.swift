public import ExactAlgebra
public import ModelFamilies

/// The span of the second-order features of a set of inputs.
public enum FeatureSpan {
  /// The matrix whose row i holds the entries (a, b), a <= b, of `x_i x_i^T` and, with `affine`,
  /// also the entries of `x_i` and a 1. Centred: row i minus row 0, for i > 0. Nil when an input
  /// does not lie in the ring.
  ///
  /// The inputs identify quadratic forms exactly when its rank is d(d+1)/2 (affine:
  /// (d+1)(d+2)/2).
  public static func matrix<R: Ring>(
    of inputs: InputSet, affine: Bool, centred: Bool, in ring: R
  ) -> Matrix<R.Element>? {
    let d = inputs.dimension
    let columns = d * (d + 1) / 2 + (affine ? d + 1 : 0)
    var elements: [R.Element] = []
    elements.reserveCapacity(inputs.count * columns)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      var x = Array(repeating: ring.zero, count: d)
      for (index, value) in input { x[index] = value }
      for a in 0..<d { for b in a..<d { elements.append(ring.multiply(x[a], x[b])) } }
      if affine {
        elements += x
        elements.append(ring.one)
      }
    }
    if centred {
      elements = Differences.ofRows(elements, rowCount: inputs.count, in: ring)
    }
    return Matrix(
      rows: inputs.count - (centred ? 1 : 0), columns: columns, elements: elements)
  }

  /// The matrix whose row i holds the features `(w_j . x_i)^2`, j = 1 ... m, of a frozen hidden
  /// layer; centred as above. `lambda = K/2 rank` for the loss in the output weights alone.
  public static func hiddenFeatures<R: Ring>(
    of network: QuadraticNetwork, weights: [R.Element], on inputs: InputSet, centred: Bool,
    in ring: R
  ) -> Matrix<R.Element>? {
    let map = QuadraticDataMap(network, inputs: inputs, centred: false)
    var elements: [R.Element] = []
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      elements += map.innerProducts(input, weights, ring).map { ring.square($0) }
    }
    if centred {
      elements = Differences.ofRows(elements, rowCount: inputs.count, in: ring)
    }
    return Matrix(
      rows: inputs.count - (centred ? 1 : 0), columns: network.width, elements: elements)
  }
}
