public import ExactAlgebra
public import ModelFamilies

/// The rank of the Jacobian at a Fourier network, computed in a prime field with roots of unity.
public struct FourierPointRank: Sendable {
  /// The rank modulo a prime ideal over `prime`: a lower bound of the rank at the real weights.
  public let rank: Int
  public let prime: UInt64
  /// The order of the largest block that was eliminated densely.
  public let largestBlock: Int

  /// The rank in the given field by sparse blocks; nil when the weights do not exist there.
  ///
  /// - Complexity: O(p m + p^2 F) sparse columns.
  public init?(of network: FourierNetwork, level: Level, in roots: CyclotomicField) {
    guard let columns = FourierJacobian.columns(network, level: level, in: roots) else {
      return nil
    }
    self.init(SparseRank(of: columns, in: roots.field), prime: roots.field.modulus)
  }

  init(_ sparse: SparseRank, prime: UInt64) {
    rank = sparse.rank
    self.prime = prime
    largestBlock = sparse.largestBlock
  }

  /// The largest rank in up to `trials` random fields; one is enough when it meets the closed form.
  public init(
    of network: FourierNetwork, level: Level, seed: UInt64, trials: Int = 3
  ) {
    var random = SeededGenerator(seed: seed)
    let closed = FourierRankForm(network).rank(level)
    var best: FourierPointRank?
    var made = 0
    // Amplitudes have finitely many prime divisors: unusable fields are rare.
    while made < trials && best?.rank != closed {
      let roots = CyclotomicField(order: network.order, using: &random)
      guard let next = FourierPointRank(of: network, level: level, in: roots) else { continue }
      made += 1
      if next.rank > best?.rank ?? -1 { best = next }
    }
    guard let best else { preconditionFailure("\(trials) trials") }
    precondition(
      best.rank <= closed,
      "rank \(best.rank) modulo \(best.prime) above the closed form \(closed) at level \(level)")
    self = best
  }

  /// About what the sparse columns take; nothing is allocated.
  public static func bytes(for network: FourierNetwork) -> Double {
    let (p, blocks) = (Double(network.modulus), Double(network.frequencies.count))
    let units = min(Double(network.width) / blocks, 8)
    // Entries of 16 bytes, their row number and their place in a row's list, and the arrays.
    return p * blocks * (6 * 3 + 2 * units * 4) * 64 + Double(network.width) * 200
  }
}
