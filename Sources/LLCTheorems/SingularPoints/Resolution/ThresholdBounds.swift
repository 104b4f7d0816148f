import ExactAlgebra

/// What is known of a threshold: the least s at which the integral of `|f|^(-s) |w|^h` near some points diverges,
/// and the order of the pole there. Nil as an upper end: there is no such s.
struct ThresholdBounds: Equatable {
  var lower: Rational?
  var upper: Rational?
  /// Known only where both ends are equal.
  var multiplicity: Int?

  /// No pole: f vanishes at none of the points.
  static let none = ThresholdBounds(lower: nil, upper: nil, multiplicity: nil)

  /// Nothing but that the threshold is not negative.
  static let unknown = ThresholdBounds(lower: 0, upper: nil, multiplicity: nil)

  static func exactly(_ value: Rational, _ multiplicity: Int) -> ThresholdBounds {
    ThresholdBounds(lower: value, upper: value, multiplicity: multiplicity)
  }

  var isExact: Bool { lower == upper }

  /// Both sets of points together: the smaller threshold, and the larger order where they agree.
  func union(_ other: ThresholdBounds) -> ThresholdBounds {
    let (low, high) = (Self.least(lower, other.lower), Self.least(upper, other.upper))
    guard let low, low == high else {
      return ThresholdBounds(lower: low, upper: high, multiplicity: nil)
    }
    let meeting = [self, other].filter { $0.lower == low }
    // A part that may reach the value without being known to has an unknown order there.
    let known = meeting.allSatisfy(\.isExact) ? meeting.compactMap(\.multiplicity) : []
    return ThresholdBounds(
      lower: low, upper: high, multiplicity: known.count == meeting.count ? known.max() : nil)
  }

  private static func least(_ a: Rational?, _ b: Rational?) -> Rational? {
    guard let a else { return b }
    guard let b else { return a }
    return min(a, b)
  }

  /// With as many squares of separate variables besides: each adds `amount`.
  func adding(_ amount: Rational) -> ThresholdBounds {
    ThresholdBounds(
      lower: lower.map { $0 + amount }, upper: upper.map { $0 + amount }, multiplicity: multiplicity
    )
  }

  /// Of the sum of squares, or of losses, in separate variables: thresholds add, and so do orders less one.
  func adding(_ other: ThresholdBounds) -> ThresholdBounds {
    guard let low = lower, let more = other.lower else { return .none }
    return ThresholdBounds(
      lower: low + more, upper: upper.flatMap { own in other.upper.map { own + $0 } },
      multiplicity: multiplicity.flatMap { own in other.multiplicity.map { own + $0 - 1 } })
  }

  /// With another bound from above.
  func capped(_ bound: Rational) -> ThresholdBounds {
    guard let upper, upper <= bound else {
      return ThresholdBounds(lower: lower, upper: bound, multiplicity: nil)
    }
    return self
  }

  /// Of a power of f.
  func divided(by exponent: Int) -> ThresholdBounds {
    ThresholdBounds(
      lower: lower.map { $0 / Rational(exponent) }, upper: upper.map { $0 / Rational(exponent) },
      multiplicity: multiplicity)
  }

  /// Both statements about the same points.
  func meeting(_ other: ThresholdBounds) -> ThresholdBounds {
    let low = [lower, other.lower].compactMap { $0 }.max()
    let high = Self.least(upper, other.upper)
    return ThresholdBounds(
      lower: low, upper: high,
      multiplicity: low == high ? multiplicity ?? other.multiplicity : nil)
  }
}
