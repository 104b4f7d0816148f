import ExactAlgebra

/// Vandermonde matrix type singularities with one input and one output: the ideal of
/// `sum_h a_h b_h^(Q n + 1)`, n = 0, 1, ..., with H units, at the origin. A three-layer network
/// `sum_h a_h s(b_h x)` at a zero truth has Q = 2 when s is odd, such as tanh, all odd Taylor coefficients
/// different from zero (Aoyagi 2010, Communications in Statistics 39, 2667-2687, and 2019, Entropy 21, 561):
///
///     i = max { i : 2 H >= Q i (i - 1) + 2 i },
///     lambda = (Q i (i + 1) + 2 H) / (4 (1 + i Q)),   mult = 2 at equality, else 1.
public enum VandermondeCoefficient: ClosedForm {
  public static let identifier = "vandermonde"
  public static let title = "three-layer network at a zero truth, Vandermonde type"
  public static let source = "Aoyagi 2019 (Entropy 21, 561)"
  public static let statement =
    "H units, step Q: lambda = (Q i(i+1) + 2H)/(4(1 + iQ)), i = max{i : 2H >= Q i(i-1) + 2i}, mult 2 at equality; tanh: "
    + "Q = 2"
  public static let page = "ClosedForms"

  /// - Precondition: H and Q positive and at most 10^9.
  /// - Complexity: O(log H).
  public static func value(units: Int, step: Int = 2) -> KnownCoefficient {
    precondition(units >= 1 && step >= 1, "\(units) units, step \(step)")
    func needed(_ i: Int) -> Int { step * i * (i - 1) + 2 * i }
    var (low, high) = (1, 2)
    while needed(high) <= 2 * units { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if needed(middle) <= 2 * units { low = middle } else { high = middle }
    }
    let i = low
    return KnownCoefficient(
      value: Rational(step * i * (i + 1) + 2 * units, 4 * (1 + i * step)),
      multiplicity: needed(i) == 2 * units ? 2 : 1, standing: .proved(source: source))
  }

  public static func report(units: Int, step: Int = 2) -> ClosedFormReport {
    ClosedFormReport(
      family: identifier, .init(input: 1, width: units, output: 1), weights: 2 * units,
      title: "\(units) units, exponents \(step)n + 1, at a zero truth",
      rows: [
        .init(
          identifier, value(units: units, step: step),
          [
            Assumption(
              "the activation's powers are x^(Qn + 1), none of them missing",
              .holds(because: "Q = \(step), by the question; tanh has Q = 2")),
            Assumption(
              "one input, one output, no biases, the truth is zero",
              .holds(because: "by the question")),
          ])
      ], because: source,
      advice: "The learning coefficient at a = b = 0, the smallest among the zeros.")
  }
}
