import ExactAlgebra
import Testing

@Suite("Integers")
struct IntegerTests {
  /// RSA-100 and its factors (factored by Lenstra and Manasse 1991); the seventh Fermat number
  /// (Morrison and Brillhart 1975); 50!.
  @Test func publishedProducts() throws {
    let p = try #require(Integer("37975227936943673922808872755445627854565536638199"))
    let q = try #require(Integer("40094690950920881030683735292761468389214899724061"))
    let n =
      "1522605027922533360535618378132637429718068114961380688657908494580122963258952897654000350692006139"
    #expect((p * q).description == n)
    #expect(try #require(Integer(n)).dividedExactly(by: p) == q)
    let fermat = try #require(Integer("5704689200685129054721")) * Integer(59_649_589_127_497_217)
    #expect(fermat == (Integer.one << 128) + 1)
    let factorial = (1...50).reduce(Integer(1)) { $0 * Integer($1) }
    #expect(
      factorial.description
        == "30414093201713378043612608166064768844377641568960512000000000000")
  }

  @Test func identitiesOnRandomNumbers() {
    var random = SeededGenerator(seed: 11)
    for round in 0..<500 {
      let (a, b) = (random.integer(limbs: 6), random.integer(limbs: 6))
      #expect((a + b) * (a - b) == a * a - b * b, "round \(round): \(a), \(b)")
      #expect((a + b) - b == a && -(-a) == a && a + (-a) == 0, "round \(round): \(a), \(b)")
      #expect(Integer(a.description) == a, "round \(round): \(a)")
      #expect((a < b) == ((b - a).signum > 0) && (a == b) == ((a - b).signum == 0))
      #expect(a.magnitude.signum == abs(a.signum) && a.magnitude * Integer(a.signum) == a)
      let shift = random.small(0...200)
      #expect((a << shift) == a * (Integer.one << shift), "round \(round): \(a) << \(shift)")
      let root = a.magnitude.squareRootFloor()
      #expect(root * root <= a.magnitude && (root + 1) * (root + 1) > a.magnitude)
    }
  }

  @Test func divisionLeavesASmallRemainder() {
    var random = SeededGenerator(seed: 12)
    for round in 0..<500 {
      let (a, b) = (random.integer(limbs: 6), random.integer(limbs: 3))
      guard b.signum != 0 else { continue }
      let q = a.quotient(dividedBy: b)
      let r = a - q * b
      #expect(r.magnitude < b.magnitude, "round \(round): \(a) / \(b)")
      // Towards zero: the remainder has the sign of the dividend.
      #expect(r.signum == 0 || r.signum == a.signum, "round \(round): \(a) / \(b)")
      let residue = a.residue(modulo: b)
      #expect(residue.signum >= 0 && residue < b.magnitude, "round \(round)")
      #expect((a - residue).residue(modulo: b) == 0, "round \(round)")
      let word = random.next() | 1
      #expect(Integer(a.residue(modulo: word)) == a.residue(modulo: Integer(word)), "\(a), \(word)")
      #expect((a * b).dividedExactly(by: b) == a, "round \(round)")
    }
  }

  @Test func greatestCommonDivisors() {
    var random = SeededGenerator(seed: 13)
    #expect(Integer.gcd(0, 0) == 0 && Integer.gcd(0, -7) == 7 && Integer.lcm(0, 5) == 0)
    for round in 0..<300 {
      let (a, b, c) = (
        random.integer(limbs: 3), random.integer(limbs: 3), random.integer(limbs: 2)
      )
      let g = Integer.gcd(a * c, b * c)
      #expect(g == Integer.gcd(a, b) * c.magnitude, "round \(round): \(a), \(b), \(c)")
      #expect(Integer.lcm(a, b) * Integer.gcd(a, b) == (a * b).magnitude, "round \(round)")
    }
  }

  @Test func machineIntegersAtTheirLimits() {
    for value in [Int.min, -1, 0, 1, Int.max] {
      #expect(Integer(value).exactInt == value)
      #expect(Integer(value).description == "\(value)")
    }
    #expect((Integer(Int.max) + 1).exactInt == nil)
    #expect((Integer(Int.min) - 1).exactInt == nil)
    #expect(Integer(UInt64.max).description == "18446744073709551615")
    #expect(Integer(0).bitWidth == 1 && Integer(-255).bitWidth == 8 && Integer(256).bitWidth == 9)
  }

  /// A value never changes, whoever shares its storage and however it is combined with itself.
  @Test func valuesAreValues() throws {
    let x = try #require(Integer("-123456789012345678901234567890"))
    let shared = x
    var y = x
    y = y * y
    y = y + y
    y = y - y
    #expect(y == 0 && x == shared)
    #expect(x.description == "-123456789012345678901234567890")
    #expect(x * x == x.magnitude * x.magnitude && (x - x).signum == 0 && x + x == x << 1)
    #expect(Integer.gcd(x, x) == -x && x.dividedExactly(by: x) == 1 && x.residue(modulo: x) == 0)
    var table: Set<Integer> = [x, shared, x + 0, Integer(7), 7]
    #expect(table.count == 2)
    table.insert(-x)
    #expect(table.count == 3 && table.contains(Integer("123456789012345678901234567890")!))
  }

  @Test func eliminationLeavesItsInputAlone() {
    var random = SeededGenerator(seed: 14)
    let matrix = random.matrix(rows: 6, columns: 6, pivots: [0, 1, 3, 5])
    let before = matrix.map(\.description)
    _ = FractionFreeElimination.rankProfile(of: matrix)
    #expect(matrix.map(\.description) == before)
    #expect(Integer.zero == 0 && Integer.one == 1)
  }

  @Test func hostileTextIsRefused() {
    let hostile = [
      "", "-", "+", "--1", "+-1", "-+1", " 1", "1 ", "1\n", "\n1", "1_000", "1,000", "0x10", "1e5",
      "1.0", "NaN", "\u{0}", "1\u{0}", "1\u{0}2", "-\u{301}1", "1\u{301}", "١٢", "²", "−1",
      "\u{FEFF}1", "1/2",
    ]
    for text in hostile { #expect(Integer(text) == nil, "\(text.debugDescription)") }
    #expect(Integer("-0") == 0 && Integer("+7") == 7 && Integer("-0012") == -12)
    let long = String(repeating: "9", count: 20_000)
    #expect(Integer(long)?.description == long)
  }
}
