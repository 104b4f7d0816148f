import ExactAlgebra
import ModelFamilies

extension InputSet {
  /// Independent integer vectors `n` with `n . x_i = 0` for every input: moving an input weight
  /// along them changes no output. With `affine`, vectors of length d + 1 with
  /// `n . (x_i, 1) = 0`, for units with a bias.
  ///
  /// - Throws: `RationalKernel.Failure` for vectors whose kernel could not be reconstructed.
  func linearKernel(affine: Bool) throws(RationalKernel.Failure) -> [[Int]] {
    switch self {
    case .oneHotPairs(let modulus, let pairs):
      return Self.pairKernel(modulus: modulus, pairs: pairs, affine: affine)
    case .vectors(let vectors):
      let extended = vectors.map { affine ? $0 + [.one] : $0 }
      let cleared = Matrix(rows: extended.map(Self.clearingDenominators))
      var random = SeededGenerator(seed: 0)
      return try RationalKernel.basis(of: cleared, using: &random).compactMap { vector in
        let entries = vector.compactMap(\.exactInt)
        return entries.count == vector.count ? entries : nil
      }
    }
  }

  private static func clearingDenominators(_ vector: [Rational]) -> [Integer] {
    let denominator = vector.reduce(Integer.one) { Integer.lcm($0, $1.denominator) }
    return vector.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
  }

  /// One vector for each connected component of the pairs, and, affine, one more.
  private static func pairKernel(
    modulus: Int, pairs: [ModularAddition.Pair], affine: Bool
  ) -> [[Int]] {
    let roots = PairGraph(modulus: modulus, pairs: pairs).components
    let tail = affine ? [0] : []
    var vectors = Set(roots).sorted().map { component in
      (0..<2 * modulus).map { i in roots[i] == component ? (i < modulus ? 1 : -1) : 0 } + tail
    }
    if affine {
      vectors.append((0..<2 * modulus).map { $0 < modulus ? 1 : 0 } + [-1])
    }
    return vectors
  }
}
