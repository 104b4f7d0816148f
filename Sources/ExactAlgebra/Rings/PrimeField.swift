/// The field of q elements, q a prime below 2^63; elements are residues in 0..<q.
public struct PrimeField: Field, Hashable {
  public let modulus: UInt64

  public enum Failure: Error, Equatable, CustomStringConvertible {
    case notPrime(UInt64)
    case tooLarge(UInt64)

    public var description: String {
      switch self {
      case .notPrime(let q): "the field modulus \(q) is not prime"
      case .tooLarge(let q): "the field modulus \(q) is not below 2^63"
      }
    }
  }

  /// - Throws: `Failure` unless the modulus is a prime below 2^63; decided, not guessed.
  public init(modulus: UInt64) throws(Failure) {
    guard modulus < 1 << 63 else { throw .tooLarge(modulus) }
    guard Primality.isPrime(modulus) else { throw .notPrime(modulus) }
    self.modulus = modulus
  }

  @inlinable public var zero: UInt64 { 0 }
  @inlinable public var one: UInt64 { 1 }

  @inlinable public func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let sum = a &+ b
    return sum >= modulus ? sum &- modulus : sum
  }

  @inlinable public func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 {
    a >= b ? a &- b : a &+ modulus &- b
  }

  @inlinable public func negate(_ a: UInt64) -> UInt64 { a == 0 ? 0 : modulus &- a }

  @inlinable public func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if modulus < 1 << 32 { return (a &* b) % modulus }
    return modulus.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
  }

  @inlinable public func element(_ n: Int) -> UInt64 {
    let residue = n % Int(modulus)
    return UInt64(residue < 0 ? residue + Int(modulus) : residue)
  }

  /// `a^n` by repeated squaring.
  public func power(_ a: UInt64, _ n: UInt64) -> UInt64 {
    var (base, result, n) = (a, one, n)
    while n > 0 {
      if n & 1 == 1 { result = multiply(result, base) }
      base = multiply(base, base)
      n >>= 1
    }
    return result
  }

  /// Fermat's `a^(q-2)`.
  public func inverse(_ a: UInt64) -> UInt64? { a == 0 ? nil : power(a, modulus - 2) }

  public func reduce(_ a: Integer) -> UInt64 { a.residue(modulo: modulus) }

  /// The residue of a fraction, or nil when the modulus divides its denominator.
  public func element(_ value: Rational) -> UInt64? {
    inverse(reduce(value.denominator)).map { multiply(reduce(value.numerator), $0) }
  }
}
