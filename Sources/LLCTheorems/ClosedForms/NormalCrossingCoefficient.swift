import ExactAlgebra

/// `K(w) = prod_i w_i^(2 k_i)` at the origin, with a prior `prod_i |w_i|^(h_i)`:
/// `lambda = min over k_i > 0 of (h_i + 1) / (2 k_i)`, the multiplicity is the number of minimisers
/// (Watanabe 2009, Algebraic Geometry and Statistical Learning Theory, section 3.2 and theorem 6.7).
public enum NormalCrossingCoefficient {
  /// - Parameters:
  ///   - exponents: 2 k_i, even and not negative, at least one positive.
  ///   - prior: h_i, not negative; zeros when left out.
  public static func value(exponents: [Int], prior: [Int]? = nil) -> KnownCoefficient {
    let powers = prior ?? exponents.map { _ in 0 }
    precondition(
      exponents.contains { $0 > 0 } && exponents.allSatisfy { $0 >= 0 && $0 % 2 == 0 }
        && powers.count == exponents.count && powers.allSatisfy { $0 >= 0 },
      "exponents \(exponents), prior \(powers)")
    let values = zip(exponents, powers).filter { $0.0 > 0 }.map { Rational($0.1 + 1, $0.0) }
    let least = values.min()!
    return KnownCoefficient(
      value: least, multiplicity: values.count { $0 == least },
      standing: .proved(source: "Watanabe 2009, section 3.2"))
  }
}
