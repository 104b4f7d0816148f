public import ExactAlgebra
import ModelFamilies

/// What the level sees of one hidden unit at exact weights.
public struct UnitResponse: Sendable {
  /// The unit's inner product vanishes on every input (level `coordinates`: `w_j = 0`).
  public let isZero: Bool
  /// The unit's square does not reach the map: zero, or constant where the loss is centred.
  public let isInvisible: Bool

  /// - Complexity: one inner product of rationals for each input.
  public init(_ map: NetworkMap, unit j: Int, weights: [Rational], units: UnitLayout) {
    let inner = units.innerWeights(j).map { weights[$0] }
    guard let inputs = map.inputs else {
      isZero = inner.allSatisfy { $0.signum == 0 }
      isInvisible = isZero
      return
    }
    let ring = RationalField()
    var products: [Rational] = []
    for i in 0..<inputs.count {
      var total = units.hasBias ? inner[inner.count - 1] : .zero
      for (index, value) in inputs.entries(of: i, in: ring) ?? [] {
        total = total + inner[index] * value
      }
      products.append(total)
    }
    isZero = products.allSatisfy { $0.signum == 0 }
    if map.level == .centred, let first = products.first {
      isInvisible = products.allSatisfy { $0 * $0 == first * first }
    } else {
      isInvisible = isZero
    }
  }
}
