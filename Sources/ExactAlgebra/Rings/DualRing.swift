/// `a + b epsilon` with `epsilon^2 = 0`: a value and a directional derivative.
public struct Dual<Value: Equatable & Sendable>: Equatable, Sendable {
  public var value: Value
  public var derivative: Value

  @inlinable public init(_ value: Value, _ derivative: Value) {
    self.value = value
    self.derivative = derivative
  }
}

/// Dual numbers over a ring. A polynomial map evaluated at `w + n epsilon` gives its value at `w`
/// and, as the coefficient of epsilon, its Jacobian times `n`, exactly.
public struct DualRing<Base: Ring>: Ring {
  public typealias Element = Dual<Base.Element>

  public let base: Base

  @inlinable public init(_ base: Base) { self.base = base }

  @inlinable public var zero: Element { Dual(base.zero, base.zero) }
  @inlinable public var one: Element { Dual(base.one, base.zero) }

  @inlinable public func add(_ a: Element, _ b: Element) -> Element {
    Dual(base.add(a.value, b.value), base.add(a.derivative, b.derivative))
  }

  @inlinable public func subtract(_ a: Element, _ b: Element) -> Element {
    Dual(base.subtract(a.value, b.value), base.subtract(a.derivative, b.derivative))
  }

  @inlinable public func negate(_ a: Element) -> Element {
    Dual(base.negate(a.value), base.negate(a.derivative))
  }

  /// Leibniz: `(ab)' = a b' + a' b`.
  @inlinable public func multiply(_ a: Element, _ b: Element) -> Element {
    Dual(
      base.multiply(a.value, b.value),
      base.add(base.multiply(a.value, b.derivative), base.multiply(a.derivative, b.value)))
  }

  @inlinable public func element(_ n: Int) -> Element { Dual(base.element(n), base.zero) }

  @inlinable public func element(_ value: Rational) -> Element? {
    base.element(value).map(constant)
  }

  @inlinable public func constant(_ a: Base.Element) -> Element { Dual(a, base.zero) }
}
