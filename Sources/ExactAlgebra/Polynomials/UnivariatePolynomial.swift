/// A polynomial in one variable over the rationals: real roots by Sturm, multiplicities by Yun.
public struct UnivariatePolynomial: Hashable, Sendable {
  /// Of 1, z, z^2, ...; the last is not zero.
  public let coefficients: [Rational]

  public init(_ coefficients: [Rational]) {
    self.coefficients = Array(
      coefficients[..<((coefficients.lastIndex { $0.signum != 0 } ?? -1) + 1)])
  }

  public var isZero: Bool { coefficients.isEmpty }
  public var degree: Int { max(coefficients.count - 1, 0) }

  public var derivative: UnivariatePolynomial {
    UnivariatePolynomial(
      coefficients.enumerated().dropFirst().map { $0.element * Rational($0.offset) })
  }

  /// - Precondition: the divisor is not zero.
  public func divided(
    by divisor: UnivariatePolynomial
  ) -> (quotient: UnivariatePolynomial, remainder: UnivariatePolynomial) {
    precondition(!divisor.isZero, "division by zero")
    var rest = coefficients
    let steps = coefficients.count - divisor.coefficients.count
    guard steps >= 0 else { return (UnivariatePolynomial([]), self) }
    var quotient = [Rational](repeating: .zero, count: steps + 1)
    for step in stride(from: steps, through: 0, by: -1) {
      let factor =
        rest[step + divisor.degree] / divisor.coefficients[divisor.coefficients.count - 1]
      quotient[step] = factor
      for (k, value) in divisor.coefficients.enumerated() {
        rest[step + k] = rest[step + k] - factor * value
      }
    }
    return (UnivariatePolynomial(quotient), UnivariatePolynomial(rest))
  }

  /// Monic.
  public func greatestCommonDivisor(_ other: UnivariatePolynomial) -> UnivariatePolynomial {
    var (a, b) = (self, other)
    while !b.isZero { (a, b) = (b, a.divided(by: b).remainder) }
    guard let lead = a.coefficients.last else { return a }
    return UnivariatePolynomial(a.coefficients.map { $0 / lead })
  }

  /// Factors without multiple roots, by the multiplicity of their roots (Yun's algorithm); constants left out.
  public var squareFreeFactors: [(multiplicity: Int, factor: UnivariatePolynomial)] {
    guard degree > 0 else { return [] }
    var result: [(multiplicity: Int, factor: UnivariatePolynomial)] = []
    let common = greatestCommonDivisor(derivative)
    var b = divided(by: common).quotient
    var c = derivative.divided(by: common).quotient
    var multiplicity = 1
    while b.degree > 0 {
      let d = c - b.derivative
      let factor = b.greatestCommonDivisor(d)
      if factor.degree > 0 { result.append((multiplicity, factor)) }
      b = b.divided(by: factor).quotient
      c = d.divided(by: factor).quotient
      multiplicity += 1
    }
    return result
  }

  /// The number of different real roots (Sturm's theorem).
  public var realRootCount: Int {
    guard degree > 0 else { return 0 }
    var chain = [self, derivative]
    while let last = chain.last, !last.isZero {
      let remainder = chain[chain.count - 2].divided(by: last).remainder
      chain.append(UnivariatePolynomial(remainder.coefficients.map { -$0 }))
    }
    /// Sign changes towards +infinity, or -infinity.
    func changes(_ negative: Bool) -> Int {
      let signs = chain.compactMap { polynomial -> Int? in
        guard let lead = polynomial.coefficients.last else { return nil }
        return negative && polynomial.degree % 2 == 1 ? -lead.signum : lead.signum
      }
      return zip(signs, signs.dropFirst()).count { $0 != $1 }
    }
    return changes(true) - changes(false)
  }

  public static func - (a: UnivariatePolynomial, b: UnivariatePolynomial) -> UnivariatePolynomial {
    let count = max(a.coefficients.count, b.coefficients.count)
    return UnivariatePolynomial(
      (0..<count).map {
        ($0 < a.coefficients.count ? a.coefficients[$0] : .zero)
          - ($0 < b.coefficients.count ? b.coefficients[$0] : .zero)
      })
  }
}
