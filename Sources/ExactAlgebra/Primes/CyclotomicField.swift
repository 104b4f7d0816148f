/// A prime field that contains the n-th roots of unity: q = 1 mod n.
///
/// Sending a primitive n-th root of unity to one of F_q is reduction modulo a prime ideal over q of
/// the cyclotomic integers. So the rank of a reduced matrix is a lower bound of the rank over
/// Q(zeta_n), as for Z and a prime.
public struct CyclotomicField: Hashable, Sendable {
  public let field: PrimeField
  /// n.
  public let order: Int
  /// A primitive n-th root of unity.
  public let root: UInt64

  /// The largest order for which a field is drawn: about 50 primes of the range are 1 mod n then.
  public static let largestOrder = 1 << 20

  /// A random prime q = 1 mod n between 2^30 and 2^31 and a random primitive root of unity.
  ///
  /// - Precondition: `1 <= order <= largestOrder`.
  public init(order: Int, using random: inout some RandomNumberGenerator) {
    precondition((1...Self.largestOrder).contains(order), "roots of unity of order \(order)")
    let n = UInt64(order)
    self.order = order
    var drawn: PrimeField?
    while drawn == nil {
      let multiple = UInt64.random(in: (1 << 30) / n + 1..<(1 << 31) / n, using: &random)
      drawn = try? PrimeField(modulus: multiple * n + 1)
    }
    guard let drawn else { preconditionFailure("no prime") }
    field = drawn
    let factors = Self.primeFactors(of: n)
    var candidate: UInt64 = 0
    repeat {
      let element = UInt64.random(in: 1..<drawn.modulus, using: &random)
      candidate = drawn.power(element, (drawn.modulus - 1) / n)
    } while factors.contains { drawn.power(candidate, n / $0) == 1 }
    root = candidate
  }

  /// `zeta^e`, `zeta = exp(2 pi i / n)`, for any integer e.
  public func power(_ exponent: Int) -> UInt64 {
    let residue = exponent % order
    return field.power(root, UInt64(residue < 0 ? residue + order : residue))
  }

  /// `cos(2 pi e / n) = (zeta^e + zeta^-e) / 2`.
  public func cosine(_ exponent: Int) -> UInt64 {
    half(field.add(power(exponent), power(-exponent)))
  }

  /// a / 2.
  public func half(_ a: UInt64) -> UInt64 {
    a & 1 == 0 ? a / 2 : (a &+ field.modulus) / 2
  }

  private static func primeFactors(of n: UInt64) -> [UInt64] {
    var (rest, factor, factors) = (n, UInt64(2), [UInt64]())
    while factor * factor <= rest {
      if rest % factor == 0 { factors.append(factor) }
      while rest % factor == 0 { rest /= factor }
      factor += 1
    }
    return rest > 1 ? factors + [rest] : factors
  }
}
