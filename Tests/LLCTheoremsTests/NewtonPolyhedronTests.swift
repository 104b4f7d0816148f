import ExactAlgebra
import Identifiability
import LLCTheorems
import Testing

/// Whether face polynomials are positive off the axes, and what follows.
@Suite struct NewtonPolyhedronTests {
  private typealias Monomial = (exponents: [Int], coefficient: Rational)

  /// Monomials on the plane through `w_i^(d_i)`.
  private func onFace(_ degrees: [Int]) -> [[Int]] {
    let box = degrees.reduce([[]]) { rows, d in rows.flatMap { row in (0...d).map { row + [$0] } } }
    return box.filter { key in
      zip(key, degrees).reduce(Rational.zero) { $0 + Rational($1.0, $1.1) } == .one
        && key.count { $0 > 0 } > 1
    }
  }

  private func sum(_ terms: [Monomial]) -> SparsePolynomial {
    terms.reduce(SparsePolynomial(variables: terms[0].exponents.count)) { sum, term in
      sum
        + SparsePolynomial(
          variables: term.exponents.count, terms: [term.exponents: term.coefficient])
    }
  }

  private func powers(_ degrees: [Int]) -> [Monomial] {
    degrees.indices.map { index in
      (degrees.indices.map { $0 == index ? degrees[index] : 0 }, .one)
    }
  }

  private static let shapes = [
    [4, 4, 4], [2, 4, 4], [4, 4, 8], [6, 6, 6], [2, 4, 4, 4], [4, 6],
  ]

  /// With `|m| <= sum_i a_i w_i^(d_i)`, `sum a_i = 1` (arithmetic and geometric mean), others whose coefficients add to less than 1 in
  /// size leave K comparable to `sum_i w_i^(d_i)`: lambda is `sum 1/d_i`.
  @Test(arguments: shapes)
  func smallTerms(_ degrees: [Int]) throws {
    var random = SeededGenerator(seed: 31)
    let others = onFace(degrees)
    for _ in 0..<6 {
      let count = Int.random(in: 1...min(4, others.count), using: &random)
      let small = others.shuffled(using: &random).prefix(count).map { key in
        (key, Rational(Bool.random(using: &random) ? 3 : -3, 4 * count)) as Monomial
      }
      let loss = sum(powers(degrees) + small)
      #expect(NewtonPolyhedron(loss).hasPositiveFaces, "\(loss.text(names(degrees)))")
      let found = try PolynomialCoefficient.report(
        loss, names: names(degrees), at: degrees.map { _ in .zero }
      ).certified
      #expect(found.isExact && found.multiplicity == 1)
      #expect(found.lower == degrees.reduce(Rational.zero) { $0 + Rational(1, $1) })
    }
  }

  private func names(_ degrees: [Int]) -> [String] { degrees.indices.map { "w\($0)" } }

  /// Squares of differences that vanish at a point off the axes, in any orthant: never positive.
  @Test(arguments: shapes)
  func plantedZeros(_ degrees: [Int]) {
    var random = SeededGenerator(seed: 32)
    let keys = onFace(degrees.map { $0 / 2 }) + powers(degrees.map { $0 / 2 }).map(\.exponents)
    for _ in 0..<3 {
      let zero = degrees.map { _ in
        Rational(Bool.random(using: &random) ? 1 : -1)
          * Rational(Int.random(in: 1...2, using: &random))
      }
      let scaled = keys.map { key in
        let own = SparsePolynomial(variables: degrees.count, terms: [key: .one])
        return own.scaled(by: .one / own.value(at: zero))
      }
      // A chain through all of them, so that the zero is not off the support.
      let order = scaled.shuffled(using: &random)
      let loss = zip(order, order.dropFirst()).map { ($0 - $1) * ($0 - $1) }
        .reduce(SparsePolynomial(variables: degrees.count), +)
      #expect(loss.value(at: zero).signum == 0)
      #expect(!NewtonPolyhedron(loss).hasPositiveFaces, "\(loss.text(names(degrees)))")
    }
  }

