import ExactAlgebra

/// The learning coefficient of a polynomial K(x, y) >= 0 at the origin, complete.
///
/// In coordinates that are adapted the Newton polygon gives it exactly (Varchenko 1976; Ikromov and Mueller 2011):
/// lambda = 1/t, (t, t) where the diagonal enters, with multiplicity 2 where that is a vertex, or where a root
/// of the principal edge has multiplicity t, and 1 elsewhere. Coordinates are not adapted exactly if the diagonal enters
/// at a compact edge whose polynomial, in u = x^p / y^q with p and q coprime, has a real root of multiplicity above
/// t. With W the weight of the edge, t = W/(p + q) and a factor of degree e and multiplicity n has
/// `n e p q <= W`: so n > t leaves e < 1/p + 1/q, hence e = 1 and p = 1 or q = 1. That root c is rational, and
/// `x -> x + c y^q` or `y -> y + x^p / c` straightens it.
///
/// That need not end: a power of a smooth branch that is no graph of a polynomial. The branch is then a
/// component of K, which Bezout's theorem shows after finitely many steps: the (n-1)-th derivative over y vanishes
/// on a smooth branch `y = phi(x)`, phi of order e; if the derivatives of lower order j vanish along it to an order
/// above (deg K)^2, they vanish identically. So K = (y - phi)^n R, R of an order A < n in x, and lambda = 1/n.
struct PlaneSingularity {
  let coefficient: LearningCoefficient
  /// Changes of coordinates that it took.
  let changes: Int

  /// Steps, and terms, after which nothing is decided.
  private static let stepLimit = 200
  private static let termLimit = 4000

  enum Failure: Error {
    /// K changes its sign at a branch of its zeros.
    case changesSign
    case tooManySteps
  }

  /// - Parameter polynomial: in two variables, without a constant or linear term.
  init(_ polynomial: SparsePolynomial) throws(Failure) {
    var current = polynomial
    let bound = polynomial.degree * polynomial.degree
    for step in 0..<Self.stepLimit {
      let polygon = NewtonPolyhedron(current)
      let t = .one / polygon.coefficient
      guard let edge = PrincipalEdge(polygon, t: t) else {
        coefficient = LearningCoefficient(
          polygon.coefficient, multiplicity: polygon.multiplicity)
        changes = step
        return
      }
      let real = edge.polynomial.squareFreeFactors.filter { $0.factor.realRootCount > 0 }
      if real.contains(where: { $0.multiplicity % 2 == 1 }) { throw .changesSign }
      guard let steep = real.first(where: { Rational($0.multiplicity) > t }) else {
        let touches = real.contains { Rational($0.multiplicity) == t }
        coefficient = LearningCoefficient(
          polygon.coefficient, multiplicity: touches ? 2 : polygon.multiplicity)
        changes = step
        return
      }
      if edge.isComponent(of: current, multiplicity: steep.multiplicity, bound: bound) {
        coefficient = LearningCoefficient(Rational(1, steep.multiplicity), multiplicity: 1)
        changes = step
        return
      }
      let root = -steep.factor.coefficients[0] / steep.factor.coefficients[1]
      current = edge.straightened(current, root: root)
      guard current.terms.count <= Self.termLimit else { break }
    }
    throw .tooManySteps
  }
}

/// The compact edge of a polygon through which the diagonal enters, ends left out.
private struct PrincipalEdge {
  let p: Int
  let q: Int
  /// In u = x^p / y^q.
  let polynomial: UnivariatePolynomial

  /// Nil where the diagonal enters at a vertex or at an unbounded edge.
  init?(_ polygon: NewtonPolyhedron, t: Rational) {
    let vertices = polygon.vertices.sorted { $0[0] < $1[0] }
    guard
      let (left, right) = zip(vertices, vertices.dropFirst()).first(where: {
        Rational($0[0]) < t && t < Rational($1[0]) && Rational($1[1]) < t && t < Rational($0[1])
      })
    else { return nil }
    let (across, down) = (right[0] - left[0], left[1] - right[1])
    let parts = Self.greatestCommonDivisor(across, down)
    (p, q) = (across / parts, down / parts)
    let (stepAcross, stepDown) = (p, q)
    polynomial = UnivariatePolynomial(
      (0...parts).map { k in
        polygon.polynomial[[left[0] + stepAcross * k, left[1] - stepDown * k]]
      })
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// The polynomial with the branch `x^p = root y^q` on an axis; p or q is 1.
  func straightened(_ polynomial: SparsePolynomial, root: Rational) -> SparsePolynomial {
    let (x, y) = (SparsePolynomial.variable(0, of: 2), SparsePolynomial.variable(1, of: 2))
    return p == 1
      ? polynomial.substituting([x + y.power(q).scaled(by: root), y])
      : polynomial.substituting([x, y + x.power(p).scaled(by: .one / root)])
  }

  /// Whether the branch at a root of this multiplicity is shown to be a component.
  ///
  /// - Parameter bound: (deg K)^2 in the coordinates given.
  func isComponent(of polynomial: SparsePolynomial, multiplicity n: Int, bound: Int) -> Bool {
    // The straightened variable has the exponent b, the other one a; phi has the order e.
    let order = p == 1 ? q : p
    let pairs = polynomial.terms.keys.map { p == 1 ? (a: $0[1], b: $0[0]) : (a: $0[0], b: $0[1]) }
    guard pairs.contains(where: { $0.b == n && $0.a < n }) else { return false }
    return (0..<n - 1).allSatisfy { j in
      pairs.allSatisfy { $0.b < j || $0.a + ($0.b - j) * order > bound }
    }
  }
}
