import ExactAlgebra
import ModelFamilies

/// 5.2: `lambda = (K/2) rank(P sigma(X W))` when only the output weights are trained; almost surely
/// over continuous W it is `(K/2) min(m, s)`, `s = dim span{ P sigma(X w) : w }`.
///
/// Cullen, Estan-Ruiz et al. 2026, theorem 5.2 with E.1 to E.7.
public enum RandomFeatures: Theorem {
  public static let identifier = "5.2"
  public static let aliases = ["E.1", "E.2", "E.3", "E.4", "E.5", "E.6"]
  public static let title = "lazy regime: frozen hidden layer"
  public static let source = Source.grokking
  public static let statement =
    "lambda = (K/2) rank(P sigma(XW)); almost surely (K/2) min(m, s), s the span of the features"

  /// (K/2) rank.
  public static func value(outputDimension: Int, rank: Int) -> LearningCoefficient {
    LearningCoefficient(Rational(outputDimension * rank, 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family else { return nil }
    let level = setting.compareLevel
    let frozen = Common.regime(.lazy, setting, "the hidden layer is frozen, V alone is trained")
    let (m, outputs) = (network.width, network.outputDimension)
    let statement: String
    let verdict: Verdict
    let (lower, upper): (Int, Int)
    if let rank = evidence.weights?.frozenFeatureRank {
      statement = "the rank of the frozen features is computed at the given W"
      (lower, upper) = (rank.lower, rank.upper)
      verdict =
        lower == upper
        ? .holds(because: "rank \(lower)")
        : .undecided(because: "the rank is between \(lower) and \(upper)")
    } else {
      let span = evidence.features.span
      statement = "W is drawn from a continuous distribution"
      (lower, upper) = (min(m, span.lower), min(m, span.upper))
      verdict = Common.continuousWeights(setting)
    }
    let assumptions = [frozen, Assumption(statement, verdict)]
    if lower == upper {
      return TheoremResult(
        Self.self, level, assumptions, formula: value(outputDimension: outputs, rank: lower))
    }
    return TheoremResult(
      Self.self, level, assumptions,
      frozen.verdict.fails
        ? .inapplicable(atLevelOnly: nil)
        : .bounded(lower: Rational(outputs * lower, 2), upper: Rational(outputs * upper, 2)))
  }
}
