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

  /// The pairs are the edges of a bipartite graph on the 2p symbols: `n_a + n_b = 0` along every
  /// edge leaves one degree of freedom for each connected component (and, affine, one more).
  private static func pairKernel(
    modulus: Int, pairs: [ModularAddition.Pair], affine: Bool
  ) -> [[Int]] {
    var parent = Array(0..<2 * modulus)
    func root(_ i: Int) -> Int {
      var i = i
      while parent[i] != i { i = parent[i] }
      return i
    }
    for pair in pairs { parent[root(pair.a)] = root(modulus + pair.b) }
    let roots = (0..<2 * modulus).map(root)
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
