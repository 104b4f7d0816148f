import ExactAlgebra
import Identifiability
import ModelFamilies

/// 5.5: `lambda = m_eff (d+K-1)/2`, m_eff the number of units with non-zero outgoing weights.
///
/// As published it leaves out what inactive units add; it is the lower end of `InactiveUnits`, and
/// applies as it stands only when there are none or when they add nothing. Cullen, Estan-Ruiz et
/// al. 2026, section 5.5.
public enum EffectiveWidth: Theorem {
  public static let identifier = "5.5"
  public static let aliases: [String] = []
  public static let title = "effective width"
  public static let source = Source.grokking
  public static let statement =
    "lambda = m_eff (d+K-1)/2 if the active units satisfy 4.2 and inactive units add nothing"

  public static func value(
    inputDimension d: Int, effectiveWidth: Int, outputDimension: Int
  ) -> LearningCoefficient {
    UnderparametrisedQuadratic.value(
      inputDimension: d, width: effectiveWidth, outputDimension: outputDimension)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family else { return nil }
    // The row is about level coordinates, whatever the loss sees of the units.
    let census = evidence.weights?.coordinateCensus ?? setting.declaredUnits
    // The source counts v_j != 0; a unit with w_j = 0 has such a v_j but cannot satisfy 4.2.
    let effective = census?.active ?? network.width
    let target = effective * (network.inputDimension + network.outputDimension - 1)
    let activeRegular: Verdict
    if let bound = bound(network, width: effective), bound.value < target {
      activeRegular = .fails(
        because: "at every weight the rank is at most \(bound.value) < m_eff (d+K-1) = \(target): "
          + bound.because)
    } else if let census, census.inactive == 0, let rank = evidence.rank(.coordinates) {
      if rank.lower >= target {
        activeRegular = .holds(because: "the rank of the active part is \(rank.lower)")
      } else if rank.upper < target {
        activeRegular = .fails(because: "the rank of the active part is \(rank.upper) < \(target)")
      } else {
        activeRegular = .undecided(because: "the rank of the active part is not settled")
      }
    } else {
      activeRegular = .undecided(
        because: evidence.weights == nil
          ? Common.onlyWeights : "see the corrected interval, 5.5-corrected")
    }
    let formula = value(
      inputDimension: network.inputDimension, effectiveWidth: effective,
      outputDimension: network.outputDimension)
    return TheoremResult(
      Self.self, .coordinates,
      [
        Assumption("the active units satisfy the exact condition of 4.2", activeRegular),
        Assumption(
          "inactive units add nothing (not stated in the source)",
          inactiveUnits(setting, evidence, census, published: formula.value)),
        Common.identification(evidence),
      ] + Common.allWeightsTrained(setting),
      formula: formula, certified: Common.otherLevel(setting, evidence))
  }

  /// What `InactiveUnits` says of the units that the source leaves out.
  private static func inactiveUnits(
    _ setting: Setting, _ evidence: Evidence, _ census: UnitCensus?, published: Rational
  ) -> Verdict {
    guard let census else {
      return .undecided(because: "m_eff is taken to be m; \(Common.onlyWeights)")
    }
    if census.inactive == 0 { return .holds(because: "every unit is active") }
    let count = "\(census.inactive) of \(setting.family.width) units are inactive"
    guard setting.compareLevel == .coordinates,
      let result = InactiveUnits.evaluate(setting, evidence)
    else { return .undecided(because: "\(count) and may add something") }
    switch result.prediction {
    case .proved(let coefficient) where coefficient.value == published:
      return .holds(because: "\(count); 5.5-corrected proves that they add nothing")
    case .proved(let coefficient):
      return .fails(
        because: "\(count); 5.5-corrected proves \(coefficient.value) against the published "
          + "\(published)")
    case .bounded(let lower, _) where lower > published:
      return .fails(because: "\(count); the rank shows at least \(lower), not \(published)")
    case .bounded(_, let upper):
      return .undecided(because: "\(count) and may add up to \(upper - published)")
    case .conditional, .inapplicable:
      return .undecided(because: "\(count) and may add something")
    }
  }

  /// What the rank of that many units is at most, at any weight.
  private static func bound(_ network: QuadraticNetwork, width: Int) -> RankBound? {
    guard
      let units = try? QuadraticNetwork(
        inputDimension: network.inputDimension, width: width,
        outputDimension: network.outputDimension),
      let map = NetworkMap(.quadratic(units), level: .coordinates, inputs: nil)
    else { return nil }
    return try? RankBounds.smallest(for: map)
  }
}
