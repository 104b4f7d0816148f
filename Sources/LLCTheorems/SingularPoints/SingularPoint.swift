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
  ///   - allowance: of the resolution.
  ///   - series: whether the regular part is split off where charts do not decide; with many variables that takes long.
  /// - Throws: `PolynomialCoefficient.Failure` where K takes negative values nearby.
  init(
    _ local: SparsePolynomial, squares: [SparsePolynomial]?, prior: [Int]?, names: [String],
    value: Rational, allowance: Int = 200_000, series: Bool = true
  ) throws(PolynomialCoefficient.Failure) {
    let isFlat = (prior ?? []).allSatisfy { $0 == 0 }
    let order = local.terms.keys.map { $0.reduce(0, +) }.min() ?? 1
    bounds = ThresholdBounds(lower: Rational(1, order), upper: nil, multiplicity: nil)
    guard squares == nil else {
      minimum = .holds(because: "it is a sum of squares")
      reason =
        "from above by Newton polyhedra, from below by orders; no charts were found in which monomials decide"
      try decideCharts(local, squares, prior, value, allowance)
      if !bounds.isExact, isFlat, series { try decideSeries(local, value) }
      return
    }
    let polyhedron = NewtonPolyhedron(local, prior: prior)
    for vertex in polyhedron.vertices
    where vertex.contains(where: { $0 % 2 != 0 }) || local[vertex].signum < 0 {
      throw .notMinimum(
        why:
          "the vertex \(local.text(vertex, names)) of its Newton polyhedron makes it smaller nearby",
        loss: value)
    }
    guard let doubtful = polyhedron.doubtful.first else {
      minimum = .holds(because: "the monomials that decide are even and positive")
      bounds = .exactly(polyhedron.coefficient, polyhedron.multiplicity)
      reason =
        "K is non-degenerate: every monomial on a compact face is even with a positive coefficient"
      return
    }
    guard !polyhedron.hasPositiveFaces else {
      minimum = .holds(because: "every face polynomial is positive off the axes")
      bounds = .exactly(polyhedron.coefficient, polyhedron.multiplicity)
      reason =
        "K is non-degenerate: its face polynomials are positive off the axes, as products with positive terms show"
      return
    }
    bounds.upper = polyhedron.coefficient
    minimum = .undecided(
      because: "every vertex is even and positive; the faces may vanish or change sign")
    reason =
      "from above by Newton polyhedra, from below by orders; whether the face with "
      + "\(local.text(doubtful, names)) vanishes off the axes was not decided"
    if local.variables == 2, isFlat, try decidePlane(local, value) {
      minimum = .holds(because: "shown in adapted coordinates")
      return
    }
    try decideCharts(local, nil, prior, value, allowance)
    if !bounds.isExact, isFlat, series { try decideSeries(local, value) }
    if bounds.isExact { minimum = .holds(because: "shown where its value was") }
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
    _ local: SparsePolynomial, _ squares: [SparsePolynomial]?, _ prior: [Int]?, _ value: Rational,
    _ allowance: Int
  ) throws(PolynomialCoefficient.Failure) {
    let density = prior ?? [Int](repeating: 0, count: local.variables)
    var resolution = Resolution(allowance: allowance)
    let form: LocalIdeal.Form = squares == nil ? .loss : .squares
    let found = resolution.threshold(
      of: LocalIdeal(squares ?? [local], form: form, density: density)
    ).divided(by: form == .squares ? 2 : 1)
    if resolution.changesSign {
      throw .notMinimum(why: "it changes its sign at a branch of its zeros", loss: value)
    }
    // Where the sign is open, so is what the charts say.
    guard !resolution.hasOpenSign else { return }
    bounds = bounds.meeting(found)
    if bounds.isExact {
      let regular =
        switch resolution.squares {
        case 0: ""
        case 1: "1 square split off; "
        case let count: "\(count) squares split off; "
        }
      reason =
        regular
        + (resolution.charts == 0
          ? "monomials decide after exact changes of coordinates"
          : "monomials decide in every chart of a resolution, after at most \(resolution.depth) blow-ups in a row")
    }
  }

  private mutating func decideSeries(
    _ local: SparsePolynomial, _ value: Rational
  ) throws(PolynomialCoefficient.Failure) {
    for degree in Self.seriesDegrees {
      guard let part = RegularPart(local, through: degree) else { return }
      if part.isIndefinite {
        throw .notMinimum(
          why: "it is negative nearby once its regular part is split off", loss: value)
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
