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
  ///   - squares: polynomials g_i for which the sum of their squares is comparable to L, up to numbers added
  ///     (`PolynomialText.squares`); nil where no such form is known.
  ///   - names: of the variables.
  ///   - prior: h_i of a prior `prod |w_i - point_i|^(h_i)`; zeros when nil.
  /// - Throws: `Failure`.
  public static func report(
    _ loss: SparsePolynomial, squares: [SparsePolynomial]? = nil, names: [String],
    at point: [Rational], prior: [Int]? = nil
  ) throws(Failure) -> ClosedFormReport {
    let value = loss.value(at: point)
    let local = loss.shifted(by: point) - .constant(value, variables: loss.variables)
    guard !local.isZero else { throw .constant(loss: value) }
    let gradient = (0..<loss.variables).map { loss.derivative($0).value(at: point) }
    guard gradient.allSatisfy({ $0.signum == 0 }) else {
      throw .notCritical(loss: value, gradient: gradient)
    }
    let singularity = try SingularPoint(
      local, squares: moved(squares, to: point), prior: prior, names: names, value: value)
    let form =
      "K = " + (local.terms.count <= 6 ? local.text(names) : "\(local.terms.count) terms")
    let found = singularity.bounds
    let exact = found.isExact
    let prediction: Prediction =
      exact
      ? .proved(LearningCoefficient(found.lower!, multiplicity: found.multiplicity))
      : .bounded(lower: found.lower!, upper: found.upper!)
    return ClosedFormReport(
      family: identifier, weights: loss.variables,
      title: "\(form), at (\(point.map(\.description).joined(separator: ", ")))",
      rows: [
        .init(
          identifier,
          [
            Assumption("K >= 0 near the point", singularity.minimum),
            Assumption(
              "charts or coordinates in which monomials decide",
              exact
                ? .holds(because: singularity.reason) : .undecided(because: singularity.reason)),
          ], prediction)
      ],
      because: singularity.reason,
      advice: "The coefficient of the loss at the point; the loss there is \(value).")
  }

  /// The squares in the distance from the point; nil where one is neither zero there nor a number.
  private static func moved(
    _ squares: [SparsePolynomial]?, to point: [Rational]
  ) -> [SparsePolynomial]? {
    guard let squares else { return nil }
    let moving = squares.filter { $0.degree > 0 }
    guard moving.allSatisfy({ $0.value(at: point).signum == 0 }) else { return nil }
    return moving.map { $0.shifted(by: point) }
  }
}
