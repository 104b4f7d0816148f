import ExactAlgebra

/// Which monomials of the symbolic inputs can occur, by the rules of a ring in which nothing cancels:
/// the sum of two sets is their union, the product all products. Elements are sorted.
struct MonomialSets: Ring {
  typealias Element = [UInt64]

  var zero: [UInt64] { [] }
  var one: [UInt64] { [0] }
  func negate(_ a: [UInt64]) -> [UInt64] { a }
  func subtract(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] { add(a, b) }
  func element(_ n: Int) -> [UInt64] { n == 0 ? [] : [0] }
  func element(_ value: Rational) -> [UInt64]? { value.signum == 0 ? [] : [0] }

  func add(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    if a == b || b.isEmpty { return a }
    return a.isEmpty ? b : Set(a).union(b).sorted()
  }

  func multiply(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    if a.isEmpty || b.isEmpty { return [] }
    if a == [0] { return b }
    if b == [0] { return a }
    var products: Set<UInt64> = []
    for x in a { for y in b { products.insert(x + y) } }
    return products.sorted()
  }
}
