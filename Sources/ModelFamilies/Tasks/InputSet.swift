public import ExactAlgebra

/// The inputs on which a network is trained, known exactly.
public enum InputSet: Hashable, Sendable {
  /// One-hot pairs `x = (e_a, e_b)` modulo the modulus, d = 2p.
  case oneHotPairs(modulus: Int, pairs: [ModularAddition.Pair])
  /// Any vectors of the same length d.
  case vectors([[Rational]])

  /// All p^2 pairs of a modular addition.
  public static func allPairs(of task: ModularAddition) -> InputSet {
    .oneHotPairs(modulus: task.modulus, pairs: task.pairs)
  }

  /// n.
  public var count: Int {
    switch self {
    case .oneHotPairs(_, let pairs): pairs.count
    case .vectors(let vectors): vectors.count
    }
  }

  /// d; 0 for an empty list of vectors.
  public var dimension: Int {
    switch self {
    case .oneHotPairs(let modulus, _): 2 * modulus
    case .vectors(let vectors): vectors.first?.count ?? 0
    }
  }

  /// The places and values of the non-zero entries of input i, in a ring; nil when the ring does
  /// not contain an entry. Two entries for a one-hot pair, so nothing is multiplied by zero.
  @inlinable public func entries<R: Ring>(
    of i: Int, in ring: R
  ) -> [(index: Int, value: R.Element)]? {
    switch self {
    case .oneHotPairs(let modulus, let pairs):
      return [(pairs[i].a, ring.one), (modulus + pairs[i].b, ring.one)]
    case .vectors(let vectors):
      var entries: [(index: Int, value: R.Element)] = []
      for (index, value) in vectors[i].enumerated() where value.signum != 0 {
        guard let element = ring.element(value) else { return nil }
        entries.append((index, element))
      }
      return entries
    }
  }
}
