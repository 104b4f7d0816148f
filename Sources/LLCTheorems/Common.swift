import ExactAlgebra
import Identifiability
import ModelFamilies

/// Assumptions that several theorems share.
enum Common {
  static let onlyWeights =
    "only weights can settle it (--weights FILE, or --at random for a random point)"

  /// The step from the coordinates to the loss.
  static func identification(_ evidence: Evidence) -> Assumption {
    Assumption(Assumption.identificationStatement, evidence.features.identifiesQuadraticForms)
  }

  /// Whether the input weights that the theorem asks about have this rank.
  ///
  /// - Parameter vectors: what they are, such as "{w_j w_j^T}".
  static func inputWeights(
    _ vectors: String, haveRank expected: Int, _ evidence: Evidence
  ) -> Verdict {
    guard let rank = evidence.weights?.inputWeightRank else {
      return .undecided(because: onlyWeights)
    }
    return rank.verdict(
      is: expected, holds: "the rank of \(vectors) is \(expected)",
      fails: "the rank of \(vectors) is \(rank.upper) < \(expected)",
      open: "the rank of \(vectors) is between \(rank.lower) and \(rank.upper)")
  }

  /// What exact ranks say at level `coordinates`, where that is not the level of the loss.
  static func otherLevel(_ setting: Setting, _ evidence: Evidence) -> CertifiedCoefficient? {
    setting.compareLevel == .coordinates ? nil : evidence.certified(.coordinates)
  }

  /// Present only when another regime was declared, since the theorems take it for granted.
  static func allWeightsTrained(_ setting: Setting) -> [Assumption] {
    switch setting.regime {
    case nil, .full?: []
    case let regime?:
      [
        Assumption(
          "all weights are trained through the network itself",
          .fails(because: "the declared regime is \(regime.rawValue)"))
      ]
    }
  }

  /// Whether W, which is not given, is in general position.
  static func continuousWeights(_ setting: Setting) -> Verdict {
    let zero = (setting.declaredUnits?.zeroInput ?? 0) + (setting.declaredUnits?.zeroBoth ?? 0)
    return zero > 0
      ? .fails(because: "\(zero) units are declared to have w_j = 0")
      : .undecided(because: "no W given; it holds almost surely")
  }

  /// The regime that a theorem is about.
  static func regime(_ wanted: Regime, _ setting: Setting, _ statement: String) -> Assumption {
    switch setting.regime {
    case wanted?:
      Assumption(statement, .holds(because: "declared: regime \(wanted.rawValue)"))
    case let other?:
      Assumption(statement, .fails(because: "the declared regime is \(other.rawValue)"))
    case nil:
      Assumption(
        statement, .undecided(because: "no regime was declared (--regime \(wanted.rawValue))"))
    }
  }

  static let curvature = Assumption(
    "the curvature weight of the loss is bounded away from 0 and infinity",
    .holds(because: "it is 1 for the squared loss"))
}