  /// Coefficients of any size: what is called positive is so at random points.
  @Test(arguments: shapes)
  func samples(_ degrees: [Int]) {
    var random = SeededGenerator(seed: 33)
    let others = onFace(degrees)
    var called = 0
    for _ in 0..<8 {
      let terms = others.shuffled(using: &random).prefix(3).map {
        ($0, Rational(Int.random(in: -2...2, using: &random), 2)) as Monomial
      }
      let loss = sum(powers(degrees) + terms)
      guard NewtonPolyhedron(loss).hasPositiveFaces else { continue }
      called += 1
      for _ in 0..<60 {
        let point = degrees.map { _ in
          Rational(Int.random(in: 1...8, using: &random), Int.random(in: 1...8, using: &random))
            * Rational(Bool.random(using: &random) ? 1 : -1)
        }
        #expect(loss.value(at: point).signum > 0, "\(loss.text(names(degrees))) at \(point)")
      }
    }
    #expect(called > 0)
  }

  /// Several compact faces at once, each positive; and one that is not.
  @Test func severalFaces() throws {
    func isPositive(_ text: String) throws -> Bool {
      NewtonPolyhedron(try PolynomialText(text, names: ["x", "y", "z"]).polynomial).hasPositiveFaces
    }
    // x^2 y^3 lies on the face x = 2 of the polyhedron, which is not compact.
    let wall = try PolynomialText("x^2*y^2 - 3*x^2*y^3 + z^2", names: ["x", "y", "z"]).polynomial
    #expect(NewtonPolyhedron(wall).doubtful.isEmpty)
    let corner = "x^4*z^2 + x^2*y^2 + y^4*z^2"
    #expect(try isPositive("\(corner) - x^3*y*z - x*y^3*z + x^9*y^3"))
    #expect(try !isPositive("\(corner) - x^3*y*z - 2*x*y^3*z"))
    #expect(try !isPositive("\(corner) + 3*x^3*y*z"))
    #expect(try !isPositive("-x^2 + y^2 + z^2"))
    #expect(try !isPositive("x^3 + y^2 + z^2"))
  }

  /// A form of degree d in n variables whose zeros are smooth off 0: one blow-up at 0 shows that `|r|` has the threshold
  /// min(n/d, 1), and that its order at n = d is 2 where r has zeros.
  @Test(
    "powers of smooth forms",
    arguments: [
      ("(x^3 + y^3 + z^3 + x*y*z)^2", "1/2", 2),
      ("(x^3 + y^3 + z^3 + u^3 - x*y*z)^2", "1/2", 1),
      ("(x^4 - x^2*y*z + y^4 - 2*z^4)^2", "3/8", 1),
      ("(x^4 - x^2*y*z + y^4 + 2*z^4)^6", "1/8", 1),
      ("(x^4 + y^4 + z^4 + u^4 - x^2*y*z)^4", "1/4", 1),
      ("(x^4 + y^4 + z^4 - u^4 - x^2*y*z)^2", "1/2", 2),
      ("(x^2 + y^2 + z^2 - 3*x*y)^2", "1/2", 1),
      ("(x^2 + y^2 + z^2 - x*y)^2", "3/4", 1),
      // Times xy: the blow-up's divisor has 3/5. Times x: it and both zeros have 1, and meet in pairs.
      ("(x^3 + y^3 + z^3 + x*y*z)^2*x^2*y^2", "3/10", 1),
      ("(x^2 + y^2 + z^2 - 3*x*y)^2*x^2", "1/2", 2),
    ])
  func forms(_ text: String, _ value: String, _ order: Int) throws {
    let read = try PolynomialText(text)
    let found = try PolynomialCoefficient.report(
      read.polynomial, squares: read.squares, names: read.names, at: read.names.map { _ in .zero }
    ).certified
    #expect(found.isExact && "\(found.lower)" == value, "[\(found.lower), \(found.upper)]")
    #expect(found.multiplicity == order)
  }
}
