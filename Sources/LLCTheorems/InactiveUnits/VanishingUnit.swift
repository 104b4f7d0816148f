import ExactAlgebra
import Identifiability
import ModelFamilies

/// One unit with v = 0 and w = 0 beside active ones: cases in which it adds exactly
/// `min(K/2, s/4)`, this project's, Proofs/VanishingUnit.md.
enum VanishingUnit {
  /// The multiplicity, or nil when the value is not known to be exact.
  ///
  /// No active units: every level (centred, from s = 3 on); multiplicity 2 if s = 2K, else 1.
  /// Level `coordinates`, K >= 3, d >= 3, active units with independent v_j and independent w_j:
  /// multiplicity 2 if d = 2K, else 1.
  ///
  /// - Parameter independent: whether the v_j and the w_j of the active units are independent.
  static func multiplicity(
    _ census: UnitCensus, _ network: QuadraticNetwork, level: Level, features: FeatureEvidence,
    independent: Bool
  ) -> Int? {
    guard census.zeroBoth == 1, census.inactive == 1, let seen = features.inputRank.exact else {
      return nil
    }
    let outputs = network.outputDimension
    if census.active == 0 {
      return level == .centred && seen < 3 ? nil : (seen == 2 * outputs ? 2 : 1)
    }
    guard level == .coordinates, outputs >= 3, network.inputDimension >= 3, independent else {
      return nil
    }
    return network.inputDimension == 2 * outputs ? 2 : 1
  }

  /// Whether the output weights and the input weights of these units are independent over Q.
  static func independent(
    _ units: [Int], _ network: QuadraticNetwork, _ weights: [Rational], seed: UInt64
  ) -> Bool {
    let layout = UnitLayout(.quadratic(network))
    return [layout.innerWeights, layout.outputWeights].allSatisfy { block in
      let rows = units.map { unit in block(unit).map { weights[$0] } }
      return RankInterval(of: Matrix(rows: rows).clearingDenominators, seed: seed).lower
        == units.count
    }
  }
}
