import ExactAlgebra
import Identifiability

/// F.1/F.2: `lambda = N/2` when phi is a submersion at w* onto N coordinates in which the model is
/// regular.
///
/// Cullen, Estan-Ruiz et al. 2026, appendix F. The certificate (c) contains it as the case r* = N.
public enum RegularReparametrisation: Theorem {
  public static let identifier = "F.1"
  public static let aliases = ["F.2"]
  public static let title = "submersion onto regular coordinates"
  public static let source = Source.grokking
  public static let statement =
    "lambda = N/2 if phi is a submersion at w* onto N coordinates in which the model is regular"

  public static func value(coordinates: Int) -> LearningCoefficient {
    LearningCoefficient(Rational(coordinates, 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    let level = setting.compareLevel
    guard let map = setting.map(at: level) else { return nil }
    let n = map.coordinateCount
    let submersion: Verdict
    if let rank = evidence.rank(level) {
      if rank.lower == n {
        submersion = .holds(because: "the rank at the weights is N = \(n)")
      } else if rank.upper < n {
        submersion = .fails(because: "the rank at the weights is \(rank.upper) < N = \(n)")
      } else {
        submersion = .undecided(
          because: "the rank at the weights is between \(rank.lower) and \(rank.upper)")
      }
    } else if let bound = try? RankBounds.smallest(for: map), bound.value < n {
      submersion = .fails(
        because: "at every weight the rank is at most \(bound.value) < N = \(n): \(bound.because)")
    } else {
      let generic = evidence.genericRank(level)?.lower == n
      submersion = .undecided(
        because: (generic ? "it holds at almost every weight; " : "") + Common.onlyWeights)
    }
    return TheoremResult(
      Self.self, level,
      [
        Assumption("phi is a submersion at w* onto its \(n) coordinates", submersion),
        Assumption(
          "the model is regular in the coordinates",
          .holds(because: "the squared loss is positive definite in the outputs that it sees")),
      ] + Common.allWeightsTrained(setting), formula: value(coordinates: n))
  }
}
