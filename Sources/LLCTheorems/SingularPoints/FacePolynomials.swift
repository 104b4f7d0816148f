import ExactAlgebra

/// Face polynomials at points of which no coordinate is 0.
extension SparsePolynomial {
  /// That none vanishes with its gradient: the terms on the boundary have affinely independent exponents, or
  /// `r^2 + sum_i (w_i dr/dw_i)^2` has positive faces.
  func hasSmoothFaces(searches: Bool) -> Bool {
    if hasIndependentTerms { return true }
    guard searches else { return false }
    let slopes = (0..<variables).map { index in
      derivative(index) * .variable(index, of: variables)
    }
    let sum = ([self] + slopes).map { $0 * $0 }.reduce(SparsePolynomial(variables: variables), +)
    return NewtonPolyhedron(sum).hasPositiveFaces
  }

  /// Whether the exponents of the terms on the boundary of the polyhedron are affinely independent.
  private var hasIndependentTerms: Bool {
    let polyhedron = NewtonPolyhedron(self)
    let boundary = terms.keys.filter { !polyhedron.isInside($0) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let differences = boundary.dropFirst().map { zip($0, boundary[0]).map { Integer($0 - $1) } }
    return differences.isEmpty
      || (differences.count <= variables
        && FractionFreeElimination.rankProfile(of: Matrix(rows: differences)).rank
          == differences.count)
  }

  /// Whether two vertices have different signs in some orthant.
  var hasOpposedVertices: Bool {
    let vertices = NewtonPolyhedron(self).vertices
    return vertices.contains { other in
      self[other].signum != self[vertices[0]].signum
        || zip(other, vertices[0]).contains { ($0 - $1) % 2 != 0 }
    }
  }

  /// That it is positive near 0 off the axes, or negative. False says nothing.
  var hasOneSignOffAxes: Bool {
    guard !hasOpposedVertices else { return false }
    if hasIndependentTerms { return true }
    let plain = divided(byMonomial: monomialContent)
    return NewtonPolyhedron(plain).hasPositiveFaces || NewtonPolyhedron(-plain).hasPositiveFaces
  }

  /// Whether a polynomial of which every term is on one face of its polyhedron has zeros off the axes near 0; nil where that is
  /// not decided.
  ///
  /// - Parameter isCompact: of the face; zeros on another are near 0 only where its compact faces have some.
  func vanishesOffAxes(isCompact: Bool) -> Bool? {
    if hasOpposedVertices { return true }
    if hasOneSignOffAxes { return false }
    return isCompact && changesSignAtCorners ? true : nil
  }

  private static let cornerLimit = 10

  /// Whether its sign where all coordinates are 1 or -1 is not that of its vertices, which have one.
  private var changesSignAtCorners: Bool {
    let plain = divided(byMonomial: monomialContent)
    let sign = self[NewtonPolyhedron(self).vertices[0]].signum
    let used = plain.support
    guard used.count <= Self.cornerLimit else { return false }
    return (0..<(1 << used.count)).contains { mask in
      var corner = [Rational](repeating: .one, count: variables)
      for (place, index) in used.enumerated() where mask >> place & 1 == 1 { corner[index] = -1 }
      return plain.value(at: corner).signum != sign
    }
  }
}
