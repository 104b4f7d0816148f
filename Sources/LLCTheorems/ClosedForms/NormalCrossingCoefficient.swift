import ExactAlgebra

/// `K(w) = prod_i w_i^(e_i)` at the origin, e_i = 2 k_i even, with a prior `prod_i |w_i|^(h_i)`:
/// `lambda = min over e_i > 0 of (h_i + 1) / e_i`, the multiplicity is the number of minimisers
/// (Watanabe 2009, Algebraic Geometry and Statistical Learning Theory, section 3.2 and theorem 6.7).
public enum NormalCrossingCoefficient: ClosedForm {
  public static let identifier = "normal-crossing"
  public static let title = "normal crossing"
  public static let source = "Watanabe 2009, section 3.2"
  public static let statement =
    "K = prod w_i^(e_i), prior prod |w_i|^(h_i): lambda = min over e_i > 0 of (h_i + 1)/e_i, mult = the number of "
    + "minimisers"
  public static let page = "ClosedForms"

  /// - Parameters:
  ///   - exponents: e_i, even and not negative, at least one positive.
  ///   - prior: h_i, not negative; zeros when left out.
  public static func value(exponents: [Int], prior: [Int]? = nil) -> KnownCoefficient {
    let powers = prior ?? exponents.map { _ in 0 }
    precondition(
      exponents.contains { $0 > 0 } && exponents.allSatisfy { $0 >= 0 && $0 % 2 == 0 }
        && powers.count == exponents.count && powers.allSatisfy { $0 >= 0 },
      "exponents \(exponents), prior \(powers)")
    let values = zip(exponents, powers).filter { $0.0 > 0 }.map {
      Rational(Integer($0.1) + 1, Integer($0.0))
    }
    let least = values.min()!
    return KnownCoefficient(
      value: least, multiplicity: values.count { $0 == least }, standing: .proved(source: source))
  }

  public static func report(exponents: [Int], prior: [Int]? = nil) -> ClosedFormReport {
    let known = value(exponents: exponents, prior: prior)
    return ClosedFormReport(
      family: identifier, weights: exponents.count,
      title: "K = prod w_i^(e_i), \(exponents.count) variables",
      rows: [
        .init(
          identifier, known,
          [
            Assumption("K >= 0", .holds(because: "every exponent is even")),
            Assumption(
              "the prior is prod |w_i|^(h_i) times a positive function",
              .holds(because: prior == nil ? "h = 0" : "as given")),
          ])
      ],
      because: "the least (h_i + 1)/e_i, which \(known.multiplicity ?? 0) of the variables attain",
      advice: "The coefficient of K at the origin, exponents being those of K itself.")
  }
}
