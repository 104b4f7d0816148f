import ExactAlgebra
import Testing

@Suite("Prime fields with roots of unity")
struct CyclotomicFieldTests {
  @Test func roots() {
    var random = SeededGenerator(seed: 5)
    for order in [1, 2, 3, 4, 5, 12, 15, 16, 97, 291, 388, 1024, 1 << 20] {
      let roots = CyclotomicField(order: order, using: &random)
      let field = roots.field
      #expect((1 << 30..<1 << 31).contains(field.modulus))
      #expect(field.modulus % UInt64(order) == 1 % UInt64(order))
      // Of this order exactly: the powers are different until they come back.
      if order <= 1024 {
        #expect(Set((0..<order).map { roots.power($0) }).count == order, "order \(order)")
      }
      #expect(roots.power(order) == 1 && roots.power(-1) == field.inverse(roots.root))
      #expect(field.add(roots.half(7), roots.half(7)) == 7)
      #expect(field.add(roots.half(8), roots.half(8)) == 8)
    }
  }

  /// cos(0) = 1, cos(pi) = -1, cos(2x) = 2 cos(x)^2 - 1, cos(pi/3) = 1/2.
  @Test func cosines() {
    var random = SeededGenerator(seed: 6)
    let roots = CyclotomicField(order: 24, using: &random)
    let field = roots.field
    #expect(roots.cosine(0) == 1 && roots.cosine(12) == field.negate(1) && roots.cosine(6) == 0)
    #expect(roots.cosine(4) == roots.half(1))
    for e in -30...30 {
      #expect(roots.cosine(e) == roots.cosine(-e))
      #expect(
        roots.cosine(2 * e)
          == field.subtract(field.multiply(2, field.square(roots.cosine(e))), 1))
    }
  }
}
