import ExactAlgebra
import Testing

@Suite("Dyadic numbers")
struct DyadicTests {
  static let edges: [Double] = [
    0, 1, -1, 0.1, .pi, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude,
    .leastNormalMagnitude, Double.leastNormalMagnitude.nextDown, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, 0x1p-1010, 0x1.fffffffffffffp-1011, 0x1p1023, 0x1p52, 0x1p53 + 2,
  ]

  @Test(arguments: edges) func roundTripOfEdgeCases(_ value: Double) {
    #expect(Dyadic(exactly: value)?.exactDouble == value)
    #expect(Rational(exactly: value).flatMap { Dyadic(exactly: $0) } == Dyadic(exactly: value))
  }

  /// Bit patterns drawn uniformly, subnormal ones as often as not.
  @Test func roundTripOfRandomDoubles() {
    var random = SeededGenerator(seed: 31)
    for round in 0..<2000 {
      let bits = random.next()
      let value = Double(bitPattern: round % 2 == 0 ? bits : bits & 0x800F_FFFF_FFFF_FFFF)
      guard value.isFinite else { continue }
      #expect(Dyadic(exactly: value)?.exactDouble == value, "round \(round): \(value)")
    }
  }

  @Test func noDoubleIsInvented() {
    #expect(Dyadic(exactly: Double.nan) == nil && Dyadic(exactly: -Double.infinity) == nil)
    #expect(Dyadic(significand: 1, exponent: -1075).exactDouble == nil)
    #expect(Dyadic(significand: 1, exponent: 1024).exactDouble == nil)
    #expect(Dyadic(significand: (Integer.one << 53) + 1, exponent: 0).exactDouble == nil)
    #expect(Dyadic(exactly: Rational(1, 3)) == nil && Dyadic(exactly: Rational(5, 12)) == nil)
  }

  @Test func normalForm() {
    let twelve = Dyadic(significand: 12, exponent: -1)
    #expect(twelve == Dyadic(6) && twelve.significand == 3 && twelve.exponent == 1)
    #expect(Dyadic(significand: 0, exponent: 99) == Dyadic(0))
    #expect(Dyadic(-40).significand == -5 && Dyadic(-40).exponent == 3)
    #expect(Dyadic(significand: -3, exponent: -2).description == "-3/4")
  }

  /// Sums and products are those of the rationals; where the doubles do not round, theirs too.
  @Test func arithmeticIsExact() {
    var random = SeededGenerator(seed: 32)
    for round in 0..<500 {
      let a = Dyadic(
        significand: random.integer(limbs: 2), exponent: random.small(-300...300))
      let b = Dyadic(
        significand: random.integer(limbs: 2), exponent: random.small(-300...300))
      #expect((a + b).rational == a.rational + b.rational, "round \(round): \(a), \(b)")
      #expect((a - b).rational == a.rational - b.rational, "round \(round): \(a), \(b)")
      #expect((a * b).rational == a.rational * b.rational, "round \(round): \(a), \(b)")
      let (x, y) = (Double(random.small(-9999...9999)) / 64, Double(random.small(-99...99)) / 8)
      let (dx, dy) = (Dyadic(exactly: x)!, Dyadic(exactly: y)!)
      #expect((dx * dy).exactDouble == x * y && (dx + dy).exactDouble == x + y)
    }
  }
}
