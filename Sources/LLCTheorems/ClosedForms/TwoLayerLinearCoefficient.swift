import ExactAlgebra

/// The **local** learning coefficient of a two-layer linear network `f(x) = B A x` at factors of given
/// ranks, for inputs with a non-singular covariance.
///
/// A is H x N of rank a, B is M x H of rank b, B A has rank r. With `q = M a + b N - a b`, `p = M - b`,
/// `n = N - a`, `h = H - a - b + r` and `c_t = h n + t (p - h - n) + t^2` for `0 <= t <= min(h, n)`,
///
///     lambda = (q + min_t c_t) / 2,   mult = the number of minimisers t.
///
/// q is the rank of the Jacobian. At a = b = r this is the theorem of Aoyagi and Watanabe 2005 (Neural
/// Networks 18, 924-933). Proved at every a and b in `Proofs/TwoLayerLinearCoefficient.md`: K is
/// equivalent to a sum of q squares and of `||Y X||^2`, Y p x h and X h x n, at the origin, whose
/// coefficient comes from the singular values of X.
public enum TwoLayerLinearCoefficient: ClosedForm {
  public static let identifier = "reduced-rank"
  public static let title = "two-layer linear network, reduced rank regression"
  public static let source = "Aoyagi and Watanabe 2005 (Neural Networks 18, 924)"
  public static let statement =
    "f(x) = B A x, ranks a, b, r of A, B, B A: lambda = (M a + b N - a b + min_t c_t)/2 at that point; the four cases "
    + "of the source at a = b = r"
  public static let page = "TwoLayerLinearCoefficient"

  /// - Precondition: `0 <= r <= min(a, b)`, `a <= min(H, N)`, `b <= min(M, H)`, `a + b - r <= H`;
  ///   dimensions of at most 10^9.
  /// - Complexity: O(1): c_t is convex, its least values are next to t = (h + n - p) / 2.
  public static func value(
    input: Int, hidden: Int, output: Int, firstRank: Int, secondRank: Int, rank: Int
  ) -> KnownCoefficient {
    precondition(
      rank >= 0 && rank <= min(firstRank, secondRank) && firstRank <= min(hidden, input)
        && secondRank <= min(output, hidden) && firstRank + secondRank - rank <= hidden
        && max(input, hidden, output) <= 1_000_000_000,
      "ranks \(firstRank), \(secondRank), product \(rank) of \(output) x \(hidden) x \(input)")
    let regular = output * firstRank + secondRank * input - firstRank * secondRank
    let p = output - secondRank
    let n = input - firstRank
    let h = hidden - firstRank - secondRank + rank
    let vertex = max(0, h + n - p) / 2
    let places = Set([vertex, vertex + 1].map { min($0, min(h, n)) })
    let values = places.map { t in h * n + t * (p - h - n) + t * t }
    let least = values.min() ?? 0
    let atMostSingular = firstRank == rank && secondRank == rank
    return KnownCoefficient(
      value: Rational(regular + least, 2), multiplicity: values.count { $0 == least },
      standing: .proved(source: atMostSingular ? source : "Proofs/\(page).md"))
  }

  /// - Parameter factorRanks: a and b; nil for the most singular zeros, a = b = r, where the
  ///   coefficient is smallest.
  public static func report(
    input: Int, hidden: Int, output: Int, rank: Int, factorRanks: (Int, Int)? = nil
  ) -> ClosedFormReport {
    let (a, b) = factorRanks ?? (rank, rank)
    let known = value(
      input: input, hidden: hidden, output: output, firstRank: a, secondRank: b, rank: rank)
    let place =
      factorRanks == nil
      ? "at the most singular zeros, both factors of rank \(rank)"
      : "at factors of ranks \(a) and \(b)"
    return ClosedFormReport(
      family: identifier, .init(input: input, width: hidden, output: output),
      weights: hidden * (input + output),
      title:
        "two-layer linear network \(input) -> \(hidden) -> \(output), truth of rank \(rank); \(place)",
      rows: [.init(identifier, known, LinearAssumptions.all(rank))],
      because: "\(known.basis); \(place)",
      advice: LinearAssumptions.advice(factorRanks == nil))
  }
}

/// What closed forms of linear networks take for granted.
enum LinearAssumptions {
  static func all(_ rank: Int) -> [Assumption] {
    [
      Assumption(
        "the covariance of the inputs is non-singular",
        .holds(because: "the question is about such inputs")),
      Assumption(
        "the truth is a linear map of rank r",
        .holds(because: "r = \(rank) is within the widths")),
      Assumption("the prior is positive", .holds(because: "the question is about such priors")),
    ]
  }

  static func advice(_ mostSingular: Bool) -> String {
    mostSingular
      ? "The learning coefficient of the model: the smallest local one. At zeros whose factors have larger "
        + "ranks the local coefficient is larger (--factor-ranks)."
      : "The local coefficient of this stratum. With weak localisation a sampler leaks into more singular "
        + "strata nearby and reads their smaller one."
  }
}
