import ExactAlgebra

/// Whether a polynomial has zeros at real points of which some coordinates are not zero: sufficient conditions,
/// decided exactly.
struct PolynomialSign {
  /// Variables that take every real value but 0.
  let nonzero: Set<Int>

  /// That it vanishes nowhere. False says nothing.
  func isNowhereZero(_ polynomial: SparsePolynomial) -> Bool {
    guard !polynomial.isZero else { return false }
    let plain = withoutUnits(polynomial)
    let support = plain.support
    if support.isEmpty { return true }
    if support.count == 1, let own = plain.univariate(in: support[0]) {
      return own.realRootCount == 0
    }
    return isPositive(plain) || isPositive(-plain)
  }

  /// That it is positive everywhere. False says nothing.
  func isPositive(_ polynomial: SparsePolynomial) -> Bool {
    sign(polynomial, strict: true)
  }

  /// Divided by the largest monomial in variables that are not zero.
  private func withoutUnits(_ polynomial: SparsePolynomial) -> SparsePolynomial {
    let content = polynomial.monomialContent.enumerated().map {
      nonzero.contains($0.offset) ? $0.element : 0
    }
    return polynomial.divided(byMonomial: content)
  }

  /// - Parameter strict: positive everywhere, or else not negative anywhere.
  private func sign(_ polynomial: SparsePolynomial, strict: Bool) -> Bool {
    if polynomial.isZero { return !strict }
    let even = polynomial.terms.allSatisfy { term in
      term.value.signum > 0 && term.key.allSatisfy { $0 % 2 == 0 }
    }
    if even {
      return !strict
        || polynomial.terms.keys.contains { key in
          key.indices.allSatisfy { key[$0] == 0 || nonzero.contains($0) }
        }
    }
    let support = polynomial.support
    guard let first = support.first else { return polynomial.terms.values.first!.signum > 0 }
    if support.count == 1, let own = polynomial.univariate(in: first) {
      let odd = own.squareFreeFactors.contains {
        $0.multiplicity % 2 == 1 && $0.factor.realRootCount > 0
      }
      return own.coefficients.last!.signum > 0 && own.degree % 2 == 0
        && (strict ? own.realRootCount == 0 : !odd)
    }
    for index in support {
      let parts = polynomial.coefficients(of: index)
      // Even in this variable, with coefficients that are never negative.
      if parts.indices.allSatisfy({ $0 % 2 == 0 || parts[$0].isZero }),
        parts.allSatisfy({ sign($0, strict: false) }),
        !strict || sign(parts[0], strict: true)
          || (nonzero.contains(index) && parts.contains { sign($0, strict: true) })
      {
        return true
      }
      // a t^2 + b t + c with t = z^k.
      let present = parts.indices.filter { !parts[$0].isZero && $0 > 0 }
      guard let k = present.first, present.allSatisfy({ $0 == k || $0 == 2 * k }),
        parts.count == 2 * k + 1
      else { continue }
      let (a, b, c) = (parts[2 * k], parts[k], parts[0])
      let discriminant = (a * c).scaled(by: 4) - b * b
      if sign(a, strict: true), sign(discriminant, strict: strict) { return true }
    }
    return false
  }
}
