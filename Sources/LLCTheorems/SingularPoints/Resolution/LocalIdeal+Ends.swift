import ExactAlgebra

/// Where a resolution ends: thresholds that are known at once, and bounds that always hold.
extension LocalIdeal {
  /// The threshold where the polyhedron decides it, or in the plane; nil elsewhere.
  func known() -> ThresholdBounds? {
    if generators.isEmpty { return .exactly(0, 1) }
    return nondegenerate() ?? hypersurface() ?? plane()
  }

  /// The threshold by the polyhedron where that is exact.
  func nondegenerate() -> ThresholdBounds? {
    let polyhedron = polyhedron
    guard isNondegenerate(polyhedron) else { return nil }
    return .exactly(polyhedron.coefficient, polyhedron.multiplicity)
  }

  /// The threshold of one polynomial `w^m r^k`, where the terms of r on the boundary of its polyhedron have affinely
  /// independent exponents.
  ///
  /// The zeros of r are one more divisor of a toric resolution, smooth and across the others, of order k. They meet the
  /// divisors of a face where terms of that face have different signs in some orthant.
  private func hypersurface() -> ThresholdBounds? {
    guard form == .squares, generators.count == 1,
      places.indices.allSatisfy({ places[$0] == .zero || !occurs($0) })
    else { return nil }
    let content = generators[0].monomialContent
    let rest = generators[0].divided(byMonomial: content)
    let (root, exponent) = rest.properPower() ?? (rest, 1)
    let own = NewtonPolyhedron(root)
    let boundary = root.terms.keys.filter { !own.isInside($0) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let differences = boundary.dropFirst().map { zip($0, boundary[0]).map { Integer($0 - $1) } }
    guard differences.count <= variables,
      differences.isEmpty
        || FractionFreeElimination.rankProfile(of: Matrix(rows: differences)).rank
          == differences.count
    else { return nil }
    let whole = polyhedron
    let (value, order, zeros) = (whole.coefficient, whole.multiplicity, Rational(1, exponent))
    if value < zeros || !root.hasOpposedSigns(among: own.vertices) { return .exactly(value, order) }
    if value > zeros { return .exactly(zeros, 1) }
    let onFace = own.vertices.filter { vertex in
      whole.face.contains(zip(content, vertex).map { $0 + exponent * $1 })
    }
    return .exactly(value, order + (root.hasOpposedSigns(among: onFace) ? 1 : 0))
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
    let squared =
      form == .loss ? generators : generators.map { $0 * $0 }
    let sum = squared.reduce(SparsePolynomial(variables: variables), +)
    let flat = SparsePolynomial(
      variables: 2,
      terms: Dictionary(
        uniqueKeysWithValues: sum.terms.map { ([$0.key[used[0]], $0.key[used[1]]], $0.value) }))
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

extension SparsePolynomial {
  /// Whether two of these terms have different signs in some orthant.
  fileprivate func hasOpposedSigns(among monomials: [[Int]]) -> Bool {
    guard let first = monomials.first else { return false }
    return monomials.contains { other in
      self[other].signum != self[first].signum || zip(other, first).contains { ($0 - $1) % 2 != 0 }
    }
  }
}
