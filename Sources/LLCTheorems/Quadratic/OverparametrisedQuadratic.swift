import ExactAlgebra
import Identifiability
import ModelFamilies

/// 4.1 = G.5: `lambda = K d(d+1)/4` when `{w_i w_i^T}` spans Sym(d).
///
/// The output weights alone then reach every tuple of symmetric matrices, so the coordinates are a
/// submersion. Cullen, Estan-Ruiz et al. 2026, theorem 4.1.
public enum OverparametrisedQuadratic: Theorem {
  public static let identifier = "4.1"
  public static let aliases = ["G.5"]
  public static let title = "over-parametrised quadratic network"
  public static let source = Source.grokking
  public static let statement = "lambda = K d(d+1)/4 if {w_i w_i^T} spans Sym(d)"

  /// K d(d+1)/4.
  public static func value(inputDimension d: Int, outputDimension: Int) -> LearningCoefficient {
    LearningCoefficient(Rational(outputDimension * (d * (d + 1) / 2), 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family else { return nil }
    let (m, all) = (network.width, network.symmetricDimension)
    let spanning: Verdict =
      m < all
      ? .fails(because: "m = \(m) < d(d+1)/2 = \(all)")
      : Common.inputWeights("{w_i w_i^T}", haveRank: all, evidence)
    return TheoremResult(
      Self.self, .coordinates,
      [
        Assumption("{w_i w_i^T} spans Sym(d)", spanning),
        Common.identification(evidence),
      ] + Common.allWeightsTrained(setting),
      formula: value(
        inputDimension: network.inputDimension, outputDimension: network.outputDimension),
      certified: Common.otherLevel(setting, evidence))
  }
}
