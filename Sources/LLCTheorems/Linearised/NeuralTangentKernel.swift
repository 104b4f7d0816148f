import ExactAlgebra
import Identifiability
import ModelFamilies

/// 5.1: `lambda = r/2`, `r = rank E[h(x) J(x)^T J(x)]`, for a network linearised around theta_0.
///
/// For the squared loss h = 1 and r is the rank of the Jacobian of the outputs on the inputs
/// (centred loss: of the centred outputs) at theta_0. Cullen, Estan-Ruiz et al. 2026, theorem 5.1.
public enum NeuralTangentKernel: Theorem {
  public static let identifier = "5.1"
  public static let aliases: [String] = []
  public static let title = "neural tangent kernel regime"
  public static let source = Source.grokking
  public static let statement =
    "lambda = r/2, r = rank E[h J^T J] at theta_0, for the network linearised there"

  /// r/2.
  public static func value(rank: Int) -> LearningCoefficient {
    LearningCoefficient(Rational(rank, 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    let level = setting.compareLevel
    let regime = Common.regime(
      .ntk, setting, "the network is replaced by its linearisation at theta_0")
    let weight = Assumption(
      "the curvature weight h is positive", .holds(because: "h = 1 for the squared loss"))
    func result(_ verdict: Verdict, _ lower: Int, _ upper: Int) -> TheoremResult {
      let assumptions = [
        regime, weight, Assumption("r is the rank at theta_0", verdict),
      ]
      if lower == upper {
        return TheoremResult(Self.self, level, assumptions, formula: value(rank: lower))
      }
      return TheoremResult(
        Self.self, level, assumptions,
        regime.verdict.fails
          ? .inapplicable(atLevelOnly: nil)
          : .bounded(lower: Rational(lower, 2), upper: Rational(upper, 2)))
    }
    if let rank = evidence.rank(level) {
      let verdict: Verdict =
        rank.isProved
        ? .holds(because: "rank \(rank.lower), certified")
        : .undecided(because: "the rank is between \(rank.lower) and \(rank.upper)")
      return result(verdict, rank.lower, rank.upper)
    }
    guard setting.weights == nil, !setting.declaresInactiveUnits,
      let generic = evidence.genericRank(level)
    else {
      return TheoremResult(
        Self.self, level,
        [
          regime, weight,
          Assumption("r is the rank at theta_0", .undecided(because: evidence.refusal(level))),
        ], .bounded(lower: 0, upper: Rational(setting.family.parameterCount, 2)))
    }
    return result(
      .undecided(because: "taken at almost every theta_0; \(Common.onlyWeights)"), generic.lower,
      generic.upper)
  }
}
