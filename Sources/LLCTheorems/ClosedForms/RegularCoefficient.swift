import ExactAlgebra

/// A regular model with D parameters: the Fisher information is positive definite, `lambda = D/2`,
/// `mult = 1` (Schwarz 1978; Watanabe 2009, section 6.2).
public enum RegularCoefficient: ClosedForm {
  public static let identifier = "regular"
  public static let title = "regular model"
  public static let source = "Schwarz 1978 (Annals of Statistics 6, 461)"
  public static let statement =
    "lambda = D/2, mult = 1 if the Fisher information is positive definite"
  public static let page = "ClosedForms"

  /// - Precondition: D >= 1.
  public static func value(parameters: Int) -> KnownCoefficient {
    precondition(parameters >= 1, "\(parameters) parameters")
    return KnownCoefficient(
      value: Rational(parameters, 2), multiplicity: 1, standing: .proved(source: source))
  }

  public static func report(parameters: Int) -> ClosedFormReport {
    ClosedFormReport(
      family: identifier, weights: parameters, title: "regular model, \(parameters) parameters",
      rows: [
        .init(
          identifier, value(parameters: parameters),
          [
            Assumption(
              "the Fisher information is positive definite",
              .holds(because: "the question is about a regular model"))
          ])
      ], because: "half the number of parameters: \(source)",
      advice: "Compare a measurement at a point where the Hessian is non-singular.")
  }
}
