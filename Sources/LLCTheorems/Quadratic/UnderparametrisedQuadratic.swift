import ExactAlgebra
import Identifiability
import ModelFamilies

/// 4.2 = G.6: `lambda = m(d+K-1)/2` for the under-parametrised quadratic network.
///
/// The published conditions (1) to (3) are not enough: they do not exclude that a movement of the
/// output weights cancels one of the input weights. The exact condition is that the Jacobian has
/// rank m(d+K-1), that is, that the scalings are its whole kernel. Both are reported; the exact one
/// decides. Cullen, Estan-Ruiz et al. 2026, theorem 4.2; the correction is this project's.
public enum UnderparametrisedQuadratic: Theorem {
  public static let identifier = "4.2"
  public static let aliases = ["G.6"]
  public static let title = "under-parametrised quadratic network"
  public static let source = Source.grokking + "; condition corrected here"
  public static let statement =
    "lambda = m(d+K-1)/2 if the kernel of the Jacobian is spanned by the m scalings"

  /// m(d+K-1)/2.
  public static func value(
    inputDimension d: Int, width m: Int, outputDimension: Int
  ) -> LearningCoefficient {
    LearningCoefficient(Rational(m * (d + outputDimension - 1), 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .quadratic(let network) = setting.family else { return nil }
    let target = network.width * (network.inputDimension + network.outputDimension - 1)
    let published = publishedConditions(network, setting, evidence)
    let exact = exactCondition(network, target, evidence, published)
    return TheoremResult(
      Self.self, .coordinates,
      published + [
        Assumption("exact: the Jacobian has rank m(d+K-1) = \(target)", exact),
        Common.identification(evidence),
      ] + Common.allWeightsTrained(setting),
      formula: value(
        inputDimension: network.inputDimension, width: network.width,
        outputDimension: network.outputDimension),
      certified: Common.otherLevel(setting, evidence))
  }

  /// (1) to (3), in the order and the words of the source.
  private static func publishedConditions(
    _ network: QuadraticNetwork, _ setting: Setting, _ evidence: Evidence
  ) -> [Assumption] {
    let (m, all) = (network.width, network.symmetricDimension)
    let open = Verdict.undecided(because: Common.onlyWeights)
    var (nonzero, independent, orthogonal) = (open, open, open)
    if let weights = evidence.weights {
      nonzero =
        weights.unitsWithZeroColumn.isEmpty
        ? .holds(because: "no w_j and no v_j vanishes")
        : .fails(because: "w_j or v_j vanishes for unit \(weights.unitsWithZeroColumn[0])")
      independent = Common.inputWeights("{w_j w_j^T}", haveRank: m, evidence)
      orthogonal = weights.orthogonalPartInjective ?? open
    }
    if setting.declaresInactiveUnits {
      nonzero = .fails(because: "\(setting.declaredUnits?.inactive ?? 0) units are inactive")
    }
    if m > all { independent = .fails(because: "m = \(m) > d(d+1)/2 = \(all)") }
    return [
      Assumption("(1) w_j != 0 and v_j != 0 for every j", nonzero),
      Assumption("(2) {w_j w_j^T} linearly independent", independent),
      Assumption(
        "(3) u_j orthogonal to w_j and sum_j v_kj (w_j u_j^T + u_j w_j^T) = 0 for every k only for "
          + "u = 0", orthogonal),
    ]
  }

  private static func exactCondition(
    _ network: QuadraticNetwork, _ target: Int, _ evidence: Evidence, _ published: [Assumption]
  ) -> Verdict {
    if let rank = evidence.rank(.coordinates) {
      if rank.lower >= target { return .holds(because: "the rank at the weights is \(rank.lower)") }
      if rank.upper < target {
        let differs =
          published.allSatisfy(\.verdict.holds)
          ? "; the published conditions (1) to (3) hold all the same" : ""
        return .fails(
          because: "the rank at the weights is \(rank.upper) < \(target)\(differs)")
      }
      return .undecided(
        because: "the rank at the weights is between \(rank.lower) and \(rank.upper)")
    }
    guard
      let map = NetworkMap(.quadratic(network), level: .coordinates, inputs: nil),
      let bound = try? RankBounds.smallest(for: map)
    else { return .undecided(because: evidence.refusal(.coordinates)) }
    if bound.value < target {
      return .fails(because: "at every weight the rank is at most \(bound.value): \(bound.because)")
    }
    if evidence.genericRank(.coordinates)?.lower == target {
      return .undecided(because: "it holds at almost every weight; \(Common.onlyWeights)")
    }
    return .undecided(because: evidence.refusal(.coordinates))
  }
}
