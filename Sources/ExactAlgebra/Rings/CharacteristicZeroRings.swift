/// The integers.
public struct IntegerRing: Ring {
  public init() {}
  public var zero: Integer { .zero }
  public var one: Integer { .one }
  public func add(_ a: Integer, _ b: Integer) -> Integer { a + b }
  public func subtract(_ a: Integer, _ b: Integer) -> Integer { a - b }
  public func multiply(_ a: Integer, _ b: Integer) -> Integer { a * b }
  public func negate(_ a: Integer) -> Integer { -a }
  public func element(_ n: Int) -> Integer { Integer(n) }
  public func element(_ value: Rational) -> Integer? {
    value.denominator == .one ? value.numerator : nil
  }
}

/// The rational numbers.
public struct RationalField: Field {
  public init() {}
  public var zero: Rational { .zero }
  public var one: Rational { .one }
  public func add(_ a: Rational, _ b: Rational) -> Rational { a + b }
  public func subtract(_ a: Rational, _ b: Rational) -> Rational { a - b }
  public func multiply(_ a: Rational, _ b: Rational) -> Rational { a * b }
  public func negate(_ a: Rational) -> Rational { -a }
  public func element(_ n: Int) -> Rational { Rational(n) }
  public func element(_ value: Rational) -> Rational? { value }
  public func inverse(_ a: Rational) -> Rational? { a.signum == 0 ? nil : Rational.one / a }
}

/// The dyadic rationals: sums and products of finite floating-point numbers, without rounding.
public struct DyadicRing: Ring {
  public init() {}
  public var zero: Dyadic { Dyadic(0) }
  public var one: Dyadic { Dyadic(1) }
  public func add(_ a: Dyadic, _ b: Dyadic) -> Dyadic { a + b }
  public func subtract(_ a: Dyadic, _ b: Dyadic) -> Dyadic { a - b }
  public func multiply(_ a: Dyadic, _ b: Dyadic) -> Dyadic { a * b }
  public func negate(_ a: Dyadic) -> Dyadic { -a }
  public func element(_ n: Int) -> Dyadic { Dyadic(n) }
  public func element(_ value: Rational) -> Dyadic? { Dyadic(exactly: value) }
}
