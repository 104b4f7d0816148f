/// A polynomial in n variables over the rationals, by its terms.
public struct SparsePolynomial: Hashable, Sendable {
  /// n.
  public let variables: Int
  /// Coefficients by exponents, n of them; no coefficient is zero.
  public private(set) var terms: [[Int]: Rational]

  public init(variables: Int, terms: [[Int]: Rational] = [:]) {
    precondition(terms.keys.allSatisfy { $0.count == variables }, "exponents of \(variables)")
    self.variables = variables
    self.terms = terms.filter { $0.value.signum != 0 }
  }

  public static func constant(_ value: Rational, variables: Int) -> SparsePolynomial {
    SparsePolynomial(variables: variables, terms: [[Int](repeating: 0, count: variables): value])
  }

  public static func variable(_ index: Int, of variables: Int) -> SparsePolynomial {
    var exponents = [Int](repeating: 0, count: variables)
    exponents[index] = 1
    return SparsePolynomial(variables: variables, terms: [exponents: .one])
  }

  public var isZero: Bool { terms.isEmpty }
  /// The largest sum of exponents; 0 for the zero polynomial.
  public var degree: Int { terms.keys.map { $0.reduce(0, +) }.max() ?? 0 }

  /// The coefficient of a monomial.
  public subscript(exponents: [Int]) -> Rational { terms[exponents] ?? .zero }

  public static func + (a: SparsePolynomial, b: SparsePolynomial) -> SparsePolynomial {
    precondition(a.variables == b.variables, "\(a.variables) and \(b.variables) variables")
    return SparsePolynomial(
      variables: a.variables, terms: a.terms.merging(b.terms) { $0 + $1 })
  }

  public static prefix func - (a: SparsePolynomial) -> SparsePolynomial {
    SparsePolynomial(variables: a.variables, terms: a.terms.mapValues { -$0 })
  }

  public static func - (a: SparsePolynomial, b: SparsePolynomial) -> SparsePolynomial { a + (-b) }

  /// Adds `factor w^monomial other` in place.
  ///
  /// - Complexity: the terms of `other`.
  public mutating func add(_ factor: Rational, times monomial: [Int], of other: SparsePolynomial) {
    precondition(variables == other.variables, "\(variables) and \(other.variables) variables")
    for (key, value) in other.terms {
      let exponents = zip(key, monomial).map { $0 + $1 }
      let sum = self[exponents] + factor * value
      terms[exponents] = sum.signum == 0 ? nil : sum
    }
  }

  public static func * (a: SparsePolynomial, b: SparsePolynomial) -> SparsePolynomial {
    precondition(a.variables == b.variables, "\(a.variables) and \(b.variables) variables")
    var terms: [[Int]: Rational] = [:]
    for (p, x) in a.terms {
      for (q, y) in b.terms {
        let exponents = zip(p, q).map { $0 + $1 }
        terms[exponents] = (terms[exponents] ?? .zero) + x * y
      }
    }
    return SparsePolynomial(variables: a.variables, terms: terms)
  }

  public func power(_ exponent: Int) -> SparsePolynomial {
    precondition(exponent >= 0, "power \(exponent)")
    return (0..<exponent).reduce(.constant(.one, variables: variables)) { result, _ in
      result * self
    }
  }

  public func scaled(by factor: Rational) -> SparsePolynomial {
    SparsePolynomial(variables: variables, terms: terms.mapValues { $0 * factor })
  }

  /// The derivative over variable i.
  public func derivative(_ index: Int) -> SparsePolynomial {
    var result: [[Int]: Rational] = [:]
    for (exponents, value) in terms where exponents[index] > 0 {
      var lower = exponents
      lower[index] -= 1
      result[lower] = value * Rational(exponents[index])
    }
    return SparsePolynomial(variables: variables, terms: result)
  }

  public func value(at point: [Rational]) -> Rational {
    precondition(point.count == variables, "\(point.count) coordinates")
    return terms.reduce(.zero) { sum, term in
      sum
        + zip(point, term.key).reduce(term.value) { product, factor in
          (0..<factor.1).reduce(product) { value, _ in value * factor.0 }
        }
    }
  }

  /// Every variable replaced by a polynomial, all in the same variables. Cost: the products of powers.
  ///
  /// - Parameter degree: terms of a higher degree in the new variables are left out; nil keeps all.
  public func substituting(
    _ images: [SparsePolynomial], through degree: Int? = nil
  ) -> SparsePolynomial {
    precondition(images.count == variables && !images.isEmpty, "\(images.count) images")
    let target = images[0].variables
    func cut(_ polynomial: SparsePolynomial) -> SparsePolynomial {
      degree.map { polynomial.truncated(through: $0) } ?? polynomial
    }
    var powers: [[SparsePolynomial]] = images.map { _ in
      [.constant(.one, variables: target)]
    }
    var result = SparsePolynomial(variables: target)
    for (exponents, value) in terms {
      var product = SparsePolynomial.constant(value, variables: target)
      for (index, exponent) in exponents.enumerated() where exponent > 0 {
        while powers[index].count <= exponent {
          powers[index].append(cut(powers[index][powers[index].count - 1] * images[index]))
        }
        product = cut(product * powers[index][exponent])
      }
      result = result + product
    }
    return result
  }

  /// The polynomial in the distance from a point: `w -> w + point`.
  public func shifted(by point: [Rational]) -> SparsePolynomial {
    substituting(
      point.indices.map {
        .variable($0, of: variables) + .constant(point[$0], variables: variables)
      })
  }

  /// The terms of at most this degree.
  public func truncated(through degree: Int) -> SparsePolynomial {
    SparsePolynomial(
      variables: variables, terms: terms.filter { $0.key.reduce(0, +) <= degree })
  }
}
