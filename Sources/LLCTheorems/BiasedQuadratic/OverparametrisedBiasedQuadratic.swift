import ExactAlgebra
import Identifiability
import ModelFamilies

/// G.1: `lambda = (d+1)(d+2)/4` for `f(x) = sum_j a_j (w_j . x + b_j)^2 + c` with d units that span.
///
/// `(Q, beta, gamma)` is then a submersion onto a space of dimension (d+1)(d+2)/2, in which the
/// squared loss is regular. Cullen, Estan-Ruiz et al. 2026, theorem G.1.
public enum OverparametrisedBiasedQuadratic: Theorem {
  public static let identifier = "G.1"
  public static let aliases: [String] = []
  public static let title = "over-parametrised quadratic network with biases"
  public static let source = Source.grokking
  public static let statement =
    "lambda = (d+1)(d+2)/4 if m >= d and some d units have a_j != 0 and independent w_j"

  /// (d+1)(d+2)/4.
  public static func value(inputDimension d: Int) -> LearningCoefficient {
    LearningCoefficient(Rational((d + 1) * (d + 2), 4), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .biasedQuadratic(let network) = setting.family else { return nil }
    let (d, m) = (network.inputDimension, network.width)
    let enough: Verdict =
      m >= d ? .holds(because: "m = \(m), d = \(d)") : .fails(because: "m = \(m) < d = \(d)")
    let spanning: Verdict =
      m < d
      ? .fails(because: "fewer than d = \(d) units")
      : Common.inputWeights("the w_j with a_j != 0", haveRank: d, evidence)
    return TheoremResult(
      Self.self, .coordinates,
      [
        Assumption("m >= d", enough),
        Assumption("some d units have a_j != 0 and linearly independent w_j", spanning),
        Common.identification(evidence),
      ] + Common.allWeightsTrained(setting),
      formula: value(inputDimension: d))
  }
}
