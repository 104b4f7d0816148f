import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// Charts at singular points of maps, where ranks leave an interval.
@Suite struct ChartsAtPointsTests {
  private func ranks(
    _ map: UserMap, at point: [Rational]
  ) throws -> CertifiedCoefficient {
    let rank = try UserPointRank(of: map, at: point, seed: 2)
    return CertifiedCoefficient(
      point: rank, generic: try GenericRank(of: map, seed: 1), level: map.level)
  }

  /// Against the closed form: V W with W of rank a, V of rank b and a product of rank r.
  @Test(arguments: [
    [2, 2, 2, 0, 0, 0], [3, 2, 2, 1, 0, 0], [2, 3, 2, 1, 1, 1], [3, 3, 2, 0, 0, 0],
    [2, 2, 3, 1, 1, 0], [3, 3, 3, 1, 1, 1], [1, 3, 2, 0, 1, 0], [3, 1, 3, 1, 0, 0],
  ])
  func twoLayers(_ s: [Int]) throws {
    let (n, m, h, a, b, r) = (s[0], s[1], s[2], s[3], s[4], s[5])
    let map = try UserMap("parameter W[\(h), \(n)], V[\(m), \(h)]\noutput V * W")
    let hidden = Array(0..<r) + Array(a..<a + b - r)
    let first = (0..<h).flatMap { k in
      (0..<n).map { Rational(k < a && k == $0 ? 1 : 0) }
    }
    let second = (0..<m).flatMap { i in
      (0..<h).map { Rational(i < b && hidden[i] == $0 ? 1 : 0) }
    }
    let point = first + second
    let known = TwoLayerLinearCoefficient.value(
      input: n, hidden: h, output: m, firstRank: a, secondRank: b, rank: r)
    let before = try ranks(map, at: point)
    #expect(before.lower <= known.value && known.value <= before.upper, "\(before)")
    let after = try #require(before.charts(of: map, at: point) ?? (before.isExact ? before : nil))
    #expect(after.isExact && after.lower == known.value, "\(after)")
    #expect(after.multiplicity == known.multiplicity, "\(after)")
  }

  /// A dead unit beside an active one, in the coordinates of the built-in family; Proofs/PolynomialCoefficient.md.
  @Test(arguments: [([0, 1], [0], "3/2", 1), ([1, 0], [0], "5/4", 1), ([0, 0], [1], "5/4", 1)])
  func deadUnits(_ w: [Int], _ v: [Int], value: String, order: Int) throws {
    let network = try QuadraticNetwork(inputDimension: 2, width: 2, outputDimension: 1)
    let map = try #require(NetworkMap(.quadratic(network), level: .coordinates, inputs: nil))
    let written = try UserMap(
      """
      parameter w[2, 2], v[2]
      output v[1]*w[1, :]'*w[1, :] + v[2]*w[2, :]'*w[2, :]
      """)
    let point = ([1, 0] + w + [1] + v).map { Rational($0) }
    let builtIn = CertifiedCoefficient(
      point: try PointRank(of: map, at: point, seed: 1), generic: nil, level: .coordinates)
    let own = try ranks(written, at: point)
    // Beside an independent unit ranks decide.
    for found in [
      builtIn.charts(of: map, at: point) ?? builtIn, own.charts(of: written, at: point) ?? own,
    ] {
      #expect(found.isExact && found.lower == Rational(value), "\(found)")
      #expect(found.multiplicity == order, "\(found)")
    }
  }

  /// Coefficients in x are coordinates of their own.
  @Test func symbolicInputs() throws {
    let map = try UserMap("parameter a, b\ninput x\noutput a^2*x^2 + a*b*x + b^3")
    let found = try #require(try ranks(map, at: [0, 0]).charts(of: map, at: [0, 0]))
    let text = try PolynomialText("(a^2)^2 + (a*b)^2 + (b^3)^2", names: ["a", "b"])
    let same = try PolynomialCoefficient.report(
      text.polynomial, squares: text.squares, names: text.names, at: [0, 0]
    ).certified
    #expect(found.lower == same.lower && found.upper == same.upper)
    #expect(found.multiplicity == same.multiplicity && found.isExact)
  }

  @Test func nothingToAdd() throws {
    // Proved by ranks; too large; and nothing that moves.
    for (text, count) in [
      ("parameter a, b\noutput a, b", 2),
      ("parameter a[61]\noutput sum(a.^2), sum(a.^3)", 61), ("parameter a\noutput 0*a", 1),
      ("parameter a[30]\noutput sum(a)^12", 30),
    ] {
      let map = try UserMap(text)
      let point = [Rational](repeating: .zero, count: count)
      #expect(try ranks(map, at: point).charts(of: map, at: point) == nil, "\(text)")
    }
  }

  /// Substitutions that grow beyond any use are given up; without a limit these squares take longer than ten minutes.
  @Test func growth() throws {
    let map = try UserMap(
      """
      parameter a, b, c, d, e, f, g, h
      output b*a^3 + f*b^2 + b*f + e*d + a*b^2
      output e*h^2 + d*g^2 + a^3 + b*c^3 + c*b^3
      output g*e^3 + d*e + b^3 + g*b + a^3
      output d*g^2 + f*b + c*g^3 + d*f^2 + d*g
      output c*a^2 + c*h^3 + f^2 + e^4 + c*d^3
      output h^2 + e*c + a^4 + e*b^2 + d^3
      """)
    let zero = [Rational](repeating: .zero, count: 8)
    let before = try ranks(map, at: zero)
    let found = before.charts(of: map, at: zero) ?? before
    #expect(found.lower <= found.upper)
  }
}
