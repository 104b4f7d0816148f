/// A dyadic rational `significand * 2^exponent`, the exact value of a finite floating-point number.
///
/// Normal form: the significand is odd, or both are zero; so equality is equality of the fields.
public struct Dyadic: Hashable, Sendable, CustomStringConvertible {
  public let significand: Integer
  public let exponent: Int

  public init(significand: Integer, exponent: Int) {
    guard let zeros = significand.trailingZeroBits else {
      self.significand = .zero
      self.exponent = 0
      return
    }
    self.significand = significand.shiftedRight(zeros)
    self.exponent = exponent + zeros
  }

  public init(_ value: Int) { self.init(significand: Integer(value), exponent: 0) }

  /// The exact value; nil for infinities and NaN.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    let bits = Int(value.significandBitPattern)
    let implicit = value.isNormal ? 1 << Double.significandBitCount : 0
    let magnitude = bits | implicit
    // Subnormals share the exponent of the smallest normal number.
    let biased = value.isNormal ? Int(value.exponentBitPattern) : 1
    self.init(
      significand: Integer(value.sign == .minus ? -magnitude : magnitude),
      exponent: biased - 1023 - Double.significandBitCount)
  }

  /// The value of a fraction, or nil when its denominator is no power of 2.
  public init?(exactly value: Rational) {
    let denominator = Dyadic(significand: value.denominator, exponent: 0)
    guard denominator.significand == .one else { return nil }
    self.init(significand: value.numerator, exponent: -denominator.exponent)
  }

  public var rational: Rational {
    exponent >= 0
      ? Rational(significand << exponent) : Rational(significand, Integer.one << -exponent)
  }

  /// The double with this value, or nil when no double has it.
  public var exactDouble: Double? {
    let value = rational.approximation
    return value.isFinite && Dyadic(exactly: value) == self ? value : nil
  }

  public var description: String { rational.description }

  public static func + (a: Dyadic, b: Dyadic) -> Dyadic {
    let exponent = min(a.exponent, b.exponent)
    return Dyadic(
      significand: (a.significand << (a.exponent - exponent))
        + (b.significand << (b.exponent - exponent)),
      exponent: exponent)
  }

  public static prefix func - (a: Dyadic) -> Dyadic {
    Dyadic(significand: -a.significand, exponent: a.exponent)
  }

  public static func - (a: Dyadic, b: Dyadic) -> Dyadic { a + (-b) }

  public static func * (a: Dyadic, b: Dyadic) -> Dyadic {
    Dyadic(significand: a.significand * b.significand, exponent: a.exponent + b.exponent)
  }
}
