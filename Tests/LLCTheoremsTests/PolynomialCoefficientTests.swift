import ExactAlgebra
import Identifiability
import LLCTheorems
import Testing

@Suite struct PolynomialCoefficientTests {
  private func report(
    _ text: String, _ names: [String]? = nil, at point: [Rational]? = nil, prior: [Int]? = nil
  ) throws -> ClosedFormReport {
    let read = try PolynomialText(text, names: names)
    return try PolynomialCoefficient.report(
      read.polynomial, squares: read.squares, names: read.names,
      at: point ?? read.names.map { _ in .zero }, prior: prior)
  }

  private func expect(
    _ text: String, _ value: Rational, _ multiplicity: Int, at point: [Rational]? = nil,
    prior: [Int]? = nil
  ) throws {
    let found = try report(text, at: point, prior: prior).certified
    #expect(found.isExact && found.lower == value, "\(text): [\(found.lower), \(found.upper)]")
    #expect(found.multiplicity == multiplicity, "\(text): \(found.multiplicity ?? 0)")
  }

  /// Watanabe 2009, section 3.2: the least (h_i + 1)/e_i and how many attain it.
  @Test("normal crossings, by the formula of their own")
  func crossings() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let n = Int.random(in: 1...5, using: &random)
      var exponents = (0..<n).map { _ in 2 * Int.random(in: 0...4, using: &random) }
      if exponents.allSatisfy({ $0 == 0 }) { exponents[0] = 2 }
      let prior = (0..<n).map { _ in Int.random(in: 0...3, using: &random) }
      let monomial = SparsePolynomial(variables: n, terms: [exponents: Rational(3, 2)])
      let found = try PolynomialCoefficient.report(
        monomial, names: (0..<n).map { "w\($0)" }, at: [Rational](repeating: .zero, count: n),
        prior: prior
      ).certified
      let known = NormalCrossingCoefficient.value(exponents: exponents, prior: prior)
      #expect(found.isExact && found.lower == known.value, "\(exponents) \(prior)")
      #expect(found.multiplicity == known.multiplicity, "\(exponents) \(prior)")
    }
  }

  /// Sums over separate variables: coefficients add, and multiplicities less one each.
  @Test("known values")
  func known() throws {
    try expect("x^2", Rational(1, 2), 1)
    try expect("x^2 + y^2 + z^2", Rational(3, 2), 1)
    try expect("(x^2 + y^2 + z^2)^2", Rational(3, 4), 1)
    try expect("x^2*y^2", Rational(1, 2), 2)
    try expect("x^2*y^2 + z^4", Rational(3, 4), 2)
    try expect("x^2*y^2*z^2", Rational(1, 2), 3)
    try expect("x^4 + y^6", Rational(5, 12), 1)
    try expect("x^4 + x^2*y^2 + y^4", Rational(1, 2), 1)
    // |v|^2 |w|^4 with K = d = 2: min(K/2, d/4), and the vertex of equality at K = 1, d = 2.
    try expect("(a^2 + b^2)*(x^2 + y^2)^2", Rational(1, 2), 1)
    try expect("a^2*(x^2 + y^2)^2", Rational(1, 2), 2)
  }

  /// Coordinates that are not adapted: a square with a branch, smooth curves and cusps (values by hand, with
  /// z = y - x^2 and so on).
  @Test("two variables in any coordinates")
  func plane() throws {
    try expect("(y - x^2)^2", Rational(1, 2), 1)
    try expect("(y - x^2)^2 + x^6", Rational(2, 3), 1)
    try expect("(y - x)^4", Rational(1, 4), 1)
    try expect("(y - x)^4*(y + x)^2", Rational(1, 4), 1)
    try expect("(y - x)^2*(y + x)^2", Rational(1, 2), 2)
    try expect("(y^2 - x^3)^2", Rational(5, 12), 1)
    try expect("(y - x - x^2 - x^3)^2*x^2", Rational(1, 2), 2)
    try expect("(y - x)^2 + (y - x)*x^2 + x^4", Rational(3, 4), 1)
    try expect("((y - 2*x)^2 + x^4)^2", Rational(3, 8), 1)
    try expect("(y - x^2)^4 + 2*(y - x^2)^2*x^7 + x^14", Rational(9, 28), 1)
    // Powers of branches that are no graph of a polynomial.
    try expect("(y + x*y - x)^2", Rational(1, 2), 1)
    try expect("(y + x*y - x^2)^4*(1 + x)", Rational(1, 4), 1)
    try expect("(y + x*y - x)^4*x^2", Rational(1, 4), 1)
    // The square of a cusp in sheared coordinates.
    try expect("((y + 3*x)^2 - x^3)^2", Rational(5, 12), 1)
  }

  /// Linear changes of coordinates change nothing.
  @Test("the same in sheared coordinates")
  func sheared() throws {
    var random = SeededGenerator(seed: 9)
    let (x, y) = (SparsePolynomial.variable(0, of: 2), SparsePolynomial.variable(1, of: 2))
    for text in ["x^4 + y^6", "x^2*y^2", "x^2*y^2 + y^6", "(y^2 - x^3)^2", "x^2 + y^8"] {
      let plain = try PolynomialText(text, names: ["x", "y"]).polynomial
      let own = try PolynomialCoefficient.report(plain, names: ["x", "y"], at: [0, 0]).certified
      for _ in 0..<6 {
        let a = Rational(Int.random(in: -3...3, using: &random))
        let b = Rational(Int.random(in: -3...3, using: &random))
        // Determinant 1, then a parabola.
        let moved = plain.substituting([x + y.scaled(by: a), y]).substituting([
          x, y + x.scaled(by: b) + (x * x).scaled(by: a),
        ])
        let found = try PolynomialCoefficient.report(moved, names: ["x", "y"], at: [0, 0]).certified
        #expect(found.isExact && found.lower == own.lower, "\(text), \(a), \(b)")
        #expect(found.multiplicity == own.multiplicity, "\(text), \(a), \(b)")
      }
    }
  }

  @Test("points elsewhere, and what is no minimum")
  func points() throws {
    try expect("(a*b - 1)^2/2", Rational(1, 2), 1, at: [Rational(1, 2), 2])
    try expect("(x - 1)^2*(y + 2)^4 + 7", Rational(1, 4), 1, at: [1, -2])
    #expect(throws: PolynomialCoefficient.Failure.notCritical(loss: 1, gradient: [-2, 0])) {
      try report("(x - 1)^2 + y^4", at: [0, 0])
    }
    for text in ["x^3", "x^2 - y^2", "x*y", "(y - x)^3*x", "x^2*y + y^4", "-x^2"] {
      #expect(throws: PolynomialCoefficient.Failure.self, "\(text)") { try report(text) }
    }
    #expect(throws: PolynomialCoefficient.Failure.constant(loss: 3)) { try report("3 + 0*x") }
  }

  /// Degrees at which neither the charts nor Bezout's bound end in reach: an interval that holds the truth, 1/4.
  @Test("what is not decided is bounded, not guessed")
  func bounded() throws {
    let far = try report("(y + x*y - x)^4*((x + y)^2 + y^30) + 0*z").certified
    #expect(far.lower <= Rational(1, 4) && far.upper >= Rational(1, 4), "\(far)")
    // 1/2 by Vandermonde's formula is not reached for three units: [1/2, 1] holds 1.
    let open = try report(
      "(a*u + b*v + c*w)^2 + (a*u^2 + b*v^2 + c*w^2)^2 + (a*u^3 + b*v^3 + c*w^3)^2"
    ).certified
    #expect(open.lower <= 1 && open.upper >= 1, "\(open)")
    // Hundreds of monomials on one face. Without the last term the sixth power of a cusp, 5/36.
    let dense = try report("((x + y + z + w)^2 + x^3)^6 + x^14*y^2").certified
    #expect(dense.lower <= dense.upper && dense.upper >= Rational(5, 36), "\(dense)")
  }

  @Test(
    "texts that are no polynomial point at the column",
    arguments: [
      ("x^2 + ", 7), ("x + (y", 5), ("x^y", 3), ("x/y", 3), ("x $ y", 3), ("2..5*x", 1), ("x/0", 3),
      ("x y", 3), ("x^-2", 3), ("x^999", 3),
    ])
  func texts(_ text: String, _ column: Int) throws {
    let error = #expect(throws: PolynomialTextError.self) { try PolynomialText(text) }
    #expect(error?.column == column, "\(text): \(String(describing: error))")
  }

  @Test("undeclared variables, numbers, precedence")
  func reading() throws {
    let error = #expect(throws: PolynomialTextError.self) {
      try PolynomialText("x^2 + z", names: ["x", "y"])
    }
    #expect(error?.description == "column 7: z is not declared; the variables are x, y")
    let read = try PolynomialText("-x^2/4 + 1.25*x*(x - 2)^2 - 3", names: ["x"]).polynomial
    for value in [-2, 0, 1, 5].map({ Rational($0) }) {
      let square = (value - 2) * (value - 2)
      #expect(
        read.value(at: [value])
          == -(value * value) / 4 + Rational(5, 4) * value * square - 3)
    }
  }
}
