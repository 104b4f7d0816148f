public import ExactAlgebra

/// A polynomial map from weights to what a loss can identify, over any ring.
///
/// With squared loss and a realisable target, `L(w) - L(w*)` is comparable to
/// `||phi(w) - phi(w*)||^2`, so the learning coefficient is that of `phi`.
public protocol IdentifiableMap: Sendable {
  /// D, the columns of the Jacobian.
  var parameterCount: Int { get }
  /// N, the rows of the Jacobian.
  var coordinateCount: Int { get }
  /// The largest degree of an entry of the Jacobian as a polynomial in the weights.
  var jacobianDegree: Int { get }

  /// `phi(w)`, N elements; nil when an input does not lie in the ring.
  func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]?

  /// The Jacobian at `w`, N x D, by the derivative written out by hand; nil when an input does not
  /// lie in the ring.
  func jacobian<R: Ring>(at weights: [R.Element], in ring: R) -> Matrix<R.Element>?
}

extension IdentifiableMap {
  /// `J(w) n` by one evaluation over dual numbers: independent of the written-out Jacobian.
  @inlinable public func derivative<R: Ring>(
    at weights: [R.Element], along direction: [R.Element], in ring: R
  ) -> [R.Element]? {
    let point = zip(weights, direction).map { Dual($0, $1) }
    return values(at: point, in: DualRing(ring))?.map(\.derivative)
  }

  /// The Jacobian, column by column, from dual numbers; cost D evaluations of the map.
  @inlinable public func jacobianByDualNumbers<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    var rows: [[R.Element]] = []
    var direction = Array(repeating: ring.zero, count: parameterCount)
    for i in 0..<parameterCount {
      direction[i] = ring.one
      guard let column = derivative(at: weights, along: direction, in: ring) else { return nil }
      rows.append(column)
      direction[i] = ring.zero
    }
    return Matrix(rows: rows).transposed()
  }
}
