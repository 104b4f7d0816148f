import ExactAlgebra
import Testing

@Suite("Rationals")
struct RationalTests {
  @Test func lowestTermsAndPositiveDenominators() {
    #expect(Rational(6, -4) == Rational(-3, 2))
    #expect(Rational(6, -4).denominator == 2 && Rational(6, -4).numerator == -3)
    #expect(Rational(0, -5) == 0 && Rational(0, -5).denominator == 1)
    #expect(Rational(-3, 2).description == "-3/2" && Rational(8, 2).description == "4")
    #expect(Set([Rational(1, 2), Rational(2, 4), Rational(-3, -6)]).count == 1)
    #expect(Rational(-1, 2) < Rational(-1, 3) && Rational(2, 3) < Rational(3, 4))
  }

  @Test func fieldIdentitiesOnRandomNumbers() {
    var random = SeededGenerator(seed: 21)
    for round in 0..<300 {
      let (a, b) = (random.rational(limbs: 3), random.rational(limbs: 3))
      #expect((a + b) * (a - b) == a * a - b * b, "round \(round): \(a), \(b)")
      #expect((a < b) == ((b - a).signum > 0), "round \(round): \(a), \(b)")
      if b.signum != 0 { #expect(a / b * b == a, "round \(round): \(a), \(b)") }
      #expect(Integer.gcd(a.numerator, a.denominator) == 1 && a.denominator.signum == 1)
      #expect(Rational(a.description) == a, "round \(round): \(a)")
    }
  }

  /// 1 - 1/2 + 1/3 - ... and the harmonic number H_30 = 9304682830147/2329089562800 (OEIS A001008,
  /// A002805).
  @Test func harmonicNumber() {
    let sum = (1...30).reduce(Rational(0)) { $0 + Rational(1, $1) }
    #expect(sum.description == "9304682830147/2329089562800")
  }

  @Test func hostileTextIsRefused() {
    let hostile = [
      "", "/", "1/", "/2", "1/0", "0/0", "1/-2", "1/+2", "1//2", "1/2/3", "1 / 2", "1/2 ", "1.5",
      "²/3", "3/²", "1/00", "a/b", "1/2\u{0}", "٣/٤",
    ]
    for text in hostile { #expect(Rational(text) == nil, "\(text.debugDescription)") }
    #expect(Rational("-6/4") == Rational(-3, 2) && Rational("+5") == 5 && Rational("0/7") == 0)
  }

  /// Against the compiler's own correctly rounded division, to a few units in the last place, over
  /// the whole range of the format.
  @Test func approximation() {
    var random = SeededGenerator(seed: 22)
    for round in 0..<300 {
      let (a, b) = (random.small(-1_000_000...1_000_000), random.small(1...1_000_000))
      let (got, expected) = (Rational(a, b).approximation, Double(a) / Double(b))
      #expect(abs(got - expected) <= 4 * expected.ulp, "round \(round): \(a)/\(b)")
    }
    for exponent in [-1074, -1060, -1022, -1010, -600, 0, 600, 1023] {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(Rational(exactly: power)?.approximation == power, "2^\(exponent)")
    }
    #expect(Rational(Integer.one << 1100).approximation == .infinity)
    #expect(Rational(-1, Integer.one << 2000).approximation == 0)
    #expect(Rational(0).approximation == 0)
  }

  /// The unique small fraction comes back from its residue, and nothing else does.
  @Test func rationalReconstruction() throws {
    var random = SeededGenerator(seed: 23)
    let modulus = Integer(mersenne61) * Integer(mersenne31)
    let bound = modulus.quotient(dividedBy: 2).squareRootFloor()
    for round in 0..<300 {
      let n = random.integer(limbs: 2).residue(modulo: bound + 1)
      let d = random.integer(limbs: 2).residue(modulo: bound) + 1
      let value = Rational(random.next() & 1 == 0 ? n : -n, d)
      // residue = n d^-1: find it by the extended Euclidean algorithm of the test.
      let inverse = inverse(of: value.denominator, modulo: modulus)
      let residue = (value.numerator * inverse).residue(modulo: modulus)
      #expect(
        residue.rationalReconstruction(modulo: modulus) == value, "round \(round): \(value)")
    }
    // Modulo 101 the bound is 7, and 7 * 2 * 7 < 101: most residues are no small fraction.
    let small = Integer(101)
    var found = 0
    for residue in 0..<101 {
      guard let value = Integer(residue).rationalReconstruction(modulo: small) else { continue }
      found += 1
      #expect(value.numerator.magnitude <= 7 && value.denominator <= 7)
      #expect((value.numerator - value.denominator * Integer(residue)).residue(modulo: small) == 0)
    }
    let fractions = Set((-7...7).flatMap { n in (1...7).map { d in Rational(n, d) } })
    #expect(found == fractions.count)
    // Where the algorithm stops at a fraction that is not in lowest terms there is none:
    // 3 modulo 8 ends at -2/2, 4 modulo 8 at 0/2.
    for residue: Integer in [3, 4, 5] {
      #expect(residue.rationalReconstruction(modulo: 8) == nil, "\(residue)")
    }
  }

  private func inverse(of a: Integer, modulo m: Integer) -> Integer {
    var (r, s) = ((m, a), (Integer(0), Integer(1)))
    while r.1.signum != 0 {
      let q = r.0.quotient(dividedBy: r.1)
      r = (r.1, r.0 - q * r.1)
      s = (s.1, s.0 - q * s.1)
    }
    return s.0.residue(modulo: m)
  }
}
