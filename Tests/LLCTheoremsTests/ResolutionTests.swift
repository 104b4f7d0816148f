import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// Charts against closed forms that know nothing of them.
@Suite struct ResolutionTests {
  private func coefficient(
    _ text: String, _ names: [String]? = nil, at point: [Rational]? = nil
  ) throws -> CertifiedCoefficient {
    let read = try PolynomialText(text, names: names)
    return try PolynomialCoefficient.report(
      read.polynomial, squares: read.squares, names: read.names,
      at: point ?? read.names.map { _ in .zero }
    ).certified
  }

  /// `||B A - B_0 A_0||^2` at a point of the stratum: rank A_0 = a, rank B_0 = b, rank B_0 A_0 = r.
  private func stratum(
    _ n: Int, _ m: Int, _ h: Int, _ a: Int, _ b: Int, _ r: Int
  ) -> (text: String, names: [String], point: [Rational]) {
    let hidden = Array(0..<r) + Array(a..<a + b - r)
    func first(_ k: Int, _ j: Int) -> Int { k < a && k == j ? 1 : 0 }
    func second(_ i: Int, _ k: Int) -> Int { i < b && hidden[i] == k ? 1 : 0 }
    var (names, point): ([String], [Rational]) = ([], [])
    for k in 0..<h {
      for j in 0..<n {
        names.append("a\(k)\(j)")
        point.append(Rational(first(k, j)))
      }
    }
    for i in 0..<m {
      for k in 0..<h {
        names.append("b\(i)\(k)")
        point.append(Rational(second(i, k)))
      }
    }
    let squares = (0..<m).flatMap { i in
      (0..<n).map { j in
        let product = (0..<h).map { "b\(i)\($0)*a\($0)\(j)" }.joined(separator: " + ")
        let value = (0..<h).reduce(0) { $0 + second(i, $1) * first($1, j) }
        return "(\(product) - \(value))^2"
      }
    }
    return (squares.joined(separator: " + "), names, point)
  }

