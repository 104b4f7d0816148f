/// A commutative ring with one, described by a value; its elements are plain values.
///
/// The ring is a separate value, and operations are its methods, because a prime field knows its
/// modulus only at run time: an element on its own could not say what `zero` is. Everything that
/// is polynomial in the weights is written once over `Ring` and used over the integers, the
/// rationals, the dyadic numbers, prime fields, and dual numbers over any of them.
public protocol Ring: Sendable {
  associatedtype Element: Equatable & Sendable

  var zero: Element { get }
  var one: Element { get }
  func add(_ a: Element, _ b: Element) -> Element
  func subtract(_ a: Element, _ b: Element) -> Element
  func multiply(_ a: Element, _ b: Element) -> Element
  func negate(_ a: Element) -> Element

  /// The image of an integer under the one homomorphism from the integers.
  func element(_ n: Int) -> Element

  /// The image of a rational number, or nil when its denominator has no inverse here.
  func element(_ value: Rational) -> Element?
}

/// A ring in which every non-zero element has an inverse.
public protocol Field: Ring {
  /// The inverse of `a`, or nil when `a` is zero.
  func inverse(_ a: Element) -> Element?
}

extension Ring {
  @inlinable public func isZero(_ a: Element) -> Bool { a == zero }

  @inlinable public func sum(_ elements: some Sequence<Element>) -> Element {
    elements.reduce(zero) { add($0, $1) }
  }

  /// `sum_i a_i b_i`; both sequences have the same length.
  @inlinable public func dot(
    _ a: some RandomAccessCollection<Element>, _ b: some RandomAccessCollection<Element>
  ) -> Element {
    precondition(a.count == b.count, "dot product of \(a.count) and \(b.count) elements")
    var total = zero
    for (x, y) in zip(a, b) { total = add(total, multiply(x, y)) }
    return total
  }

  @inlinable public func square(_ a: Element) -> Element { multiply(a, a) }
}
