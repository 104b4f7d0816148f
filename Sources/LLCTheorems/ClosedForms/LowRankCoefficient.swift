import ExactAlgebra

/// `d x d` matrices `B A`, B d x r and A r x d, at a truth of rank r: both factors have full rank, so the map
/// has rank `r (2 d - r)` at every zero, `lambda = r (2 d - r) / 2` and `mult = 1`.
///
/// The dimension of the variety of matrices of rank at most r; the zeros are one orbit of GL_r.
public enum LowRankCoefficient: ClosedForm {
  public static let identifier = "low-rank"
  public static let title = "low-rank matrix at its own rank"
  public static let source = "the rank of the Jacobian; Aoyagi and Watanabe 2005 at H = r"
  public static let statement =
    "d x d matrices of rank at most r at a truth of rank r: lambda = r(2d - r)/2, mult = 1"
  public static let page = "ClosedForms"

  /// - Precondition: `0 <= r <= d <= 10^9`.
  public static func value(dimension: Int, rank: Int) -> KnownCoefficient {
    precondition(rank >= 0 && rank <= dimension, "rank \(rank) of dimension \(dimension)")
    return KnownCoefficient(
      value: Rational(rank * (2 * dimension - rank), 2), multiplicity: 1,
      standing: .proved(source: source))
  }

  public static func report(dimension: Int, rank: Int) -> ClosedFormReport {
    ClosedFormReport(
      family: identifier, .init(input: dimension, width: rank, output: dimension),
      weights: 2 * dimension * rank,
      title:
        "\(dimension) x \(dimension) matrix of rank \(rank) as a product of factors of rank \(rank)",
      rows: [
        .init(
          identifier, value(dimension: dimension, rank: rank),
          LinearAssumptions.all(rank) + [
            Assumption(
              "the truth has the rank of the factorisation",
              .holds(because: "both are \(rank): every zero is on one orbit of GL_r"))
          ])
      ], because: "(d) the Jacobian has rank r(2d - r) at every zero, the zeros are an orbit",
      advice: "Every zero has this coefficient.")
  }
}
