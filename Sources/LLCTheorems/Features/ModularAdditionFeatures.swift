import ExactAlgebra
import Identifiability
import ModelFamilies

/// Sharper than 5.3, this project's: on n distinct one-hot pairs the functions `(u(a) + s(b))^2`
/// span all n dimensions, centred n - 1, so `lambda = (p/2) min(m, n - 1)` for the centred loss and
/// `(p/2) min(m, n)` for the plain one; on all pairs n = p^2.
///
/// Proof: `(u(a) + s(b))^2` contains `2 u(a) s(b)`, and the polarisations
/// `(e_a + e_b)^2 - e_a^2 - e_b^2 = 2 e_a e_b` are the indicators of single pairs.
public enum ModularAdditionFeatures: Theorem {
  public static let identifier = "5.3-exact"
  public static let aliases: [String] = []
  public static let title = "lazy regime on one-hot pairs: exact value"
  public static let source = Source.ours + ", sharpening 5.3 of " + Source.grokking
  public static let statement =
    "lambda = (p/2) min(m, n - 1) on n distinct one-hot pairs, centred loss; (p/2) min(m, n), plain"

  /// (K/2) min(m, n - 1), or with n for the plain loss.
  public static func value(
    outputDimension: Int, width: Int, pairCount: Int, loss: LossKind
  ) -> LearningCoefficient {
    let span = pairCount - (loss == .centred ? 1 : 0)
    return LearningCoefficient(Rational(outputDimension * min(width, span), 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family,
      case .oneHotPairs(let modulus, let pairs)? = setting.inputSet
    else { return nil }
    let distinct = PairGraph(modulus: modulus, pairs: pairs).distinctPairCount
    let formula = value(
      outputDimension: network.outputDimension, width: network.width, pairCount: distinct,
      loss: setting.loss)
    let general: Verdict
    if let rank = evidence.weights?.frozenFeatureRank {
      let expected = min(network.width, distinct - (setting.loss == .centred ? 1 : 0))
      general = rank.verdict(
        is: expected, holds: "the features at the given W have rank \(expected)",
        fails: "the features at the given W have rank \(rank.upper) < \(expected)",
        open: "the rank of the features is between \(rank.lower) and \(rank.upper)")
    } else {
      general = Common.continuousWeights(setting)
    }
    return TheoremResult(
      Self.self, setting.compareLevel,
      [
        Common.regime(.lazy, setting, "the hidden layer is frozen, V alone is trained"),
        Assumption("W is drawn from a continuous distribution", general),
      ], formula: formula)
  }
}
