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
    let census = evidence.weights?.census ?? setting.declaredUnits
    // v_j = 0 is what the source counts; w_j = 0 leaves an outgoing weight.
    let effective = census.map { $0.active + $0.zeroInput } ?? network.width
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
    let none: Verdict
    if let census {
      none =
        census.inactive == 0
        ? .holds(because: "every unit is active")
        : .fails(
          because:
            "\(census.inactive) of \(network.width) units are inactive and may add something: the "
            + "published value \(formula.value) is only a lower end")
    } else {
      none = .undecided(because: "m_eff is taken to be m; \(Common.onlyWeights)")
    }
    return TheoremResult(
      Self.self, .coordinates,
      [
        Assumption("the active units satisfy the exact condition of 4.2", activeRegular),
        Assumption("inactive units add nothing (not stated in the source)", none),
        Common.identification(evidence),
      ] + Common.allWeightsTrained(setting),
      formula: formula)
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
