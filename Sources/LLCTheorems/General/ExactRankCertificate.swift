import ExactAlgebra
public import Identifiability
import ModelFamilies

/// What an exact rank certifies, (a) to (e); see `CertifiedCoefficient`.
///
/// Elementary, this project's; proved in Proofs/ExactRankCertificate.md.
public enum ExactRankCertificate: Theorem {
  public static let identifier = "certificate"
  public static let aliases = ["(a)", "(b)", "(c)", "(d)", "(e)"]
  public static let title = "exact rank of the Jacobian"
  public static let source = Source.ours
  public static let statement =
    "r*/2 <= lambda <= (D - dim orbit)/2; lambda = r*/2 if r* is the generic rank or meets the "
    + "upper bound"

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    evaluate(setting, evidence, level: setting.compareLevel)
  }

  /// The statement at one level.
  public static func evaluate(
    _ setting: Setting, _ evidence: Evidence, level: Level
  ) -> TheoremResult {
    let trained = Common.allWeightsTrained(setting)
    let place = setting.weights == nil ? "at almost every weight" : "at the given weights"
    guard let certified = evidence.certified(level) else {
      let open = Assumption(
        "the rank is computed \(place)", .undecided(because: evidence.refusal(level)))
      let bound = setting.map(at: level).flatMap { try? RankBounds.smallest(for: $0) }
      let generic = setting.weights == nil && !setting.declaresInactiveUnits
      let upper = generic ? bound?.value : nil
      return TheoremResult(
        Self.self, level, [open] + trained,
        .bounded(lower: 0, upper: Rational(upper ?? setting.family.parameterCount, 2)))
    }
    let verdict: Verdict =
      switch certified.confidence {
      case .proved: .holds(because: certified.because)
      case .monteCarlo(let failure):
        .undecided(because: "\(certified.because); failure probability \(failure)")
      }
    let assumptions = [Assumption("the rank is computed \(place)", verdict)] + trained
    if certified.lower == certified.upper {
      return TheoremResult(
        Self.self, level, assumptions,
        formula: LearningCoefficient(certified.lower, multiplicity: certified.multiplicity))
    }
    return TheoremResult(
      Self.self, level, assumptions,
      trained.isEmpty
        ? .bounded(lower: certified.lower, upper: certified.upper) : .inapplicable(atLevelOnly: nil)
    )
  }
}
