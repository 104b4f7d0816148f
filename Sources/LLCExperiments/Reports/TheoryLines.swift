import Identifiability
import LLCTheorems
import ModelFamilies

/// What theory says of a run from its dimensions alone, at every level.
public struct TheoryLines: Sendable, Hashable {
  /// Half the generic rank at level 1, which assumes inputs that identify quadratic forms: theorems 4.2
  /// and 4.1 where their conditions hold.
  public let coordinates: Double?
  /// Half the generic rank of the loss's own map on all p^2 pairs.
  public let allPairs: Double?
  /// Half of `min(m (3p - 2), K n')`: no weight has a larger rank on the n training pairs; n' = n - 1
  /// for the centred loss, n for the plain one.
  public let trainingPairs: Double
  /// Theorem 5.2 on the training pairs, `(K/2) min(m, n')`: the features of almost every hidden layer,
  /// frozen. An upper value where n' exceeds the span of the features.
  public let lazy: Double

  static let named: [(name: String, value: @Sendable (TheoryLines) -> Double?)] = [
    ("level 1: coordinates", { $0.coordinates }),
    ("all pairs, generic", { $0.allPairs }),
    ("training pairs, at most", { $0.trainingPairs }),
    ("lazy (5.2)", { $0.lazy }),
  ]

  public init(_ spec: RunSpec) {
    let (p, m) = (spec.modulus, spec.width)
    let free = max(spec.trainingPairCount - (spec.loss == .centred ? 1 : 0), 0)
    trainingPairs = Double(min(m * max(3 * p - 2, 0), p * free)) / 2
    lazy = Double(p * min(m, free)) / 2
    let task = try? ModularAddition(modulus: p)
    let network = try? task?.network(width: m)
    func generic(_ level: Level) -> Double? {
      guard let task, let network,
        let map = NetworkMap(.quadratic(network), level: level, inputs: .allPairs(of: task)),
        let rank = try? GenericRank(of: map, seed: 1), rank.lower == rank.upper
      else { return nil }
      return Double(rank.lower) / 2
    }
    coordinates = generic(.coordinates)
    allPairs = generic(spec.loss == .centred ? .centred : .data)
  }
}
