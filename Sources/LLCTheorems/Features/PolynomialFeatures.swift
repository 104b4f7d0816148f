public import ExactAlgebra
import Identifiability
import ModelFamilies

/// 5.3: `(K/2) min(m, rank X) <= lambda <= (K/2) min(m, C(rank X + q - 1, q))` for sigma(u) = u^q in
/// the lazy regime, from E.7: `rank X <= s <= C(rank X + q - 1, q)`.
///
/// Here q = 2. With a centred loss the lower half of E.7 needs a check: for inputs e_1 ... e_d the
/// centred features span d - 1 < rank X dimensions. Cullen, Estan-Ruiz et al. 2026, theorem 5.3.
public enum PolynomialFeatures: Theorem {
  public static let identifier = "5.3"
  public static let aliases = ["E.7"]
  public static let title = "lazy regime, polynomial activation: bounds"
  public static let source = Source.grokking
  public static let statement =
    "(K/2) min(m, rank X) <= lambda <= (K/2) min(m, C(rank X + q - 1, q)), q = 2"

  /// The two bounds for activation u^2.
  public static func bounds(
    outputDimension: Int, width: Int, inputRank r: Int
  ) -> (lower: Rational, upper: Rational) {
    (
      Rational(outputDimension * min(width, r), 2),
      Rational(outputDimension * min(width, r * (r + 1) / 2), 2)
    )
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family else { return nil }
    let level = setting.compareLevel
    let rank = evidence.features.inputRank
    let span = evidence.features.span
    let inputs: Verdict =
      rank.exact.map { .holds(because: "rank X = \($0)") }
      ?? .undecided(because: "rank X is between \(rank.lower) and \(rank.upper)")
    let lowerHalf: Verdict
    if span.lower >= rank.upper {
      lowerHalf = .holds(because: "s = \(span.lower) >= rank X = \(rank.upper)")
    } else if span.upper < rank.lower {
      lowerHalf = .fails(because: "s = \(span.upper) < rank X = \(rank.lower)")
    } else {
      lowerHalf = .undecided(because: "s is between \(span.lower) and \(span.upper)")
    }
    let general: Verdict
    if let frozen = evidence.weights?.frozenFeatureRank {
      let expected = min(network.width, rank.lower)
      general = frozen.verdict(
        is: expected, holds: "the frozen features have rank \(frozen.lower) >= \(expected)",
        fails: "the frozen features have rank \(frozen.upper) < \(expected)",
        open: "the rank of the frozen features is not settled")
    } else {
      general = Common.continuousWeights(setting)
    }
    let assumptions = [
      Common.regime(.lazy, setting, "the hidden layer is frozen, V alone is trained"),
      Assumption("W is drawn from a continuous distribution", general),
      Assumption("rank X is known", inputs),
      Assumption("rank X <= s (E.7)", lowerHalf),
    ]
    let lower = bounds(
      outputDimension: network.outputDimension, width: network.width, inputRank: rank.lower
    ).lower
    let upper = bounds(
      outputDimension: network.outputDimension, width: network.width, inputRank: rank.upper
    ).upper
    if lower == upper {
      return TheoremResult(
        Self.self, level, assumptions, formula: LearningCoefficient(lower, multiplicity: 1))
    }
    return TheoremResult(
      Self.self, level, assumptions,
      assumptions.contains(where: \.verdict.fails)
        ? .inapplicable(atLevelOnly: nil) : .bounded(lower: lower, upper: upper))
  }
}
