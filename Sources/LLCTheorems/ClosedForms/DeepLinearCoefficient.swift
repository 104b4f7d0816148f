import ExactAlgebra

/// The learning coefficient of a deep linear network `f(x) = W_L ... W_1 x` at the most singular zeros of
/// the loss, for inputs with a non-singular covariance and a true map of rank r.
///
/// Aoyagi 2024, Neural Networks 172, 106132, main theorem. With widths H_1, ..., H_{L+1} and
/// `M_i = H_i - r`, a set of l + 1 of the M_i is chosen with sum S such that each of them is below S/l and
/// each of the others at least S/l; then with `M = ceil(S/l)` and `a = S - (M - 1) l`,
///
///     lambda = (r (H_1 + H_{L+1}) - r^2) / 2 + a (l - a) / (4 l)
///              - l (l - 1) / 4 (S / l)^2 + 1/2 sum_{i < j in the set} M_i M_j,
///     mult = a (l - a) + 1.
///
/// The local coefficient is smallest where every factor has rank r: it is lower semicontinuous, and the
/// change of bases moves every other zero as near to such a point as one likes.
public enum DeepLinearCoefficient: ClosedForm {
  public static let identifier = "deep-linear"
  public static let title = "deep linear network"
  public static let source = "Aoyagi 2024 (Neural Networks 172, 106132)"
  public static let statement =
    "f(x) = W_L ... W_1 x, truth of rank r: lambda = (r(H_1 + H_{L+1}) - r^2)/2 + a(l-a)/(4l) - l(l-1)/4 (S/l)^2 + 1/2 "
    + "sum M_i M_j, mult = a(l-a) + 1"
  public static let page = "ClosedForms"

  /// - Parameters:
  ///   - widths: H_1, ..., H_{L+1}, at least two, all positive.
  ///   - rank: r, at most the smallest width.
  /// - Complexity: O(L log L).
  public static func value(widths: [Int], rank: Int) -> KnownCoefficient {
    precondition(
      widths.count >= 2 && widths.allSatisfy { $0 > 0 } && rank >= 0 && rank <= widths.min()!,
      "widths \(widths), rank \(rank)")
    let surplus = widths.map { $0 - rank }.sorted()
    let r = Rational(rank)
    let regular = r * (Rational(widths[0]) + Rational(widths[widths.count - 1]) - r) / 2
    let chosen = chosenCount(surplus)
    let l = chosen - 1
    let set = surplus.prefix(chosen)
    let sum = set.reduce(0, +)
    let ceiling = (sum + l - 1) / l
    let a = sum - (ceiling - 1) * l
    let total = Rational(sum)
    // sum_{i<j} M_i M_j = (S^2 - sum M_i^2)/2
    let squares = set.reduce(Rational.zero) { $0 + Rational($1) * Rational($1) }
    let singular =
      Rational(a * (l - a), 4 * l) - Rational(l - 1, 4 * l) * total * total
      + (total * total - squares) / 4
    return KnownCoefficient(
      value: regular + singular, multiplicity: a * (l - a) + 1, standing: .proved(source: source))
  }

  /// How many of the smallest values satisfy the condition: the largest k >= 2 for which the k-th value
  /// is below the sum of the first k over k - 1. It is met by k = 2 unless the first is 0, when any two
  /// give the same.
  private static func chosenCount(_ sorted: [Int]) -> Int {
    var best = 2
    var sum = sorted[0] + sorted[1]
    for k in stride(from: 3, through: sorted.count, by: 1) {
      sum += sorted[k - 1]
      if sorted[k - 1] * (k - 1) < sum { best = k } else { break }
    }
    return best
  }
}
