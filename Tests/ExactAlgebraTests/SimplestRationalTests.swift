import ExactAlgebra
import Testing

@Suite("Simplest rationals")
struct SimplestRationalTests {
  /// The least denominator by trying all, then the least magnitude.
  private func searched(_ low: Rational, _ high: Rational) -> Rational {
    for q in 1... {
      // Numerators around both ends.
      let from = (low * Rational(q)).floor
      let to = (high * Rational(q)).floor
      let inside = (from...to + 1).map { Rational($0, q) }.filter { low <= $0 && $0 <= high }
      if let best = inside.min(by: { magnitude($0) < magnitude($1) }) { return best }
    }
    preconditionFailure()
  }

  private func magnitude(_ x: Rational) -> Rational { x.signum < 0 ? -x : x }

  @Test func againstSearch() {
    var random = SeededGenerator(seed: 5)
    for round in 0..<2000 {
      let q = Int.random(in: 1...60, using: &random)
      let a = Rational(Int.random(in: -200...200, using: &random), q)
      let b = a + Rational(Int.random(in: 0...40, using: &random), q * q)
      #expect(Rational.simplest(from: a, to: b) == searched(a, b), "round \(round): \(a), \(b)")
    }
  }

  @Test func knownValues() {
    #expect(Rational.simplest(from: Rational(314, 100), to: Rational(315, 100)) == Rational(22, 7))
    #expect(Rational.simplest(from: Rational(-1, 3), to: Rational(1, 5)) == 0)
    #expect(Rational.simplest(from: Rational(7, 2), to: Rational(9, 2)) == 4)
    #expect(Rational.simplest(from: -3, to: -2) == -2)
    #expect(Rational.simplest(from: Rational(5, 7), to: Rational(5, 7)) == Rational(5, 7))
  }

  /// Any double, single points and narrow intervals; the quotients of a golden interval are all 1.
  @Test func anyDouble() throws {
    let hostile = [
      1e300, -1e300, 1e-300, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, .leastNormalMagnitude,
      0.1, 1 / 3, 1.618033988749895, 2.5e-13, 1 + .ulpOfOne,
    ]
    for x in hostile {
      let exact = try #require(Rational(exactly: x))
      #expect(Rational.simplest(from: exact, to: exact) == exact, "\(x)")
      let width = exact.signum < 0 ? -exact : exact
      for part in [Rational(1, 100), Rational(exactly: 1e-15) ?? 0] {
        let found = Rational.simplest(from: exact - width * part, to: exact + width * part)
        #expect(exact - width * part <= found && found <= exact + width * part, "\(x)")
        #expect(found.denominator <= exact.denominator, "\(x)")
      }
    }
  }
}

extension Rational {
  fileprivate var floor: Int {
    let below = numerator.quotient(dividedBy: denominator)
    let value = Rational(below) > self ? below - .one : below
    return value.exactInt ?? 0
  }
}
