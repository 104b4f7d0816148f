public import ExactAlgebra

/// Non-negative matrix factorisation: M x N matrices `X Y` with X M x H and Y H x N non-negative, at a truth of
/// non-negative rank H_0 (Hayashi and Watanabe 2017, Neurocomputing 266, 21-28):
///
///     lambda <= ((H - H_0) min(M, N) + H_0 (M + N - 1)) / 2,
///
/// with equality at H_0 = 0 (mult H + 1 if M = N, else 1) and at H = H_0 = 1 with a truth of positive entries
/// (mult 1): both proved in `Proofs/ClosedForms.md`. From below: non-negative factors are fewer than all
/// factors, so the coefficient of reduced rank regression at the rank of the truth is a lower bound.
public enum NonnegativeFactorisationCoefficient: ClosedForm {
  public static let identifier = "nmf"
  public static let title = "non-negative matrix factorisation"
  public static let source = "Hayashi and Watanabe 2017 (Neurocomputing 266, 21)"
  public static let statement =
    "lambda <= ((H - H_0) min(M, N) + H_0 (M + N - 1))/2; lambda = that at H_0 = 0 and at H = H_0 = 1"
  public static let page = "ClosedForms"

  public static func upperBound(rows: Int, columns: Int, inner: Int, rank: Int) -> Rational {
    Rational((inner - rank) * min(rows, columns) + rank * (rows + columns - 1), 2)
  }

  /// The value where the bound is attained, nil elsewhere.
  public static func value(rows: Int, columns: Int, inner: Int, rank: Int) -> KnownCoefficient? {
    guard rank == 0 || (inner == 1 && rank == 1) else { return nil }
    return KnownCoefficient(
      value: upperBound(rows: rows, columns: columns, inner: inner, rank: rank),
      multiplicity: rank == 0 && rows == columns ? inner + 1 : 1, standing: .proved(source: source))
  }

  /// The least coefficient of reduced rank regression over the ranks that a matrix of non-negative rank H_0 can
  /// have: H_0 itself up to 2, at least 3 beyond.
  public static func lowerBound(rows: Int, columns: Int, inner: Int, rank: Int) -> Rational {
    // It grows with the rank, so the least rank decides.
    let least = min(rank, 3)
    return TwoLayerLinearCoefficient.value(
      input: columns, hidden: inner, output: rows, firstRank: least, secondRank: least, rank: least
    ).value
  }

  /// - Precondition: `0 <= H_0 <= min(H, M, N)`, dimensions positive and at most 10^9.
  public static func report(rows: Int, columns: Int, inner: Int, rank: Int) -> ClosedFormReport {
    precondition(rank >= 0 && rank <= min(inner, rows, columns), "rank \(rank)")
    let assumptions = [
      Assumption(
        "the truth has non-negative rank H_0", .holds(because: "H_0 = \(rank), by the question")),
      Assumption(
        "the prior is positive and bounded on non-negative factors",
        .holds(because: "the question is about such priors")),
    ]
    let row: ClosedFormReport.Row
    var because = source
    if let known = value(rows: rows, columns: columns, inner: inner, rank: rank) {
      let positive =
        rank == 0
        ? []
        : [
          Assumption(
            "the truth has no zero entry", .holds(because: "the question is about such a truth"))
        ]
      row = .init(identifier, known, assumptions + positive)
      because += rank == 0 ? ": equality at H_0 = 0" : ": equality at H = H_0 = 1"
    } else {
      row = .init(
        identifier, assumptions,
        .bounded(
          lower: lowerBound(rows: rows, columns: columns, inner: inner, rank: rank),
          upper: upperBound(rows: rows, columns: columns, inner: inner, rank: rank)))
      because = "above: \(source); below: reduced rank regression without signs"
    }
    return ClosedFormReport(
      family: identifier, .init(input: columns, width: inner, output: rows),
      weights: inner * (rows + columns),
      title:
        "non-negative factorisation of \(rows) x \(columns), inner dimension \(inner), truth of non-negative "
        + "rank \(rank)",
      rows: [row], because: because,
      advice: "The learning coefficient of the model over all non-negative factors.")
  }
}
