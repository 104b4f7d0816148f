import ExactAlgebra
import LLCTheorems
import Testing

@Suite("Two-layer linear networks at given ranks")
struct TwoLayerLinearCoefficientTests {
  /// At a = b = r the four cases of Aoyagi and Watanabe 2005, widths up to 16.
  @Test func mostSingularPoints() {
    var (count, wrong) = (0, [String]())
    for (m, h, n) in LinearCoefficientTests.triples(1...16) {
      for r in 0...min(m, h, n) {
        let (value, multiplicity) = LinearCoefficientTests.fourCases(m, h, n, r)
        let found = TwoLayerLinearCoefficient.value(
          input: m, hidden: h, output: n, firstRank: r, secondRank: r, rank: r)
        count += 1
        if found.value != value || found.multiplicity != multiplicity {
          wrong.append("\(m), \(h), \(n), r = \(r)")
        }
      }
    }
    #expect(count > 20_000 && wrong.isEmpty, "\(wrong.count) of \(count): \(wrong.prefix(5))")
  }

  struct Stratum {
    let m: Int, h: Int, n: Int, a: Int, b: Int, r: Int
  }

  static func strata(_ widths: ClosedRange<Int>) -> [Stratum] {
    LinearCoefficientTests.triples(widths).flatMap { m, h, n in
      (0...min(m, h, n)).flatMap { r in
        (r...min(h, n)).flatMap { a in
          (r...min(m, h)).filter { a + $0 - r <= h }
            .map { Stratum(m: m, h: h, n: n, a: a, b: $0, r: r) }
        }
      }
    }
  }

  /// The normal form: q squares and the product at the origin, whose value is the source's at rank 0; the
  /// least c_t over all t.
  @Test func normalForm() {
    let strata = Self.strata(1...8)
    var wrong: [String] = []
    for s in strata {
      let found = TwoLayerLinearCoefficient.value(
        input: s.n, hidden: s.h, output: s.m, firstRank: s.a, secondRank: s.b, rank: s.r)
      let q = s.m * s.a + s.b * s.n - s.a * s.b
      let (p, n, h) = (s.m - s.b, s.n - s.a, s.h - s.a - s.b + s.r)
      let all = (0...min(h, n)).map { p * $0 + (h - $0) * (n - $0) }
      let least = all.min()!
      let origin =
        min(p, n, h) == 0 ? (0, 1) : LinearCoefficientTests.fourCases(p, h, n, 0)
      if found.value != Rational(q + least, 2) || found.value != Rational(q, 2) + origin.0
        || found.multiplicity != origin.1 || found.multiplicity != all.count(where: { $0 == least })
      {
        wrong.append("\(s): \(found)")
      }
    }
    #expect(strata.count > 5_000 && wrong.isEmpty, "\(wrong.count): \(wrong.prefix(3))")
  }

  /// q is the exact rank of the Jacobian, at the normal form of every stratum with widths up to 4 and at
  /// scrambled points: A_0, B_0 multiplied by invertible integer matrices.
  @Test func jacobianRank() {
    var random = SeededGenerator(seed: 5)
    let strata = Self.strata(1...4)
    var wrong: [String] = []
    for s in strata {
      // R^H = thread (r), image of A alone (a - r), support of B alone (b - r), neither.
      let left = Self.unipotent(s.m, &random)
      let right = Self.unipotent(s.n, &random)
      let (inner, inverse) = Self.inversePair(s.h, &random)
      var a = Self.zero(s.h, s.n)
      var b = Self.zero(s.m, s.h)
      for i in 0..<s.a { a[i][i] = 1 }
      for i in 0..<s.r { b[i][i] = 1 }
      for i in s.r..<s.b { b[i][s.a + i - s.r] = 1 }
      let first = Self.product(Self.product(inner, a), right)
      let second = Self.product(Self.product(left, b), inverse)
      let rank = Self.jacobianRank(first, second)
      if rank != s.m * s.a + s.b * s.n - s.a * s.b { wrong.append("\(s): \(rank)") }
    }
    #expect(strata.count > 300 && wrong.isEmpty, "\(wrong.count): \(wrong.prefix(3))")
  }

  static func zero(_ rows: Int, _ columns: Int) -> [[Int]] {
    Array(repeating: Array(repeating: 0, count: columns), count: rows)
  }

  static func product(_ a: [[Int]], _ b: [[Int]]) -> [[Int]] {
    a.map { row in
      b[0].indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } }
    }
  }

  static func unipotent(_ n: Int, _ random: inout SeededGenerator) -> [[Int]] {
    (0..<n).map { i in
      (0..<n).map { $0 < i ? Int.random(in: -3...3, using: &random) : ($0 == i ? 1 : 0) }
    }
  }

  /// An integer matrix and its inverse, from elementary steps.
  static func inversePair(
    _ n: Int, _ random: inout SeededGenerator
  ) -> ([[Int]], [[Int]]) {
    var (a, b) = (zero(n, n), zero(n, n))
    for i in 0..<n { (a[i][i], b[i][i]) = (1, 1) }
    guard n > 1 else { return (a, b) }
    for _ in 0..<n {
      let i = Int.random(in: 0..<n, using: &random)
      let j = (i + Int.random(in: 1..<n, using: &random)) % n
      let f = Int.random(in: -2...2, using: &random)
      for k in 0..<n { a[i][k] += f * a[j][k] }
      for k in 0..<n { b[k][j] -= f * b[k][i] }
    }
    return (a, b)
  }

  /// The rank over Q of (dA, dB) -> dB A + B dA.
  static func jacobianRank(_ a: [[Int]], _ b: [[Int]]) -> Int {
    let (m, h, n) = (b.count, a.count, a[0].count)
    var rows: [[Integer]] = []
    for i in 0..<m {
      for j in 0..<n {
        var row = Array(repeating: Integer(0), count: h * (m + n))
        for k in 0..<h {
          row[i * h + k] = Integer(a[k][j])
          row[m * h + k * n + j] = Integer(b[i][k])
        }
        rows.append(row)
      }
    }
    return FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
  }
}
