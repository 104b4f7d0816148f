public import ExactAlgebra
public import ModelFamilies

extension FourierPointRank {
  /// The rank at any exact waves in the given field, a lower bound of the rank at the real weights; nil
  /// when the weights do not exist there.
  ///
  /// - Complexity: O(p m + p^2 F) sparse columns.
  public init?(of network: WaveNetwork, level: Level, in roots: CyclotomicField) {
    guard let units = network.harmonics(in: roots) else { return nil }
    let columns = FourierJacobian(modulus: network.task.modulus, level: level, field: roots.field)
      .columns(units)
    self.init(SparseRank(of: columns, in: roots.field), prime: roots.field.modulus)
  }

  /// The largest rank in `trials` random fields.
  public init(of network: WaveNetwork, level: Level, seed: UInt64, trials: Int = 2) {
    var random = SeededGenerator(seed: seed)
    var best: FourierPointRank?
    var made = 0
    // Amplitudes have finitely many prime divisors: unusable fields are rare.
    while made < trials {
      let roots = CyclotomicField(order: network.order, using: &random)
      guard let next = FourierPointRank(of: network, level: level, in: roots) else { continue }
      made += 1
      if next.rank > best?.rank ?? -1 { best = next }
    }
    guard let best else { preconditionFailure("\(trials) trials") }
    self = best
  }
}
