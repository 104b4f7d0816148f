public import ExactAlgebra
import Identifiability

/// The coefficient of a polynomial loss at a rational point, by its Newton polyhedron.
public enum PolynomialCoefficient: ClosedForm {
  public static let identifier = "polynomial"
  public static let title = "polynomial loss at a point"
  public static let source =
    "Varchenko 1976; Watanabe 2009, theorem 6.7; in the plane Ikromov and Mueller 2011"
  public static let statement =
    "lambda <= 1/t, t (1, ..., 1) on the boundary of the Newton polyhedron; equality where K is non-degenerate, and "
    + "for two variables always, in adapted coordinates"
  public static let page = "PolynomialCoefficient"

  /// Why a point has no learning coefficient.
  public enum Failure: Error, Equatable, CustomStringConvertible {
    case notCritical(loss: Rational, gradient: [Rational])
    case constant(loss: Rational)
    case notMinimum(why: String, loss: Rational)

    public var description: String {
      switch self {
      case .notCritical(let loss, let gradient):
        "the point is no minimum: the loss there is \(loss) and its gradient ("
          + gradient.map(\.description).joined(separator: ", ") + ")"
      case .constant(let loss): "the loss is constant, \(loss): every point is a minimum"
      case .notMinimum(let why, let loss):
        "the point is no minimum: the loss there is \(loss), its gradient zero, and \(why)"
      }
    }
  }

  /// - Parameters:
  ///   - loss: L; K is L less its value at the point.
  ///   - names: of the variables.
  ///   - prior: h_i of a prior `prod |w_i - point_i|^(h_i)`; zeros when nil.
  /// - Throws: `Failure`.
  public static func report(
    _ loss: SparsePolynomial, names: [String], at point: [Rational], prior: [Int]? = nil
  ) throws(Failure) -> ClosedFormReport {
    let n = loss.variables
    let value = loss.value(at: point)
    let local = loss.shifted(by: point) - .constant(value, variables: n)
    guard !local.isZero else { throw .constant(loss: value) }
    let gradient = (0..<n).map { loss.derivative($0).value(at: point) }
    guard gradient.allSatisfy({ $0.signum == 0 }) else {
      throw .notCritical(loss: value, gradient: gradient)
    }
    let polyhedron = NewtonPolyhedron(local, prior: prior)
    for vertex in polyhedron.vertices
    where vertex.contains(where: { $0 % 2 != 0 }) || local[vertex].signum < 0 {
      throw .notMinimum(
        why:
          "the vertex \(text(vertex, names, local[vertex])) of its Newton polyhedron makes it smaller nearby",
        loss: value)
    }
    let doubtful = polyhedron.doubtful
    let minimum = Assumption(
      "K >= 0 near the point",
      doubtful.isEmpty
        ? .holds(because: "the monomials that decide are even and positive")
        : .undecided(
          because: "every vertex is even and positive; the faces may vanish or change sign"))
    let exact: LearningCoefficient?
    let reason: String
    if doubtful.isEmpty {
      exact = LearningCoefficient(polyhedron.coefficient, multiplicity: polyhedron.multiplicity)
      reason =
        "K is non-degenerate: every monomial on a compact face is even with a positive coefficient"
    } else if n == 2, (prior ?? [0, 0]).allSatisfy({ $0 == 0 }) {
      (exact, reason) = try plane(local, value)
    } else {
      exact = nil
      reason =
        "whether the face with \(text(doubtful[0], names, local[doubtful[0]])) vanishes off the axes was not decided"
    }
    let form = "K = " + (local.terms.count <= 6 ? all(local, names) : "\(local.terms.count) terms")
    let prediction: Prediction =
      exact.map { .proved($0) }
      ?? .bounded(lower: leastPossible(local, prior: prior), upper: polyhedron.coefficient)
    return ClosedFormReport(
      family: identifier, weights: n,
      title: "\(form), at (\(point.map(\.description).joined(separator: ", ")))",
      rows: [
        .init(
          identifier,
          [
            minimum,
            Assumption(
              "K is non-degenerate, or the coordinates are adapted",
              exact == nil ? .undecided(because: reason) : .holds(because: reason)),
          ], prediction)
      ],
      because: exact == nil
        ? "from above by the Newton polyhedron, from below by the order of K; \(reason)" : reason,
      advice: "The coefficient of the loss at the point; the loss there is \(value).")
  }

  private static func plane(
    _ local: SparsePolynomial, _ value: Rational
  ) throws(Failure) -> (LearningCoefficient?, String) {
    do {
      let found = try PlaneSingularity(local)
      return (
        found.coefficient,
        found.changes == 0
          ? "two variables, and the coordinates are adapted"
          : "two variables, in adapted coordinates, \(found.changes) changes from the given ones"
      )
    } catch .changesSign {
      throw .notMinimum(
        why: "it changes its sign at a branch of its zeros", loss: value)
    } catch {
      return (nil, "adapted coordinates were not reached")
    }
  }

  /// 1/k, k the order of K: with a direction in which the k-th derivative does not vanish the set where K < eps
  /// meets each line in it in a length of at most a constant times eps^(1/k). A prior only makes it smaller.
  private static func leastPossible(_ local: SparsePolynomial, prior: [Int]?) -> Rational {
    let order = local.terms.keys.map { $0.reduce(0, +) }.min() ?? 1
    return Rational(1, order)
  }

  private static func text(_ exponents: [Int], _ names: [String], _ value: Rational) -> String {
    let factors = zip(names, exponents).filter { $0.1 > 0 }.map {
      $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)"
    }
    let coefficient = value == .one ? [] : [value == -.one ? "-1" : value.description]
    return (coefficient + factors).joined(separator: "*")
  }

  private static func all(_ polynomial: SparsePolynomial, _ names: [String]) -> String {
    polynomial.terms.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { text($0.key, names, $0.value) }.joined(separator: " + ")
  }
}
