import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies

/// The rank at the weights of a network whose Jacobian is too large for elimination.
enum LargeRank {
  /// By products (`StructuredRank`), where they take no more operations than an elimination may; nil
  /// beyond, for other families, and where no prime gave an answer. Counted and not timed, so that a
  /// table does not depend on the machine.
  static func rank(
    _ setting: Setting, seed: UInt64, limits: RankLimits
  ) -> PointRank? {
    guard case .quadratic(let network) = setting.family, setting.regime == .full,
      let weights = setting.weights, let map = setting.map(at: setting.compareLevel),
      operations(network, map, inputs: setting.inputSet?.count) <= limits.operations
    else { return nil }
    let rank = try? StructuredRank(of: map, at: weights, seed: seed, limits: limits)
    return rank.map { PointRank($0, of: map) }
  }

  /// Steps times the operations of a product with the Gram matrix: there and back through every unit, at
  /// every input or for every pair of units.
  private static func operations(
    _ network: QuadraticNetwork, _ map: NetworkMap, inputs: Int?
  ) -> Double {
    let (m, k) = (Double(network.width), Double(network.outputDimension))
    let steps = Double(min(map.coordinateCount, map.parameterCount))
    guard map.level != .coordinates, let inputs else {
      return 4 * steps * m * (m + Double(network.inputDimension)) * max(k, 1)
    }
    return 4 * steps * Double(inputs) * m * (k + 2)
  }

  /// What almost every weight has, for weights whose own rank is not known: no statement about them.
  ///
  /// - Returns: nil with inactive units, which are where it does not hold.
  static func generic(_ setting: Setting, _ evidence: Evidence) -> KnownCoefficient? {
    guard setting.regime == .full, let generic = evidence.genericRank(setting.compareLevel),
      generic.confidence.isProved, (evidence.weights?.census.inactive ?? 0) == 0
    else { return nil }
    return KnownCoefficient(
      value: Rational(generic.lower, 2), multiplicity: 1,
      standing: .conjectured(
        because: "that of almost every weight; the rank at these was not computed"))
  }
}
