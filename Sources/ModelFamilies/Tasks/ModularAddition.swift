/// Addition modulo p on one-hot pairs: the input of (a, b) is `x = (e_a, e_b)`, so d = 2p, and the
/// target is one-hot at `a + b mod p`, so K = p. The whole data set has n = p^2 pairs.
public struct ModularAddition: Hashable, Sendable {
  public let modulus: Int

  /// - Throws: `DimensionError` when the modulus is below 2 or when p^3 overflows.
  public init(modulus: Int) throws(DimensionError) {
    guard modulus >= 2 else {
      throw .tooSmall(name: "modulus", value: modulus, minimum: 2)
    }
    _ = try CheckedDimension.product(
      modulus, modulus, modulus, as: "the number of outputs on all pairs, p^3")
    self.modulus = modulus
  }

  /// One input: the pair (a, b), both in 0..<p.
  public struct Pair: Hashable, Sendable {
    public let a: Int
    public let b: Int

    public init(a: Int, b: Int) {
      self.a = a
      self.b = b
    }
  }

  /// All p^2 pairs, a slowest.
  public var pairs: [Pair] {
    (0..<modulus).flatMap { a in (0..<modulus).map { b in Pair(a: a, b: b) } }
  }

  public var inputDimension: Int { 2 * modulus }
  public var outputDimension: Int { modulus }
  public var sampleSize: Int { modulus * modulus }

  /// The class of a pair, `a + b mod p`.
  public func target(_ pair: Pair) -> Int { (pair.a + pair.b) % modulus }

  /// The quadratic network of width m that fits this task's dimensions, d = 2p and K = p.
  public func network(width: Int) throws(DimensionError) -> QuadraticNetwork {
    try QuadraticNetwork(
      inputDimension: inputDimension, width: width, outputDimension: outputDimension)
  }
}