  /// Proofs/TwoLayerLinearCoefficient.md, with its multiplicities: an independent derivation of every case.
  @Test("every stratum of reduced rank regression up to size 3")
  func reducedRank() throws {
    var count = 0
    for n in 1...3 {
      for m in 1...3 {
        for h in 1...3 {
          for a in 0...min(n, h) {
            for b in 0...min(m, h) {
              for r in max(0, a + b - h)...max(0, a + b - h, min(a, b)) {
                let known = TwoLayerLinearCoefficient.value(
                  input: n, hidden: h, output: m, firstRank: a, secondRank: b, rank: r)
                let (text, names, point) = stratum(n, m, h, a, b, r)
                let found = try coefficient(text, names, at: point)
                #expect(
                  found.isExact && found.lower == known.value
                    && found.multiplicity == known.multiplicity,
                  "\((n, m, h, a, b, r)): [\(found.lower), \(found.upper)]")
                count += 1
              }
            }
          }
        }
      }
    }
    #expect(count == 215)
  }

  private func determinant(_ matrix: [[String]]) -> String {
    if matrix.count == 1 { return matrix[0][0] }
    return "("
      + matrix[0].indices.map { j in
        let minor = matrix.dropFirst().map { row in
          row.indices.filter { $0 != j }.map { row[$0] }
        }
        return "\(j % 2 == 0 ? "" : "-")\(matrix[0][j])*\(determinant(minor))"
      }.joined(separator: " + ") + ")"
  }

  private func subsets(_ n: Int, _ k: Int) -> [[Int]] {
    (0..<(1 << n)).filter { $0.nonzeroBitCount == k }.map { mask in
      (0..<n).filter { mask >> $0 & 1 == 1 }
    }
  }

  @Test("minors of generic matrices")
  func minors() throws {
    for (m, n, k) in [(2, 2, 2), (2, 3, 2), (2, 4, 2), (3, 3, 2), (3, 3, 3), (3, 4, 2)] {
      let text = subsets(m, k).flatMap { rows in
        subsets(n, k).map { columns in
          determinant(rows.map { i in columns.map { "x\(i)\($0)" } }) + "^2"
        }
      }.joined(separator: " + ")
      let (found, known) = (
        try coefficient(text), DeterminantalCoefficient.value(rows: m, columns: n, minors: k)
      )
      #expect(found.isExact && found.lower == known.value, "\((m, n, k)): \(found)")
      #expect(found.multiplicity == known.multiplicity, "\((m, n, k)): \(found)")
    }
  }

  /// The zero function of deep linear networks, by Aoyagi's formula.
  @Test("products of three and four matrices")
  func deepLinear() throws {
    for widths in [
      [1, 2, 1, 1], [2, 1, 2, 1], [1, 2, 2, 1], [2, 2, 2, 1], [1, 1, 2, 1, 1], [1, 2, 2, 2, 1],
    ] {
      func entry(_ layer: Int, _ i: Int, _ j: Int) -> String {
        if layer == 1 { return "w1_\(i)\(j)" }
        return "("
          + (0..<widths[layer - 1]).map { "w\(layer)_\(i)\($0)*\(entry(layer - 1, $0, j))" }.joined(
            separator: " + ") + ")"
      }
      let text = (0..<widths[widths.count - 1]).flatMap { i in
        (0..<widths[0]).map { "\(entry(widths.count - 1, i, $0))^2" }
      }.joined(separator: " + ")
      let (found, known) = (
        try coefficient(text), DeepLinearCoefficient.value(widths: widths, rank: 0)
      )
      #expect(found.isExact && found.lower == known.value, "\(widths): \(found)")
      #expect(found.multiplicity == known.multiplicity, "\(widths): \(found)")
    }
  }

  /// F3 of Proofs/ExactRankCertificate.md, written with squares of other coordinates.
  @Test("|v|^2 |w|^4: min(K/2, d/4), multiplicity 2 at equality")
  func bothZero() throws {
    for (outputs, inputs) in [(1, 1), (1, 2), (2, 2), (2, 3), (1, 3), (2, 4), (3, 2), (3, 6)] {
      let v = (0..<outputs).map { $0 == 0 ? "v0^2" : "(v\($0) - v0)^2" }.joined(separator: " + ")
      let w = (0..<inputs).map { $0 == 0 ? "w0^2" : "(w\($0) + 2*w0)^2" }.joined(separator: " + ")
      let found = try coefficient("(\(v))*(\(w))^2")
      let (first, second) = (Rational(outputs, 2), Rational(inputs, 4))
      #expect(found.isExact && found.lower == min(first, second), "\((outputs, inputs)): \(found)")
      #expect(found.multiplicity == (first == second ? 2 : 1), "\((outputs, inputs)): \(found)")
    }
  }

  /// Sums of squares of monomials, which a linear programme decides, in coordinates that hide them: what is exact has to be the
  /// same, and what is not has to hold it.
  @Test("monomial ideals in other coordinates")
  func hidden() throws {
    var random = SeededGenerator(seed: 12)
    var exact = 0
    for trial in 0..<100 {
      let n = Int.random(in: 2...4, using: &random)
      let monomials = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        SparsePolynomial(
          variables: n,
          terms: [(0..<n).map { _ in Int.random(in: 0...2, using: &random) }: Rational(1)])
      }.filter { $0.degree > 0 }
      guard !monomials.isEmpty else { continue }
      // A triangular map, linear or quadratic in what it adds.
      let images = (0..<n).map { i in
        (0..<i).reduce(SparsePolynomial.variable(i, of: n)) { sum, j in
          let c = Rational(Int.random(in: -1...1, using: &random))
          let power = Int.random(in: 1...2, using: &random)
          return sum + SparsePolynomial.variable(j, of: n).power(power).scaled(by: c)
        }
      }
      let names = (0..<n).map { "x\($0)" }
      let zero = [Rational](repeating: .zero, count: n)
      func report(_ squares: [SparsePolynomial], _ given: Bool) throws -> CertifiedCoefficient {
        let sum = squares.reduce(SparsePolynomial(variables: n)) { $0 + $1 * $1 }
        return try PolynomialCoefficient.report(
          sum, squares: given ? squares : nil, names: names, at: zero
        ).certified
      }
      let plain = try report(monomials, false)
      #expect(plain.isExact)
      let moved = monomials.map { $0.substituting(images) }
      // As squares, and as a loss of no known form.
      for given in [true, false] where given || n <= 3 {
        let found = try report(moved, given)
        #expect(
          found.lower <= plain.lower && plain.lower <= found.upper, "\(trial): \(found) \(plain)")
        if found.isExact {
          exact += 1
          #expect(found.multiplicity == plain.multiplicity, "\(trial): \(found) \(plain)")
        }
      }
    }
    #expect(exact > 100, "\(exact)")
  }

  /// `|f|` and `f^2`, whose Newton-Puiseux answer knows nothing of smooth zeros off the axes.
  @Test("one polynomial, against the plane: f^2 as a square and multiplied out")
  func planeCurves() throws {
    var random = SeededGenerator(seed: 11)
    var opposed = 0
    for _ in 0..<60 {
      let terms = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        SparsePolynomial(
          variables: 2,
          terms: [
            [Int.random(in: 0...4, using: &random), Int.random(in: 1...5, using: &random)]:
              Rational([-2, -1, 1, 3].randomElement(using: &random)!)
          ])
      }
      let f = terms.reduce(SparsePolynomial(variables: 2), +)
      guard f.terms.count > 1 else { continue }
      func report(_ squares: [SparsePolynomial]?) throws -> CertifiedCoefficient {
        try PolynomialCoefficient.report(f * f, squares: squares, names: ["x", "y"], at: [0, 0])
          .certified
      }
      let (charts, plane) = (try report([f]), try report(nil))
      #expect(charts == plane || charts.lower == plane.lower, "\(f.terms)")
      #expect(charts.isExact && charts.lower == charts.upper, "\(f.terms)")
      #expect(charts.multiplicity == plane.multiplicity, "\(f.terms)")
      if charts.lower == Rational(1, 2) { opposed += 1 }
    }
    #expect((5..<55).contains(opposed), "\(opposed)")
  }

  /// sum_i c_i x_i^(a_i), squared: half of min(1, sum 1/a_i), where the zeros off the origin give the 1 and, at
  /// equality, one more order.
  @Test(arguments: [
    ("(x^3 + y^5 + z^7)^2", "71/210", 1), ("(x^3 + y^5 + z^7)^4", "71/420", 1),
    ("(x^3 + y^2 + z^2)^4*x^2", "1/4", 1), ("(x^3 + y^2 + z^4)^4*x^6", "1/6", 1),
    ("(x*y + z^2)^4*z^2", "1/4", 1), ("(x^3 + y^3 + z^3)^4*x^2*y^2*z^2", "1/6", 1),
    ("(x^2 + y^3 + z^6)^4*x^2*y^2*z^2", "1/6", 1), ("(x^2 + y^2 - z^2)^4*x^4", "1/4", 3),
    ("(x^2 + y^3 + z^5)^2", "1/2", 1), ("(x^2 + y^3 + z^6)^2", "1/2", 2),
    ("(x^2 + y^4 + z^4)^2", "1/2", 1), ("(x^2 - y^4 - z^4)^2", "1/2", 2),
    ("(x^2 + y^2 + z^4)^2", "5/8", 1), ("(x^2 + y^2 - z^4)^2", "1/2", 1),
    ("(x^4 + y^4 + z^5*w)^2", "7/20", 1), ("(x^3*w^2 + y^5*w^2 + z^7*w^2)^2", "1/4", 1),
    // Parts in variables of their own: values add, and orders less one.
    ("(x^3 + y^5 + z^7)^2 + (a^2 - b^3)^2*a^2", "194/315", 1),
    ("(x*y)^2 + (z*w)^2 + (a^2 - b^4 - c^4)^2", "3/2", 4),
    ("x^4 + y^4 - x^2*y^2 + z^4*w^4", "3/4", 2),
  ])
  func hypersurfaces(_ text: String, value: String, order: Int) throws {
    let found = try coefficient(text)
    #expect(found.lower == Rational(value) && found.upper == Rational(value), "\(found)")
    #expect(found.multiplicity == order, "\(found)")
  }

  @Test("faces that vanish or not in three variables, and squares split off by power series")
  func faces() throws {
    let known: [(String, Rational, Int)] = [
      ("(x^2 + y^2 - z^3)^2", Rational(1, 2), 1),
      ("x^4 + y^4 + z^4 - x^2*y^2", Rational(3, 4), 1),
      ("x^2 + x^3 + x*y^2 + y^4 + z^6", Rational(11, 12), 1),
      ("y^2 - 2*x*y + x^2 + z^4", Rational(3, 4), 1),
      // x = y^2 + ..., then 2 y^6.
      ("x^2 + x^2*y^2 + x^3*y^3 - 2*x*y^2 + y^4 + y^6 + z^2", Rational(7, 6), 1),
      ("(x^2 - y^2 + z^3)^2 + x^4", Rational(2, 3), 1),
      // Cones: min(n/d, 1) halved, and one more order where both are 1.
      ("(x^2 + y^2 + z^2 - w^2)^2", Rational(1, 2), 1),
      ("(x^3 + y^3 + z^3)^2", Rational(1, 2), 2),
      ("(x^4 + y^4 + z^4 - w^4)^2", Rational(1, 2), 2),
      ("(x^5 + y^5 + z^5)^2", Rational(3, 10), 1),
    ]
    for (text, value, multiplicity) in known {
      let found = try coefficient(text)
      #expect(found.isExact && found.lower == value, "\(text): [\(found.lower), \(found.upper)]")
      #expect(found.multiplicity == multiplicity, "\(text): \(found)")
    }
  }

  /// Not minima, though every vertex of the polyhedron is even and positive: never a value.
  @Test(
    "losses that take both signs",
    arguments: [
      "x^4 - 3*x^2*y^2 + y^4 + x^2*z^2", "x^2 - 3*x*y + y^2 + z^2",
      "(x^2 - y^2)*(x^2 - 2*y^2) + z^6",
      "x^2 + 2*x*y^2 + y^6 + z^2", "x^2*y^2 - 3*x^2*y*z + x^2*z^2 + y^4*z^4",
      // x = y^2 + ..., then y^5.
      "x^2 + x^2*y - 2*x*y^2 + y^4 + y^6 + z^2",
    ])
  func signs(_ text: String) {
    let found = try? coefficient(text)
    #expect(found?.isExact != true, "\(text): \(String(describing: found))")
  }

  /// One active unit w = e_1, v = e_1 and another one, as squares of the coordinates of `sum_j v_j (x) w_j w_j^T`: what the theorem on
  /// inactive units says has to hold, and where the images are independent the parts add.
  @Test("inactive units beside an active one")
  func inactiveUnits() throws {
    var composed = 0
    for (d, outputs) in [(2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3)] {
      func unit(_ n: Int, _ place: Int?) -> [Int] { (0..<n).map { $0 == place ? 1 : 0 } }
      var others: [(v: Int?, w: Int?)] = [(nil, 1), (nil, 0), (0, nil), (nil, nil)]
      if outputs > 1 { others.append((1, nil)) }
      for other in others {
        let inputs = [unit(d, 0), unit(d, other.w)]
        let output = [unit(outputs, 0), unit(outputs, other.v)]
        let squares = (0..<outputs).flatMap { k in
          (0..<d).flatMap { i in
            (i..<d).map { l in
              "(v0\(k)*w0\(i)*w0\(l) + v1\(k)*w1\(i)*w1\(l) - \(k == 0 && i == 0 && l == 0 ? 1 : 0))^2"
            }
          }
        }
        let names =
          (0..<2).flatMap { j in (0..<d).map { "w\(j)\($0)" } }
          + (0..<2).flatMap { j in (0..<outputs).map { "v\(j)\($0)" } }
        let point = (inputs + output).joined().map { Rational($0) }
        let found = try coefficient(squares.joined(separator: " + "), names, at: point)
        let comment: Comment = "d=\(d) K=\(outputs) \(other): \(found)"
        #expect(found.isExact, comment)
        // The same weights, output weights by rows of V.
        let network = try QuadraticNetwork(inputDimension: d, width: 2, outputDimension: outputs)
        var weights = [Rational](repeating: 0, count: network.parameterCount)
        for j in 0..<2 {
          for i in 0..<d { weights[network.inputWeights.index(j, i)] = Rational(inputs[j][i]) }
          for k in 0..<outputs {
            weights[network.outputWeights.index(k, j)] = Rational(output[j][k])
          }
        }
        let result = try #require(
          InactiveUnits.result(Setting(family: .quadratic(network), weights: weights)), comment)
        switch result.prediction {
        case .proved(let value):
          #expect(
            value == LearningCoefficient(found.lower, multiplicity: found.multiplicity), comment)
          composed += 1
        case .bounded(let low, let high):
          #expect(low <= found.lower && found.lower <= high, comment)
        default: Issue.record(comment)
        }
      }
    }
    #expect(composed >= 6, "\(composed)")
  }
}
