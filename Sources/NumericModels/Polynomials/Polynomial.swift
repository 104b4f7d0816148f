/// A real polynomial in a few variables, as a list of terms.
public struct Polynomial: Sendable, Hashable {
  public struct Term: Sendable, Hashable {
    public let coefficient: Double
    /// One exponent for each variable.
    public let exponents: [Int]

    public init(_ coefficient: Double, _ exponents: [Int]) {
      precondition(exponents.allSatisfy { $0 >= 0 }, "exponents \(exponents)")
      self.coefficient = coefficient
      self.exponents = exponents
    }
  }

  public let terms: [Term]

  public init(_ terms: [Term]) { self.terms = terms }

  /// `coefficient x_1^e_1 x_2^e_2 ...`.
  public static func monomial(_ exponents: [Int], coefficient: Double = 1) -> Polynomial {
    Polynomial([Term(coefficient, exponents)])
  }

  /// The value at a point; for tests and single evaluations.
  public func value(at point: [Double]) -> Double {
    terms.reduce(0) { sum, term in
      sum
        + zip(point, term.exponents).reduce(term.coefficient) { product, factor in
          (0..<factor.1).reduce(product) { value, _ in value * factor.0 }
        }
    }
  }

  /// The partial derivative in variable i.
  public func derivative(_ i: Int) -> Polynomial {
    Polynomial(
      terms.filter { $0.exponents[i] > 0 }.map { term in
        var exponents = term.exponents
        exponents[i] -= 1
        return Term(term.coefficient * Double(term.exponents[i]), exponents)
      })
  }
}
