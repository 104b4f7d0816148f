/// The bipartite graph whose vertices are the 2p symbols (a, then p + b) and whose edges are pairs.
///
/// Its connected components are what one-hot pairs leave undetermined: `n_a + n_b = 0` along every
/// edge has one solution for each component.
public struct PairGraph: Sendable {
  /// The representative of each vertex's component.
  public let components: [Int]
  /// The number of edges of a spanning forest, which is the rank of the one-hot inputs.
  public let rank: Int
  /// The number of different pairs.
  public let distinctPairCount: Int

  /// - Complexity: O(n) for the whole grid of pairs in order, O(n log p) otherwise.
  public init(modulus: Int, pairs: [ModularAddition.Pair]) {
    if Self.isWholeGrid(modulus: modulus, pairs: pairs) {
      components = Array(repeating: 0, count: 2 * modulus)
      rank = 2 * modulus - 1
      distinctPairCount = pairs.count
      return
    }
    var parent = Array(0..<2 * modulus)
    func root(_ i: Int) -> Int {
      var i = i
      while parent[i] != i { i = parent[i] }
      return i
    }
    var merged = 0
    for pair in pairs {
      let (a, b) = (root(pair.a), root(modulus + pair.b))
      if a == b { continue }
      parent[a] = b
      merged += 1
    }
    components = (0..<2 * modulus).map(root)
    rank = merged
    distinctPairCount = Set(pairs).count
  }

  /// Whether these are all pairs, a slowest, as `ModularAddition.pairs` lists them.
  public static func isWholeGrid(modulus: Int, pairs: [ModularAddition.Pair]) -> Bool {
    guard pairs.count == modulus * modulus else { return false }
    return pairs.indices.allSatisfy { i in
      pairs[i].a == i / modulus && pairs[i].b == i % modulus
    }
  }
}
