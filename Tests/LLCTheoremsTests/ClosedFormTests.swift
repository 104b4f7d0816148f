import ExactAlgebra
import Identifiability
import LLCTheorems
import Testing

/// `lambda` and `mult` of a sum of squared monomials, from its Newton polyhedron by an exact linear programme.
private func polyhedron(_ monomials: [[Int]]) -> (Rational, Int) {
  let programme = CoveringProgramme(monomials: monomials)
  return (programme.minimum / 2, programme.faceDimension() + 1)
}

@Suite("Closed forms of other models")
struct ClosedFormTests {
  @Test func regular() {
    for parameters in [1, 2, 7, 1_000_000_007, Int.max] {
      let found = RegularCoefficient.value(parameters: parameters)
      #expect(found.value * 2 == Rational(parameters) && found.multiplicity == 1)
    }
  }

  /// Every exponent in {0, 2, 4, 6} of three variables, against the polyhedron, whose one vertex is (e_i / 2).
  @Test func normalCrossings() {
    for a in [0, 2, 4, 6] {
      for b in [0, 2, 4, 6] {
        for c in [0, 2, 4, 6] where a + b + c > 0 {
          let found = NormalCrossingCoefficient.value(exponents: [a, b, c])
          let (value, multiplicity) = polyhedron([[a / 2, b / 2, c / 2]])
          #expect(found.value == value && found.multiplicity == multiplicity, "\(a) \(b) \(c)")
        }
      }
    }
  }

  /// At its own rank: reduced rank regression with H = r, and the exact rank of the Jacobian at random factors.
  @Test func lowRank() {
    var random = SeededGenerator(seed: 11)
    for d in 1...40 {
      for r in 1...d {
        let found = LowRankCoefficient.value(dimension: d, rank: r)
        let (value, multiplicity) = LinearCoefficientTests.fourCases(d, r, d, r)
        #expect(found.value == value && found.multiplicity == multiplicity, "d = \(d), r = \(r)")
        guard d <= 5 else { continue }
        let a = (0..<r).map { i in (0..<d).map { j in j < r ? (i == j ? 1 : 0) : j + i } }
        let b = TwoLayerLinearCoefficientTests.product(
          TwoLayerLinearCoefficientTests.unipotent(d, &random),
          (0..<d).map { i in (0..<r).map { $0 == i ? 1 : 0 } })
        let rank = TwoLayerLinearCoefficientTests.jacobianRank(a, b)
        #expect(found.value == Rational(rank, 2), "d = \(d), r = \(r)")
      }
    }
  }

  /// The Vandermonde matrix itself, by fraction-free elimination.
  @Test func polynomialRegression() {
    for points in [[0], [1, 1], [-1, 0, 1], [2, 2, 3, 5, 5, 5], [-3, -2, -1, 0, 1, 2, 3]] {
      for degree in 0...8 {
        let rows = points.map { x in
          (0...degree).map { power in
            (0..<power).reduce(Integer(1)) { product, _ in product * Integer(x) }
          }
        }
        let rank = FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
        let found = PolynomialRegressionCoefficient.value(
          distinctPoints: Set(points).count, degree: degree)
        #expect(found.value == Rational(rank, 2), "\(points), degree \(degree)")
      }
    }
  }

  /// H_0 = 0: the monomials x_ij y_jk. H = H_0 = 1: the rank of (x, y) -> x y^T.
  @Test func nonnegativeFactorisation() {
    for (m, n, h) in [(1, 1, 1), (1, 1, 2), (2, 2, 1), (2, 3, 1), (3, 2, 2), (2, 2, 2)] {
      let monomials = (0..<h).flatMap { j in
        (0..<m).flatMap { i in
          (0..<n).map { k in
            (0..<h * (m + n)).map { $0 == j * m + i || $0 == h * m + j * n + k ? 1 : 0 }
          }
        }
      }
      let found = NonnegativeFactorisationCoefficient.value(
        rows: m, columns: n, inner: h, rank: 0)
      let (value, multiplicity) = polyhedron(monomials)
      #expect(found?.value == value && found?.multiplicity == multiplicity, "\(m), \(n), \(h)")
    }
    for (m, n) in [(1, 1), (2, 3), (4, 4)] {
      let rank = TwoLayerLinearCoefficientTests.jacobianRank(
        [(1...n).map { $0 }], (1...m).map { [$0 * $0] })
      let found = NonnegativeFactorisationCoefficient.value(
        rows: m, columns: n, inner: 1, rank: 1)
      #expect(found?.value == Rational(rank, 2) && found?.multiplicity == 1)
    }
    // Elsewhere the bounds are in order.
    for (m, h, n) in LinearCoefficientTests.triples(1...7) {
      for rank in 0...min(m, h, n) {
        let report = NonnegativeFactorisationCoefficient.report(
          rows: m, columns: n, inner: h, rank: rank)
        #expect(report.certified.lower <= report.certified.upper)
        #expect(report.certified.isExact || (rank > 0 && h > 1))
      }
    }
  }

