extension SparsePolynomial {
  /// The exponents of the largest monomial that divides it; zeros for the zero polynomial.
  public var monomialContent: [Int] {
    guard let first = terms.keys.first else { return [Int](repeating: 0, count: variables) }
    return terms.keys.reduce(first) { least, own in zip(least, own).map { min($0, $1) } }
  }

  /// - Precondition: the monomial divides every term.
  public func divided(byMonomial exponents: [Int]) -> SparsePolynomial {
    SparsePolynomial(
      variables: variables,
      terms: Dictionary(
        uniqueKeysWithValues: terms.map { key, value in
          (zip(key, exponents).map { $0 - $1 }, value)
        }))
  }

  /// Of the terms that the monomial divides, and without the others.
  public func quotient(byMonomial exponents: [Int]) -> SparsePolynomial {
    SparsePolynomial(
      variables: variables,
      terms: terms.filter { term in zip(term.key, exponents).allSatisfy { $0 >= $1 } }
    ).divided(byMonomial: exponents)
  }

  public func multiplied(byMonomial exponents: [Int]) -> SparsePolynomial {
    divided(byMonomial: exponents.map { -$0 })
  }

  public func contains(_ index: Int) -> Bool { terms.keys.contains { $0[index] > 0 } }

  /// The variables that occur, in order.
  public var support: [Int] { (0..<variables).filter { contains($0) } }

  /// The largest exponent of a variable.
  public func degree(in index: Int) -> Int { terms.keys.map { $0[index] }.max() ?? 0 }

  /// Coefficients of 1, z, z^2, ... of a variable z, polynomials in the others.
  public func coefficients(of index: Int) -> [SparsePolynomial] {
    var parts = [[[Int]: Rational]](repeating: [:], count: degree(in: index) + 1)
    for (key, value) in terms {
      var rest = key
      rest[index] = 0
      parts[key[index]][rest] = value
    }
    return parts.map { SparsePolynomial(variables: variables, terms: $0) }
  }

  /// The part without these variables: its values where they are zero.
  public func restricted(toZero indices: Set<Int>) -> SparsePolynomial {
    SparsePolynomial(
      variables: variables, terms: terms.filter { term in indices.allSatisfy { term.key[$0] == 0 } }
    )
  }

  /// As a polynomial in one variable; nil where others occur.
  public func univariate(in index: Int) -> UnivariatePolynomial? {
    var coefficients = [Rational](repeating: .zero, count: degree(in: index) + 1)
    for (key, value) in terms {
      guard key.indices.allSatisfy({ $0 == index || key[$0] == 0 }) else { return nil }
      coefficients[key[index]] = value
    }
    return UnivariatePolynomial(coefficients)
  }

  /// With one variable replaced by `numerator / denominator`, times the power of the denominator that makes it a
  /// polynomial.
  public func substituting(
    _ index: Int, by numerator: SparsePolynomial, over denominator: SparsePolynomial
  ) -> SparsePolynomial {
    let parts = coefficients(of: index)
    return parts.enumerated().reduce(SparsePolynomial(variables: variables)) { sum, part in
      part.element.isZero
        ? sum
        : sum + part.element * numerator.power(part.offset)
          * denominator.power(parts.count - 1 - part.offset)
    }
  }

  /// The quotient by a polynomial that divides it; nil where it does not.
  public func exactQuotient(_ divisor: SparsePolynomial) -> SparsePolynomial? {
    guard let top = divisor.lead,
      (0..<variables).allSatisfy({ divisor.degree(in: $0) <= degree(in: $0) })
    else { return nil }
    var (rest, quotient) = (self, [[Int]: Rational]())
    while let next = rest.lead {
      let exponents = zip(next.key, top.key).map { $0 - $1 }
      guard exponents.allSatisfy({ $0 >= 0 }) else { return nil }
      let factor = next.value / top.value
      quotient[exponents] = factor
      rest.add(-factor, times: exponents, of: divisor)
    }
    return SparsePolynomial(variables: variables, terms: quotient)
  }

  /// Of the last monomial in lexicographic order; 0 for the zero polynomial.
  public var leadingCoefficient: Rational { lead?.value ?? .zero }

  /// The last monomial in lexicographic order, with its coefficient.
  var lead: (key: [Int], value: Rational)? {
    terms.max { $0.key.lexicographicallyPrecedes($1.key) }
  }
}
