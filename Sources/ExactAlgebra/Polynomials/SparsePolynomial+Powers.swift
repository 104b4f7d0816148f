extension SparsePolynomial {
  /// g and k >= 2, the largest, with `g^k` equal to it up to a constant factor; nil where there is none.
  public func properPower() -> (root: SparsePolynomial, exponent: Int)? {
    guard let lead, terms.count > 2 else { return nil }
    // The last monomials and the largest powers of the variables of a power are powers as well.
    let first = terms.keys.min { $0.lexicographicallyPrecedes($1) } ?? lead.key
    let common = (lead.key + first + (0..<variables).map { degree(in: $0) }).reduce(0) {
      Self.greatestCommonDivisor($0, $1)
    }
    let monic = scaled(by: .one / lead.value)
    for k in stride(from: common, to: 1, by: -1) where common % k == 0 {
      if monic.looksLikePower(k), let root = monic.root(k) { return (root, k) }
    }
    return nil
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// A prime q for which q - 1 has many small divisors, so that powers are rare among residues.
  private static let field: PrimeField = {
    var modulus: UInt64 = 2520 * 800_000 + 1
    while true {
      if let field = try? PrimeField(modulus: modulus) { return field }
      modulus += 2520
    }
  }()

  /// Whether its values at some points are k-th powers modulo a prime: true for powers, and rarely else.
  private func looksLikePower(_ k: Int) -> Bool {
    let field = Self.field
    let order = field.modulus - 1
    let exponent = order / UInt64(Self.greatestCommonDivisor(k, Int(order)))
    return (1...6).allSatisfy { seed in
      var value: UInt64 = 0
      for (key, coefficient) in terms {
        guard var term = field.element(coefficient) else { return true }
        for (index, power) in key.enumerated() where power > 0 {
          let point = field.element(seed * 7919 + index * 104_729 + 17)
          term = field.multiply(term, field.power(point, UInt64(power)))
        }
        value = field.add(value, term)
      }
      return value == 0 || field.power(value, exponent) == 1
    }
  }

  /// The k-th root, term by term from the leading one; nil where it is none.
  ///
  /// - Precondition: the leading coefficient is 1 and its exponents are divisible by k.
  private func root(_ k: Int) -> SparsePolynomial? {
    guard let top = lead else { return nil }
    let first = top.key.map { $0 / k }
    var root = SparsePolynomial(variables: variables, terms: [first: .one])
    // A root has no more terms than its power.
    for _ in 0..<terms.count {
      let rest = self - root.power(k)
      guard let next = rest.lead else { return root }
      let exponents = zip(next.key, first).map { $0 - (k - 1) * $1 }
      guard exponents.allSatisfy({ $0 >= 0 }) else { return nil }
      guard root[exponents].signum == 0 else { return nil }
      root =
        root
        + SparsePolynomial(variables: variables, terms: [exponents: next.value / Rational(k)])
    }
    return (self - root.power(k)).isZero ? root : nil
  }
}