  /// p coordinates for the diagonal and the monomials l_i l_j.
  @Test func oneFactor() {
    for p in 2...7 {
      let monomials = (0..<p).flatMap { j in
        (0..<j).map { i in (0..<p).map { $0 == i || $0 == j ? 1 : 0 } }
      }
      let (value, multiplicity) = polyhedron(monomials)
      let found = FactorAnalysisCoefficient.value(variables: p, factors: 1, rank: 0)
      #expect(found?.value == Rational(p, 2) + value && found?.multiplicity == multiplicity)
      #expect(
        found?.value == FactorAnalysisCoefficient.upperBound(variables: p, factors: 1, rank: 0))
    }
  }

  /// The bound from the exact Jacobian at [L_r 0]: half its rank and a quarter of what neither it nor the
  /// orthogonal group accounts for; where fewer entries than that exist it is no smaller.
  @Test func factorBound() {
    for p in 2...6 {
      for k in 1..<p {
        for r in 0...k {
          let rank = Self.factorRank(p, k, r)
          let orbit = r * (r - 1) / 2 + r * (k - r)
          let rest = p * (k + 1) - rank - orbit
          let bound = FactorAnalysisCoefficient.upperBound(variables: p, factors: k, rank: r)
          #expect(bound >= Rational(rank, 2), "\(p), \(k), \(r)")
          if rank == p * (r + 1) - r * (r - 1) / 2 {
            #expect(bound == Rational(rank, 2) + Rational(rest, 4), "\(p), \(k), \(r)")
          }
          let report = FactorAnalysisCoefficient.report(variables: p, factors: k, rank: r)
          #expect(report.certified.upper <= bound && report.certified.lower >= Rational(p, 2))
        }
      }
    }
  }

  /// The rank of (L, D) -> L L^T + D where L has r columns of distinct integers and k - r of zeros.
  private static func factorRank(_ p: Int, _ k: Int, _ r: Int) -> Int {
    let loading = (0..<p).map { i in (0..<k).map { $0 < r ? (i + 2) * (i + 3 * $0 + 1) % 17 : 0 } }
    var rows: [[Integer]] = []
    for i in 0..<p {
      for j in 0...i {
        var row = Array(repeating: Integer(0), count: p * (k + 1))
        for c in 0..<k {
          row[i * k + c] = row[i * k + c] + Integer(loading[j][c])
          row[j * k + c] = row[j * k + c] + Integer(loading[i][c])
        }
        if i == j { row[p * k + i] = 1 }
        rows.append(row)
      }
    }
    return FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
  }

  /// Independent features: n means and the monomials t d_i d_j. Dependent ones: the exact rank of the table of
  /// probabilities in the parameters.
  @Test func naiveBayes() {
    for n in 2...6 {
      let monomials = (1...n).flatMap { j in
        (1..<j).map { i in (0...n).map { $0 == 0 || $0 == i || $0 == j ? 1 : 0 } }
      }
      let (value, multiplicity) = polyhedron(monomials)
      for s in 0...1 {
        let found = NaiveBayesCoefficient.value(features: n, dependent: s)
        #expect(found.value == Rational(n, 2) + value && found.multiplicity == multiplicity)
      }
      for s in 2...n {
        let found = NaiveBayesCoefficient.value(features: n, dependent: s)
        #expect(found.value == Rational(Self.tableRank(n, s), 2), "n = \(n), s = \(s)")
      }
    }
    #expect(NaiveBayesCoefficient.value(features: 1, dependent: 0).value == Rational(1, 2))
  }

  /// t = 1/3 and numerators over 10: P(x) = t prod a_i^x_i (1 - a_i)^(1 - x_i) + (1 - t) prod b_i ...
  private static func tableRank(_ n: Int, _ s: Int) -> Int {
    let a = (0..<n).map { 2 + $0 % 5 }
    let b = (0..<n).map { $0 < s ? 8 - $0 % 3 : a[$0] }
    func product(_ p: [Int], _ x: Int, without: Int? = nil) -> Int {
      (0..<n).filter { $0 != without }
        .reduce(1) { $0 * (x >> $1 & 1 == 1 ? p[$1] : 10 - p[$1]) }
    }
    let rows = (0..<(1 << n)).map { x in
      [Integer(product(a, x) - product(b, x))]
        + (0..<n).map { i in
          Integer((x >> i & 1 == 1 ? 1 : -1) * product(a, x, without: i))
        }
        + (0..<n).map { i in
          Integer(2 * (x >> i & 1 == 1 ? 1 : -1) * product(b, x, without: i))
        }
    }
    return FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
  }
}
