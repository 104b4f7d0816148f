public import ExactAlgebra

/// Factor analysis, covariance `L L^T + D` with L p x k and D diagonal, at a truth of k' = r factors:
/// `lambda <= (p (k + 2) + r (p - k + 1)) / 4` (Drton and Plummer 2017, Journal of the Royal Statistical Society B
/// 79, 323-380).
///
/// One factor and a diagonal truth: `lambda = 3 p / 4` for p >= 2, mult 2 at p = 2 and 1 beyond, proved in
/// `Proofs/ClosedForms.md`: p squares for the diagonal, and the monomials l_i l_j besides.
/// Besides, `p / 2 <= lambda`, since the diagonal alone has rank p, and `lambda` is at most half the number of
/// entries p (p + 1)/2 of the covariance.
public enum FactorAnalysisCoefficient: ClosedForm {
  public static let identifier = "factor-analysis"
  public static let title = "factor analysis"
  public static let source = "Drton and Plummer 2017 (J. R. Statist. Soc. B 79, 323)"
  public static let statement =
    "k factors, p variables, a truth of r: lambda <= (p(k + 2) + r(p - k + 1))/4; k = 1, r = 0: lambda = 3p/4, mult 2 "
    + "at p = 2"
  public static let page = "ClosedForms"

  public static func upperBound(variables p: Int, factors k: Int, rank r: Int) -> Rational {
    Rational(p * (k + 2) + r * (p - k + 1), 4)
  }

  /// The value where it is known, nil elsewhere.
  public static func value(variables p: Int, factors k: Int, rank r: Int) -> KnownCoefficient? {
    guard k == 1, r == 0, p >= 2 else { return nil }
    return KnownCoefficient(
      value: Rational(3 * p, 4), multiplicity: p == 2 ? 2 : 1,
      standing: .proved(source: "Proofs/\(page).md"))
  }

  /// - Precondition: `0 <= r <= k`, `1 <= k < p <= 10^9`.
  public static func report(variables p: Int, factors k: Int, rank r: Int) -> ClosedFormReport {
    precondition(r >= 0 && r <= k && k < p, "p = \(p), k = \(k), r = \(r)")
    let assumptions = [
      Assumption(
        "the truth has r factors and a positive diagonal",
        .holds(because: "r = \(r), by the question")),
      Assumption("the means are known", .holds(because: "they would add p/2")),
    ]
    let published = upperBound(variables: p, factors: k, rank: r)
    let rows: [ClosedFormReport.Row]
    let because: String
    if let known = value(variables: p, factors: k, rank: r) {
      rows = [.init(identifier, known, assumptions)]
      because = "p/2 for the diagonal and p/4 for the products l_i l_j: \(known.basis)"
    } else {
      let entries = Rational(p, 4) * Rational(p + 1)
      rows = [
        .init(identifier, assumptions, .bounded(lower: Rational(p, 2), upper: published)),
        .init(
          "\(identifier)-entries", assumptions, .bounded(lower: Rational(p, 2), upper: entries)),
      ]
      because =
        "above: \(published <= entries ? source : "half the entries of the covariance"); below: half the "
        + "diagonal's rank"
    }
    return ClosedFormReport(
      family: identifier, .init(width: k, output: p), weights: p * (k + 1),
      title: "factor analysis, \(p) variables, \(k) factors, truth of \(r)", rows: rows,
      because: because, advice: "The learning coefficient of the model without means.")
  }
}
