import CGMP

/// An integer of any size (GMP), with value semantics.
///
/// Every operation makes a new number, so values may be shared between threads. Elimination uses
/// `IntegerMatrix` instead, which works in place.
public struct Integer: Hashable, Comparable, Sendable {
  /// Owns one `mpz_t` at a fixed address. Never changed after `init` returns.
  final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<mpz_t>

    init(_ fill: (UnsafeMutablePointer<mpz_t>) -> Void = { _ in }) {
      pointer = .allocate(capacity: 1)
      pointer.initialize(to: mpz_t())
      __gmpz_init(pointer)
      fill(pointer)
    }

    deinit {
      __gmpz_clear(pointer)
      pointer.deallocate()
    }
  }

  let storage: Storage

  var pointer: UnsafeMutablePointer<mpz_t> { storage.pointer }

  init(_ fill: (UnsafeMutablePointer<mpz_t>) -> Void) { storage = Storage(fill) }

  public init(_ value: Int) { self.init { __gmpz_set_si($0, value) } }

  public init(_ value: UInt64) { self.init { __gmpz_set_ui($0, UInt(value)) } }

  /// A decimal integer with an optional sign; nil for anything else (no spaces, no exponents).
  public init?(_ text: String) {
    var digits = Substring(text)
    if digits.first == "-" || digits.first == "+" { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let magnitude = String(digits)
    storage = Storage { _ = __gmpz_set_str($0, magnitude, 10) }
    if text.first == "-" { __gmpz_neg(storage.pointer, storage.pointer) }
  }

  public static let zero = Integer(0)
  public static let one = Integer(1)

  /// -1, 0 or 1.
  public var signum: Int { Int(cgmp_mpz_sgn(pointer)) }

  public var magnitude: Integer { Integer { __gmpz_abs($0, pointer) } }

  /// The number of bits of the magnitude; 1 for zero.
  public var bitWidth: Int { Int(__gmpz_sizeinbase(pointer, 2)) }

  /// The value as an `Int`, or nil when it does not fit.
  public var exactInt: Int? {
    __gmpz_fits_slong_p(pointer) != 0 ? __gmpz_get_si(pointer) : nil
  }

  public static func + (a: Integer, b: Integer) -> Integer {
    Integer { __gmpz_add($0, a.pointer, b.pointer) }
  }

  public static func - (a: Integer, b: Integer) -> Integer {
    Integer { __gmpz_sub($0, a.pointer, b.pointer) }
  }

  public static func * (a: Integer, b: Integer) -> Integer {
    Integer { __gmpz_mul($0, a.pointer, b.pointer) }
  }

  public static prefix func - (a: Integer) -> Integer { Integer { __gmpz_neg($0, a.pointer) } }

  public static func == (a: Integer, b: Integer) -> Bool { __gmpz_cmp(a.pointer, b.pointer) == 0 }

  public static func < (a: Integer, b: Integer) -> Bool { __gmpz_cmp(a.pointer, b.pointer) < 0 }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(signum)
    hasher.combine(__gmpz_get_ui(pointer))
    hasher.combine(__gmpz_size(pointer))
  }

  /// `a 2^k` for k >= 0.
  public static func << (a: Integer, k: Int) -> Integer {
    precondition(k >= 0, "shift by \(k)")
    return Integer { __gmpz_mul_2exp($0, a.pointer, UInt(k)) }
  }

  /// The quotient when the division is known to leave no remainder.
  public func dividedExactly(by divisor: Integer) -> Integer {
    precondition(divisor.signum != 0, "division by zero")
    return Integer { __gmpz_divexact($0, pointer, divisor.pointer) }
  }

  /// The residue in 0..<modulus of the floor division.
  public func residue(modulo modulus: UInt64) -> UInt64 {
    precondition(modulus != 0, "residue modulo zero")
    return UInt64(__gmpz_fdiv_ui(pointer, UInt(modulus)))
  }

  /// The greatest common divisor, never negative; gcd(0, 0) = 0.
  public static func gcd(_ a: Integer, _ b: Integer) -> Integer {
    Integer { __gmpz_gcd($0, a.pointer, b.pointer) }
  }

  /// The least common multiple, never negative.
  public static func lcm(_ a: Integer, _ b: Integer) -> Integer {
    Integer { __gmpz_lcm($0, a.pointer, b.pointer) }
  }

  /// The number of factors 2; nil for zero.
  var trailingZeroBits: Int? { signum == 0 ? nil : Int(__gmpz_scan1(pointer, 0)) }

  /// `self / 2^k`, rounded towards minus infinity.
  func shiftedRight(_ k: Int) -> Integer { Integer { __gmpz_fdiv_q_2exp($0, pointer, UInt(k)) } }
}

extension Integer: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  public var description: String {
    guard let characters = __gmpz_get_str(nil, 10, pointer) else { return "" }
    defer { free(characters) }
    return String(cString: characters)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The version of the GMP library in use.
public enum GMP {
  public static var version: String { String(cString: cgmp_version()) }
}
