extension Rational {
  /// The rational with the least denominator in `[low, high]`, and of those the one of least magnitude:
  /// the first fraction of the Stern-Brocot tree inside.
  ///
  /// By the continued fractions of both ends, a quotient at a time and not a mediant at a time.
  ///
  /// - Precondition: `low <= high`.
  /// - Complexity: as many divisions as the ends have quotients in common, at most linear in their bits.
  public static func simplest(from low: Rational, to high: Rational) -> Rational {
    precondition(low <= high, "an empty interval")
    if low.signum <= 0 && high.signum >= 0 { return .zero }
    if high.signum < 0 { return -simplest(from: -high, to: -low) }
    var (low, high) = (low, high)
    // The last two convergents.
    var (h1, h0) = (Integer.one, Integer.zero)
    var (k1, k0) = (Integer.zero, Integer.one)
    while true {
      let floor = low.numerator.quotient(dividedBy: low.denominator)
      let whole = Rational(floor)
      let isEnd = whole == low || whole + .one <= high
      let quotient = whole == low ? floor : isEnd ? floor + .one : floor
      (h1, h0) = (quotient * h1 + h0, h1)
      (k1, k0) = (quotient * k1 + k0, k1)
      if isEnd { return Rational(h1, k1) }
      // low < high < floor + 1, and 1/x turns the order round.
      (low, high) = (.one / (high - whole), .one / (low - whole))
    }
  }
}
