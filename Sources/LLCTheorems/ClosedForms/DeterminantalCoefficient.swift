public import ExactAlgebra

/// The k x k minors of a generic m x n matrix, `K = sum of their squares`, over the reals at the origin:
///
///     lambda = 1/2 min_{0 <= i < k} (m - i)(n - i) / (k - i),   mult = the number of minimisers.
///
/// The minimum itself is the log canonical threshold of the ideal over C (Johnson 2003, thesis, University of
/// Michigan; Docampo 2013, Transactions of the AMS 365). `Proofs/ClosedForms.md` derives the real coefficient
/// from singular values.
public enum DeterminantalCoefficient: ClosedForm {
  public static let identifier = "determinantal"
  public static let title = "minors of a generic matrix"
  public static let source = "Johnson 2003 (thesis, Michigan); Docampo 2013 (Trans. AMS 365, 2241)"
  public static let statement =
    "K = sum of the squares of the k x k minors of an m x n matrix: lambda = 1/2 min_{i<k} (m-i)(n-i)/(k-i); the "
    + "complex threshold is twice that"
  public static let page = "ClosedForms"

  /// The log canonical threshold over C, and by how many i it is attained.
  ///
  /// With x = k - i it is the least `x + (m + n - 2k) + (m - k)(n - k)/x`, convex in x.
  /// - Precondition: `1 <= k <= min(m, n)`, all at most 10^9.
  /// - Complexity: O(1).
  public static func threshold(rows m: Int, columns n: Int, minors k: Int) -> (Rational, Int) {
    precondition(k >= 1 && k <= min(m, n), "minors of order \(k) of \(m) x \(n)")
    let product = (m - k) * (n - k)
    let root = Int(Double(product).squareRoot())
    let places = Set((root - 2...root + 2).map { min(max($0, 1), k) })
    let values = places.map { x in Rational(x + m - k, x) * Rational(x + n - k) }
    let least = values.min()!
    return (least, values.count { $0 == least })
  }

  public static func value(rows: Int, columns: Int, minors: Int) -> KnownCoefficient {
    let (threshold, count) = threshold(rows: rows, columns: columns, minors: minors)
    return KnownCoefficient(
      value: threshold / 2, multiplicity: count, standing: .proved(source: "Proofs/\(page).md"))
  }

  public static func report(rows: Int, columns: Int, minors: Int) -> ClosedFormReport {
    let (threshold, _) = threshold(rows: rows, columns: columns, minors: minors)
    return ClosedFormReport(
      family: identifier, .init(input: columns, output: rows), weights: rows * columns,
      title: "\(minors) x \(minors) minors of a \(rows) x \(columns) matrix",
      rows: [
        .init(
          identifier, value(rows: rows, columns: columns, minors: minors),
          [
            Assumption(
              "K is the sum of the squares of the minors, over the reals, at the origin",
              .holds(because: "the log canonical threshold of the ideal over C is \(threshold)"))
          ])
      ],
      because: "half of \(threshold), the log canonical threshold of the ideal over C: \(source)",
      advice:
        "The real learning coefficient of K = sum of squared minors; the log canonical threshold of the "
        + "ideal over C is twice that, \(threshold).")
  }
}
