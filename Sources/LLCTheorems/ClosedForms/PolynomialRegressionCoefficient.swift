import ExactAlgebra
import Identifiability

/// Regression `f(x) = sum_{j <= degree} w_j x^j` on given points: linear in the weights, so
/// `lambda = rank(V)/2` with V the Vandermonde matrix on the points, `mult = 1`.
///
/// The rank is exact over Q: distinct points x_1, ..., x_m give a Vandermonde minor of order
/// `min(m, degree + 1)` whose determinant is `prod_{i<j} (x_j - x_i)`, not zero, and there are no more than m
/// different rows.
public enum PolynomialRegressionCoefficient: ClosedForm {
  public static let identifier = "polynomial-regressor"
  public static let title = "polynomial regression on given points"
  public static let source = "the Vandermonde determinant"
  public static let statement =
    "lambda = min(distinct points, degree + 1)/2, mult = 1: half the rank of the Vandermonde matrix"
  public static let page = "ClosedForms"

  public static func rank(distinctPoints: Int, degree: Int) -> Int {
    min(distinctPoints, degree + 1)
  }

  /// - Precondition: at least one point, degree not negative.
  public static func value(distinctPoints: Int, degree: Int) -> KnownCoefficient {
    precondition(distinctPoints >= 1 && degree >= 0, "\(distinctPoints) points, degree \(degree)")
    return KnownCoefficient(
      value: Rational(rank(distinctPoints: distinctPoints, degree: degree), 2), multiplicity: 1,
      standing: .proved(source: source))
  }

  public static func report(points: Int, distinctPoints: Int, degree: Int) -> ClosedFormReport {
    let rank = rank(distinctPoints: distinctPoints, degree: degree)
    return ClosedFormReport(
      family: identifier, .init(input: 1, width: degree + 1, output: 1), weights: degree + 1,
      title:
        "polynomial of degree \(degree) on \(points) points, \(distinctPoints) of them distinct",
      level: .data,
      rows: [
        .init(
          identifier, value(distinctPoints: distinctPoints, degree: degree),
          [
            Assumption(
              "the model is linear in its weights",
              .holds(because: "a polynomial in x with weights as coefficients")),
            Assumption(
              "the rank of the Vandermonde matrix",
              .holds(
                because:
                  "exact: min(\(distinctPoints) distinct points, \(degree + 1) powers) = \(rank)")),
          ])
      ], because: "half the exact rank \(rank) of the Vandermonde matrix on the points",
      advice:
        "The limit of large n beta. The columns of a Vandermonde matrix are nearly dependent: at a finite n beta "
        + "a sampler does not see the directions with n beta h below its localisation "
        + "(--n-beta and --localisation say what it reads instead).")
  }
}
