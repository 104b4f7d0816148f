import ExactAlgebra

/// A polynomial in the symbolic inputs: monomials in increasing order, no coefficient zero.
struct InputPolynomial<Coefficient: Equatable & Sendable>: Equatable, Sendable {
  /// Exponents packed into bits, the first variable's highest: a product of monomials is a sum, and
  /// the order is the lexicographic order of the exponents.
  var monomials: [UInt64]
  var coefficients: [Coefficient]
}

/// Polynomials in the symbolic inputs over a ring. What is written once over `Ring` then gives the
/// coefficients of the outputs, and of their derivatives.
struct InputPolynomialRing<Base: Ring>: Ring {
  typealias Element = InputPolynomial<Base.Element>

  let base: Base
  let packing: ExponentPacking

  var zero: Element { Element(monomials: [], coefficients: []) }
  var one: Element { constant(base.one) }

  func constant(_ value: Base.Element) -> Element {
    base.isZero(value) ? zero : Element(monomials: [0], coefficients: [value])
  }

  func variable(_ index: Int) -> Element {
    Element(monomials: [packing.variable(index)], coefficients: [base.one])
  }

  func isZero(_ a: Element) -> Bool { a.monomials.isEmpty }
  func element(_ n: Int) -> Element { constant(base.element(n)) }
  func element(_ value: Rational) -> Element? { base.element(value).map(constant) }

  func negate(_ a: Element) -> Element {
    Element(monomials: a.monomials, coefficients: a.coefficients.map { base.negate($0) })
  }

  func subtract(_ a: Element, _ b: Element) -> Element { add(a, negate(b)) }

  func add(_ a: Element, _ b: Element) -> Element {
    if a.monomials.isEmpty { return b }
    if b.monomials.isEmpty { return a }
    var result = zero
    var (i, j) = (0, 0)
    while i < a.monomials.count || j < b.monomials.count {
      let left = i < a.monomials.count ? a.monomials[i] : .max
      let right = j < b.monomials.count ? b.monomials[j] : .max
      if left == right {
        append(left, base.add(a.coefficients[i], b.coefficients[j]), to: &result)
        (i, j) = (i + 1, j + 1)
      } else if left < right {
        append(left, a.coefficients[i], to: &result)
        i += 1
      } else {
        append(right, b.coefficients[j], to: &result)
        j += 1
      }
    }
    return result
  }

  private func append(_ monomial: UInt64, _ value: Base.Element, to result: inout Element) {
    if base.isZero(value) { return }
    result.monomials.append(monomial)
    result.coefficients.append(value)
  }

  func multiply(_ a: Element, _ b: Element) -> Element {
    if a.monomials.isEmpty || b.monomials.isEmpty { return zero }
    if a.monomials.count == 1 { return scaled(b, a.monomials[0], a.coefficients[0]) }
    if b.monomials.count == 1 { return scaled(a, b.monomials[0], b.coefficients[0]) }
    var sums: [UInt64: Base.Element] = [:]
    sums.reserveCapacity(a.monomials.count + b.monomials.count)
    for (m, x) in zip(a.monomials, a.coefficients) {
      for (n, y) in zip(b.monomials, b.coefficients) {
        let value = base.multiply(x, y)
        sums[m + n] = sums[m + n].map { base.add($0, value) } ?? value
      }
    }
    var result = zero
    for monomial in sums.keys.sorted() {
      if let value = sums[monomial] { append(monomial, value, to: &result) }
    }
    return result
  }

  private func scaled(_ a: Element, _ monomial: UInt64, _ factor: Base.Element) -> Element {
    var result = zero
    for (m, x) in zip(a.monomials, a.coefficients) {
      append(m + monomial, base.multiply(x, factor), to: &result)
    }
    return result
  }
}

/// Exponents of n variables in 64 bits, `bits` for each.
struct ExponentPacking: Sendable {
  let variables: Int
  let bits: Int

  /// nil when the exponents up to `degree` do not fit.
  init?(variables: Int, degree: Int) {
    self.variables = variables
    bits = max(1, Int.bitWidth - degree.leadingZeroBitCount)
    // The highest bit stays free: no monomial is UInt64.max.
    if variables * bits > 63 { return nil }
  }

  func variable(_ index: Int) -> UInt64 { 1 << UInt64((variables - 1 - index) * bits) }

  func exponents(_ monomial: UInt64) -> [Int] {
    (0..<variables).map {
      Int(monomial >> UInt64((variables - 1 - $0) * bits) & ((1 << UInt64(bits)) - 1))
    }
  }
}
