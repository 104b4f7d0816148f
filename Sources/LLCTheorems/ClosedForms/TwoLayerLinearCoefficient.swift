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
/// Networks 18, 924-933). `min_t c_t = 0` means n = 0 or p = 0, when the map is a submersion, or h = 0,
/// when no zero nearby has other ranks and the zeros are a manifold of dimension D - q: there
/// lambda = q / 2 follows from ranks alone. Elsewhere it is conjectured: measured in eight strata, not
/// proved.
public enum TwoLayerLinearCoefficient {
  /// - Precondition: `0 <= r <= min(a, b)`, `a <= min(H, N)`, `b <= min(M, H)`, `a + b - r <= H`.
  public static func value(
    input: Int, hidden: Int, output: Int, firstRank: Int, secondRank: Int, rank: Int
  ) -> KnownCoefficient {
    precondition(
      rank >= 0 && rank <= min(firstRank, secondRank) && firstRank <= min(hidden, input)
        && secondRank <= min(output, hidden) && firstRank + secondRank - rank <= hidden,
      "ranks \(firstRank), \(secondRank), product \(rank) of \(output) x \(hidden) x \(input)")
    let regular = output * firstRank + secondRank * input - firstRank * secondRank
    let p = output - secondRank
    let n = input - firstRank
    let h = hidden - firstRank - secondRank + rank
    let values = (0...min(h, n)).map { t in h * n + t * (p - h - n) + t * t }
    let least = values.min() ?? 0
    let standing: KnownCoefficient.Standing =
      if firstRank == rank && secondRank == rank {
        .proved(source: "Aoyagi and Watanabe 2005 (Neural Networks 18, 924)")
      } else if least == 0 {
        .proved(source: "the rank of the Jacobian, which is the codimension of the zeros")
      } else {
        .conjectured(because: "local two-layer formula, checked in strata, not proved")
      }
    return KnownCoefficient(
      value: Rational(regular + least, 2), multiplicity: values.count { $0 == least },
      standing: standing)
  }
}
