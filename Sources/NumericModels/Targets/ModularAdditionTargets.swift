public import ModelFamilies
public import NumericAlgebra

extension ModularAddition {
  /// One-hot targets: row i is e_(a + b mod p), n x p.
  ///
  /// - Throws: `LossError.pairOutOfRange`.
  public func oneHotTargets(_ pairs: [Pair]) throws(LossError) -> RealMatrix {
    var result = RealMatrix(rows: pairs.count, columns: modulus)
    for (i, pair) in pairs.enumerated() {
      guard (0..<modulus).contains(pair.a), (0..<modulus).contains(pair.b) else {
        throw .pairOutOfRange(index: i, a: pair.a, b: pair.b, modulus: modulus)
      }
      result[i, target(pair)] = 1
    }
    return result
  }
}
