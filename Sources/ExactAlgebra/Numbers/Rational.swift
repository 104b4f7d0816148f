/// A rational number in lowest terms with a positive denominator.
public struct Rational: Hashable, Comparable, Sendable {
  public let numerator: Integer
  public let denominator: Integer

  /// - Precondition: the denominator is not zero.
  public init(_ numerator: Integer, _ denominator: Integer) {
    precondition(denominator.signum != 0, "rational with denominator zero")
    let divisor = Integer.gcd(numerator, denominator)
    let sign = Integer(denominator.signum)
    self.numerator = numerator.dividedExactly(by: divisor) * sign
    self.denominator = denominator.dividedExactly(by: divisor) * sign
  }

  public init(_ numerator: Int, _ denominator: Int = 1) {
    self.init(Integer(numerator), Integer(denominator))
  }

  public init(_ value: Integer) {
    numerator = value
    denominator = .one
  }

  /// The exact value of a floating-point number; nil for infinities and NaN.
  public init?(exactly value: Double) {
    guard let dyadic = Dyadic(exactly: value) else { return nil }
    self = dyadic.rational
  }

  /// `"-3/7"` or `"15"`; nil for anything else, a zero denominator included.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let numerator = Integer(String(parts[0])) else {
      return nil
    }
    guard parts.count == 2 else {
      self.init(numerator)
      return
    }
    guard parts[1].first.map({ $0.isNumber }) == true, let denominator = Integer(String(parts[1])),
      denominator.signum != 0
    else { return nil }
    self.init(numerator, denominator)
  }

  public static let zero = Rational(0)
  public static let one = Rational(1)

  public var signum: Int { numerator.signum }

  public static func + (a: Rational, b: Rational) -> Rational {
    Rational(
      a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }

  public static func - (a: Rational, b: Rational) -> Rational { a + (-b) }

  public static func * (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.numerator, a.denominator * b.denominator)
  }

  /// - Precondition: `b` is not zero.
  public static func / (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator, a.denominator * b.numerator)
  }

  public static prefix func - (a: Rational) -> Rational { Rational(-a.numerator, a.denominator) }

  public static func < (a: Rational, b: Rational) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }

  /// The nearest double up to a few units in the last place; for display and comparison with
  /// measurements only, never for a decision.
  public var approximation: Double {
    guard signum != 0 else { return 0 }
    // Scale so that the integer quotient carries 64 significant bits.
    let shift = 64 + denominator.bitWidth - numerator.bitWidth
    let scaled = shift >= 0 ? (numerator << shift, denominator) : (numerator, denominator << -shift)
    let quotient = scaled.0.quotient(dividedBy: scaled.1)
    // Not a product with 2^-shift, which underflows for values near the subnormal numbers.
    return Double(sign: .plus, exponent: -shift, significand: quotient.approximation)
  }
}

extension Rational: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  /// `"15/2"`, or `"15"` for an integer.
  public var description: String {
    denominator == .one ? numerator.description : "\(numerator)/\(denominator)"
  }
}
