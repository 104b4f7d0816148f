import ExactAlgebra

/// The naive Bayes model with two classes and n binary features (Rusakov and Geiger 2005, Journal of Machine
/// Learning Research 6, 1-35), by the number s of features on which the truth's class has a say:
///
///     s >= 3       lambda = (2n + 1)/2, mult 1: regular,
///     s = 2        lambda = (2n - 1)/2, mult 1,
///     s = 0 or 1   the features are independent: lambda = (n + 1)/2, mult 1 for n >= 3, 3 at n = 2;
///                  lambda = 1/2, mult 1 at n = 1.
///
/// Proved in `Proofs/ClosedForms.md` from the joint cumulants, which are t(1-t) d_i d_j and multiples of them.
public enum NaiveBayesCoefficient: ClosedForm {
  public static let identifier = "naive-bayes"
  public static let title = "naive Bayes, two classes, binary features"
  public static let source = "Rusakov and Geiger 2005 (JMLR 6, 1)"
  public static let statement =
    "n features, s of them dependent on the class: lambda = (2n+1)/2 (s >= 3), (2n-1)/2 (s = 2), (n+1)/2 (s < 2; mult "
    + "3 at n = 2)"
  public static let page = "ClosedForms"

  /// - Precondition: `n >= 1`, `0 <= s <= n`.
  public static func value(features n: Int, dependent s: Int) -> KnownCoefficient {
    precondition(n >= 1 && s >= 0 && s <= n, "\(n) features, \(s) dependent")
    let twice: Int
    var multiplicity = 1
    switch (s, n) {
    case (3..., _): twice = 2 * n + 1
    case (2, _): twice = 2 * n - 1
    case (_, 1): twice = 1
    default:
      twice = n + 1
      multiplicity = n == 2 ? 3 : 1
    }
    return KnownCoefficient(
      value: Rational(twice, 2), multiplicity: multiplicity, standing: .proved(source: source))
  }

  public static func report(features n: Int, dependent s: Int) -> ClosedFormReport {
    ClosedFormReport(
      family: identifier, .init(input: n, width: 2), weights: 2 * n + 1,
      title: "naive Bayes, 2 classes, \(n) binary features, \(s) of them dependent on the class",
      rows: [
        .init(
          identifier, value(features: n, dependent: s),
          [
            Assumption(
              "no probability of the truth is 0 or 1",
              .holds(because: "the question is about such a truth")),
            Assumption(
              "the prior is positive", .holds(because: "the question is about such priors")),
          ])
      ], because: "\(source); derived again in Proofs/\(page).md",
      advice: "The learning coefficient of the model: the smallest local one.")
  }
}
