import ExactAlgebra
import Testing

/// The axioms of a commutative ring with one, on every triple of the elements.
func checkAxioms<R: Ring>(_ ring: R, _ elements: [R.Element], _ name: String) {
  let (zero, one) = (ring.zero, ring.one)
  #expect(ring.isZero(zero) && !ring.isZero(one), "\(name)")
  #expect(ring.sum(elements) == elements.reversed().reduce(zero) { ring.add($0, $1) })
  #expect(ring.dot(elements, elements) == ring.sum(elements.map { ring.square($0) }), "\(name)")
  for a in elements {
    #expect(ring.add(a, zero) == a && ring.multiply(a, one) == a, "\(name): \(a)")
    #expect(ring.multiply(a, zero) == zero && ring.add(a, ring.negate(a)) == zero, "\(name): \(a)")
    for b in elements {
      #expect(ring.add(a, b) == ring.add(b, a), "\(name): \(a), \(b)")
      #expect(ring.multiply(a, b) == ring.multiply(b, a), "\(name): \(a), \(b)")
      #expect(ring.subtract(a, b) == ring.add(a, ring.negate(b)), "\(name): \(a), \(b)")
      for c in elements {
        #expect(ring.add(ring.add(a, b), c) == ring.add(a, ring.add(b, c)), "\(name)")
        #expect(
          ring.multiply(ring.multiply(a, b), c) == ring.multiply(a, ring.multiply(b, c)), "\(name)")
        #expect(
          ring.multiply(a, ring.add(b, c)) == ring.add(ring.multiply(a, b), ring.multiply(a, c)),
          "\(name): \(a), \(b), \(c)")
      }
    }
  }
  // `element` is the homomorphism from the integers, and from the fractions where they exist.
  for (m, n) in [(0, 0), (3, -4), (-7, -11), (1_000_003, -999_983)] {
    let (x, y) = (ring.element(m), ring.element(n))
    #expect(ring.element(m + n) == ring.add(x, y), "\(name): \(m), \(n)")
    #expect(ring.element(m * n) == ring.multiply(x, y), "\(name): \(m), \(n)")
    #expect(ring.element(Rational(m)) == x, "\(name): \(m)")
  }
  for value in [Rational(3, 4), Rational(-5, 7), Rational(1, 30)] {
    guard let image = ring.element(value) else { continue }
    let cleared = ring.multiply(image, ring.element(value.denominator.exactInt!))
    #expect(cleared == ring.element(value.numerator.exactInt!), "\(name): \(value)")
  }
}

@Suite("Ring axioms")
struct RingAxiomTests {
  /// The ring and the dual numbers over it.
  private func check<R: Ring>(_ ring: R, _ elements: [R.Element], _ name: String) {
    checkAxioms(ring, elements, name)
    let duals = zip(elements, elements.dropFirst().shuffledOnce).map { Dual($0, $1) }
    checkAxioms(DualRing(ring), duals, "dual \(name)")
  }

  @Test func everyRing() {
    var random = SeededGenerator(seed: 51)
    check(IntegerRing(), (0..<6).map { _ in random.integer(limbs: 3) }, "integers")
    check(RationalField(), (0..<6).map { _ in random.rational(limbs: 2) }, "rationals")
    check(
      DyadicRing(),
      (0..<6).map { _ in
        Dyadic(significand: random.integer(limbs: 2), exponent: random.small(-99...99))
      }, "dyadics")
    for q in [2, 3, 65_537, mersenne31, overWord, mersenne61, largest63] {
      let elements = (0..<6).map { _ in UInt64.random(in: 0..<q, using: &random) } + [q - 1]
      check(field(q), elements, "integers modulo \(q)")
    }
  }

  @Test func fractionsThatAreNotInTheRing() {
    #expect(IntegerRing().element(Rational(1, 2)) == nil)
    #expect(DyadicRing().element(Rational(1, 3)) == nil)
    #expect(DyadicRing().element(Rational(5, 8)) == Dyadic(significand: 5, exponent: -3))
    #expect(field(7).element(Rational(1, 14)) == nil)
    #expect(DualRing(IntegerRing()).element(Rational(1, 2)) == nil)
    #expect(RationalField().inverse(0) == nil && RationalField().inverse(-2) == Rational(-1, 2))
  }

  /// `(f g)' = f g' + f' g` for polynomials f, g at random points: the dual numbers carry the
  /// derivative that is computed here from the coefficients.
  @Test func dualNumbersDifferentiatePolynomials() {
    var random = SeededGenerator(seed: 52)
    let ring = DualRing(IntegerRing())
    for round in 0..<50 {
      let (f, g) = (
        (0...5).map { _ in Integer(random.small(-9...9)) },
        (0...4).map { _ in Integer(random.small(-9...9)) }
      )
      let x = Integer(random.small(-30...30))
      func value(_ polynomial: [Integer]) -> Integer {
        polynomial.reversed().reduce(0) { $0 * x + $1 }
      }
      func slope(_ polynomial: [Integer]) -> Integer {
        value(polynomial.indices.dropFirst().map { polynomial[$0] * Integer($0) })
      }
      func dual(_ polynomial: [Integer]) -> Dual<Integer> {
        polynomial.reversed().reduce(ring.zero) {
          ring.add(ring.multiply($0, Dual(x, 1)), ring.constant($1))
        }
      }
      #expect(dual(f) == Dual(value(f), slope(f)), "round \(round): \(f) at \(x)")
      #expect(
        ring.multiply(dual(f), dual(g))
          == Dual(value(f) * value(g), value(f) * slope(g) + slope(f) * value(g)),
        "round \(round): \(f), \(g) at \(x)")
    }
    let epsilon = Dual<Integer>(0, 1)
    #expect(ring.multiply(epsilon, epsilon) == ring.zero && epsilon != ring.zero)
  }
}

extension Sequence {
  /// Reversed: another order, so that value and derivative differ.
  fileprivate var shuffledOnce: [Element] { reversed() }
}
