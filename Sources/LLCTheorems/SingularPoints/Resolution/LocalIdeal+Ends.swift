import ExactAlgebra

/// Where a resolution ends: thresholds that are known at once, and bounds that always hold.
extension LocalIdeal {
  /// The threshold where the polyhedron decides it, or in the plane; nil elsewhere.
  ///
  /// - Parameter searches: whether to look for a proof that face polynomials are positive, which can take a second.
  func known(searches: Bool) -> ThresholdBounds? {
    if generators.isEmpty { return .exactly(0, 1) }
    return nondegenerate(searches: searches) ?? hypersurface(searches: searches) ?? plane()
  }

  /// The threshold by the polyhedron where that is exact.
  func nondegenerate(searches: Bool = true) -> ThresholdBounds? {
    let polyhedron = polyhedron
    guard isNondegenerate(polyhedron) || (searches && hasPositiveFaces) else { return nil }
    return .exactly(polyhedron.coefficient, polyhedron.multiplicity)
  }

  /// No face of the loss has a zero off the coordinate planes; false for the square of one polynomial, which `hypersurface` decides.
  private var hasPositiveFaces: Bool {
    guard form == .loss || generators.count > 1,
      places.indices.allSatisfy({ places[$0] == .zero || !occurs($0) })
    else { return false }
    return NewtonPolyhedron(loss).hasPositiveFaces
  }

  /// The polynomial itself, or the sum of the squares.
  private var loss: SparsePolynomial {
    form == .loss
      ? generators[0]
      : generators.map { $0 * $0 }.reduce(SparsePolynomial(variables: variables), +)
  }

  /// The threshold of one polynomial `w^m r^k`, where no face polynomial of r vanishes with its gradient off the axes.
  ///
  /// The zeros of r are one more divisor of a toric resolution, smooth and across the others, of order k. They meet the
  /// divisors of a face where its polynomial vanishes off the axes.
  private func hypersurface(searches: Bool) -> ThresholdBounds? {
    guard form == .squares, generators.count == 1,
      places.indices.allSatisfy({ places[$0] == .zero || !occurs($0) })
    else { return nil }
    let content = generators[0].monomialContent
    let rest = generators[0].divided(byMonomial: content)
    let (root, exponent) = rest.properPower() ?? (rest, 1)
    guard root.hasSmoothFaces(searches: searches) else { return nil }
    func power(_ key: [Int]) -> [Int] { zip(content, key).map { $0 + exponent * $1 } }
    let whole = NewtonPolyhedron(
      SparsePolynomial(
        variables: variables,
        terms: Dictionary(uniqueKeysWithValues: root.terms.keys.map { (power($0), .one) })),
      prior: density)
    let (value, order, zeros) = (whole.coefficient, whole.multiplicity, Rational(1, exponent))
    if value < zeros { return .exactly(value, order) }
    let onFace = Set(whole.face)
    let face = SparsePolynomial(
      variables: variables, terms: root.terms.filter { onFace.contains(power($0.key)) })
    let vanishes = face.vanishesOffAxes(isCompact: whole.isFaceCompact)
    if value == zeros { return vanishes.map { .exactly(value, order + ($0 ? 1 : 0)) } }
    if root.hasOpposedVertices || vanishes == true { return .exactly(zeros, 1) }
    return root.hasOneSignOffAxes ? .exactly(value, order) : nil
  }

  /// No face of the polyhedron has a zero off the coordinate planes: each holds a vertex of some generator whose terms
  /// on the boundary have one sign there.
  private func isNondegenerate(_ polyhedron: NewtonPolyhedron) -> Bool {
    if form == .squares, generators.allSatisfy({ $0.terms.count == 1 }) { return true }
    guard
      generators.allSatisfy({ $0.terms.count == 1 })
        || places.indices.allSatisfy({ places[$0] == .zero || !occurs($0) })
    else { return false }
    var uncovered = Set(polyhedron.vertices)
    for generator in generators {
      let terms = generator.terms.filter { !polyhedron.isInside($0.key) }
      guard let (key, value) = terms.first else { continue }
      if form == .loss, value.signum < 0 || key.contains(where: { $0 % 2 != 0 }) { return false }
      let hasOneSign = terms.allSatisfy { term in
        term.value.signum == value.signum && zip(term.key, key).allSatisfy { ($0 - $1) % 2 == 0 }
      }
      if hasOneSign { uncovered.subtract(terms.keys) }
    }
    return uncovered.isEmpty
  }

  /// Two variables, both zero: `PlaneSingularity` is complete.
  private func plane() -> ThresholdBounds? {
    let used = places.indices.filter { occurs($0) }
    guard used.count == 2, used.allSatisfy({ places[$0] == .zero && density[$0] == 0 }) else {
      return nil
    }
    let flat = SparsePolynomial(
      variables: 2,
      terms: Dictionary(
        uniqueKeysWithValues: loss.terms.map { ([$0.key[used[0]], $0.key[used[1]]], $0.value) }))
    let isPositive = NewtonPolyhedron(flat).vertices.allSatisfy { vertex in
      flat[vertex].signum > 0 && vertex.allSatisfy { $0 % 2 == 0 }
    }
    guard isPositive, let found = try? PlaneSingularity(flat).coefficient,
      let order = found.multiplicity
    else {
      return nil
    }
    return .exactly(found.value * (form == .loss ? 1 : 2), order)
  }

  /// From below where nothing is decided: with m the monomial that divides every generator and d the least degree of what is
  /// left of one, `s < 1/d` and `s < (1 + h_i)/(m_i + d)` for every i are enough.
  ///
  /// A polynomial of degree d has order at most d at every point, so that `|f|^(-s)` is integrable for s < 1/d; the
  /// other factor by Hoelder's inequality.
  func leastThreshold() -> Rational {
    let contents = generators.map(\.monomialContent)
    let common = contents.dropFirst().reduce(contents[0]) { zip($0, $1).map { min($0, $1) } }
    let degree = generators.map { $0.degree }.min()! - common.reduce(0, +)
    let shared = places.indices.filter { common[$0] > 0 && places[$0] != .nonzero }.map {
      Rational(1 + density[$0], common[$0] + degree)
    }
    return (shared + (degree > 0 ? [Rational(1, degree)] : [])).min()!
  }
}
