/// Random primes between 2^30 and 2^31, the largest range of the fast elimination.
public enum EliminationPrime {
  /// The number of primes in 2^30 ..< 2^31: pi(2^31) - pi(2^30) = 105097565 - 54400028
  /// (OEIS A007053).
  public static let count = 50_697_537

  /// A prime drawn uniformly.
  public static func random(using random: inout some RandomNumberGenerator) -> PrimeField {
    randomPrime(in: 1 << 30..<1 << 31, using: &random)
  }
}

/// Random primes between 2^22 and 2^23, for which elimination takes half the time.
///
/// A probability that a random prime is unlucky is about `2^8` times that of an elimination prime,
/// so these serve where a rank is compared with a known one, or where bounds are to meet.
public enum ShortPrime {
  /// The number of primes in 2^22 ..< 2^23: pi(2^23) - pi(2^22) = 564163 - 295947 (OEIS A007053).
  public static let count = 268_216

  /// A prime drawn uniformly.
  public static func random(using random: inout some RandomNumberGenerator) -> PrimeField {
    randomPrime(in: 1 << 22..<1 << 23, using: &random)
  }
}

/// Odd candidates are drawn until one is prime.
private func randomPrime(
  in range: Range<UInt64>, using random: inout some RandomNumberGenerator
) -> PrimeField {
  while true {
    let candidate = UInt64.random(in: range, using: &random) | 1
    if let field = try? PrimeField(modulus: candidate) { return field }
  }
}
