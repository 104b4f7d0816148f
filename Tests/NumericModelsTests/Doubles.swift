import ExactAlgebra

/// Doubles as a ring: the exact side's forward pass over them is an independent path to the
/// outputs.
struct Doubles: Ring {
  var zero: Double { 0 }
  var one: Double { 1 }
  func add(_ a: Double, _ b: Double) -> Double { a + b }
  func subtract(_ a: Double, _ b: Double) -> Double { a - b }
  func multiply(_ a: Double, _ b: Double) -> Double { a * b }
  func negate(_ a: Double) -> Double { -a }
  func element(_ n: Int) -> Double { Double(n) }
  func element(_ value: Rational) -> Double? { value.approximation }
}
