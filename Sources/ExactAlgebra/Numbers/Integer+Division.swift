import CGMP

extension Integer {
  /// The quotient rounded towards zero.
  public func quotient(dividedBy divisor: Integer) -> Integer {
    precondition(divisor.signum != 0, "division by zero")
    return Integer { __gmpz_tdiv_q($0, pointer, divisor.pointer) }
  }

  /// The residue in `0..<|modulus|` of the floor division.
  public func residue(modulo modulus: Integer) -> Integer {
    precondition(modulus.signum != 0, "residue modulo zero")
    return Integer { __gmpz_mod($0, pointer, modulus.pointer) }
  }

  /// The integer part of the square root; the value must not be negative.
  public func squareRootFloor() -> Integer {
    precondition(signum >= 0, "square root of a negative integer")
    return Integer { __gmpz_sqrt($0, pointer) }
  }

  /// The double next to the value towards zero; infinite beyond the range of `Double`.
  var approximation: Double { __gmpz_get_d(pointer) }

  /// The unique fraction `n / d` with `n = d self (mod modulus)`, `|n| <= bound`,
  /// `0 < d <= bound`, where `bound = floor(sqrt(modulus / 2))`, or nil when there is none.
  ///
  /// Wang's algorithm: stop the extended Euclidean algorithm half way (Wang, Guy and Davenport
  /// 1982, SIGSAM Bulletin 16).
  public func rationalReconstruction(modulo modulus: Integer) -> Rational? {
    let bound = modulus.quotient(dividedBy: 2).squareRootFloor()
    var (a, b) = (modulus, residue(modulo: modulus))
    var (s, t): (Integer, Integer) = (.zero, .one)
    while b > bound {
      let q = a.quotient(dividedBy: b)
      (a, b) = (b, a - q * b)
      (s, t) = (t, s - q * t)
    }
    guard t.signum != 0, t.magnitude <= bound, Integer.gcd(b, t) == .one else { return nil }
    return Rational(b, t)
  }
}
