import ExactAlgebra

/// A loss at a point where it and its gradient vanish: the coefficient by the plainest method that decides it.
///
/// In this order: its own Newton polyhedron, two variables, charts (`Resolution`), and the regular part split off
/// by power series (`RegularPart`).
struct SingularPoint {
  /// Of the learning coefficient; both ends are known.
  private(set) var bounds: ThresholdBounds
  /// Why it is exact, or what stays open.
  private(set) var reason: String
  /// That K >= 0 near the point.
  private(set) var minimum: Verdict

  private static let seriesDegrees = [8, 14]

  /// - Parameters:
  ///   - local: K in the distance from the point.
  ///   - squares: polynomials that vanish at the point, the sum of whose squares is comparable to K.
  ///   - value: of the loss at the point.
  /// - Throws: `PolynomialCoefficient.Failure` where K takes negative values nearby.
  init(
    _ local: SparsePolynomial, squares: [SparsePolynomial]?, prior: [Int]?, names: [String],
    value: Rational
  ) throws(PolynomialCoefficient.Failure) {
    let polyhedron = NewtonPolyhedron(local, prior: prior)
    for vertex in polyhedron.vertices
    where vertex.contains(where: { $0 % 2 != 0 }) || local[vertex].signum < 0 {
      throw .notMinimum(
        why: "the vertex \(local.text(vertex, names)) of its Newton polyhedron makes it smaller nearby",
        loss: value)
    }
    let doubtful = polyhedron.doubtful
    minimum =
      squares != nil
      ? .holds(because: "it is a sum of squares")
      : doubtful.isEmpty
        ? .holds(because: "the monomials that decide are even and positive")
        : .undecided(
          because: "every vertex is even and positive; the faces may vanish or change sign")
    bounds = .exactly(polyhedron.coefficient, polyhedron.multiplicity)
    reason = "K is non-degenerate: every monomial on a compact face is even with a positive coefficient"
    if doubtful.isEmpty { return }
    let order = Rational(1, local.terms.keys.map { $0.reduce(0, +) }.min() ?? 1)
    bounds = ThresholdBounds(lower: order, upper: polyhedron.coefficient, multiplicity: nil)
    let isFlat = (prior ?? []).allSatisfy { $0 == 0 }
    if local.variables == 2, isFlat, try decidePlane(local, value) { return }
    try decideCharts(local, squares, prior, value)
    if !bounds.isExact, isFlat { try decideSeries(local, value) }
    if bounds.isExact {
      if squares == nil { minimum = .holds(because: "shown in every chart") }
    } else {
      reason =
        "from above by Newton polyhedra, from below by orders; whether the face with "
        + "\(local.text(doubtful[0], names)) vanishes off the axes was not decided"
    }
  }

  /// - Returns: whether it is decided.
  private mutating func decidePlane(
    _ local: SparsePolynomial, _ value: Rational
  ) throws(PolynomialCoefficient.Failure) -> Bool {
    do {
      let found = try PlaneSingularity(local)
      guard let order = found.coefficient.multiplicity else { return false }
      bounds = .exactly(found.coefficient.value, order)
      reason =
        found.changes == 0
        ? "two variables, and the coordinates are adapted"
        : "two variables, in adapted coordinates, \(found.changes) changes from the given ones"
      return true
    } catch .changesSign {
      throw .notMinimum(why: "it changes its sign at a branch of its zeros", loss: value)
    } catch {
      return false
    }
  }

  private mutating func decideCharts(
    _ local: SparsePolynomial, _ squares: [SparsePolynomial]?, _ prior: [Int]?, _ value: Rational
  ) throws(PolynomialCoefficient.Failure) {
    let density = prior ?? [Int](repeating: 0, count: local.variables)
    var resolution = Resolution()
    let form: LocalIdeal.Form = squares == nil ? .loss : .squares
    let found = resolution.threshold(
      of: LocalIdeal(squares ?? [local], form: form, density: density)
    ).divided(by: form == .squares ? 2 : 1)
    if resolution.changesSign {
      throw .notMinimum(why: "it changes its sign at a branch of its zeros", loss: value)
    }
    bounds = bounds.meeting(found)
    if bounds.isExact {
      reason =
        resolution.charts == 0
        ? "monomials decide after exact changes of coordinates"
        : "monomials decide in every chart of \(resolution.charts), after at most \(resolution.depth) "
          + "blow-ups and exact changes of coordinates"
    }
  }

  private mutating func decideSeries(
    _ local: SparsePolynomial, _ value: Rational
  ) throws(PolynomialCoefficient.Failure) {
    for degree in Self.seriesDegrees {
      guard let part = RegularPart(local, through: degree) else { return }
      if part.isIndefinite {
        throw .notMinimum(why: "its Hessian has a negative eigenvalue", loss: value)
      }
      bounds = bounds.meeting(part.coefficient)
      if bounds.isExact {
        reason =
          "\(part.rank) squares split off, and monomials decide the rest, known through degree \(degree)"
        return
      }
    }
  }
}
