/// Primality of 64-bit integers, decided.
public enum Primality {
  /// Miller-Rabin with the first twelve primes as bases, which is a proof below 3.3 * 10^24
  /// (Sorenson and Webster 2015, arXiv:1509.00864).
  public static func isPrime(_ n: UInt64) -> Bool {
    let bases: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
    if n < 2 { return false }
    for base in bases where n % base == 0 { return n == base }
    let twos = (n - 1).trailingZeroBitCount
    let odd = (n - 1) >> UInt64(twos)
    return bases.allSatisfy { base in
      var x = power(base, odd, modulo: n)
      if x == 1 || x == n - 1 { return true }
      for _ in 1..<max(twos, 1) {
        x = multiply(x, x, modulo: n)
        if x == n - 1 { return true }
      }
      return false
    }
  }

  private static func multiply(_ a: UInt64, _ b: UInt64, modulo n: UInt64) -> UInt64 {
    n.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
  }

  private static func power(_ a: UInt64, _ exponent: UInt64, modulo n: UInt64) -> UInt64 {
    var (base, result, exponent) = (a % n, UInt64(1), exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = multiply(result, base, modulo: n) }
      base = multiply(base, base, modulo: n)
      exponent >>= 1
    }
    return result
  }
}
