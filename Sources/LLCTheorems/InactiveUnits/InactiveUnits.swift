public import ExactAlgebra
import Identifiability
import ModelFamilies

/// 5.5 corrected, this project's: inactive units add between 0 and their contributions.
///
/// `r*/2 <= lambda <= r_a/2 + sum of contributions`: K/2 for a unit with v = 0, s/4 for one with
/// w = 0, at most min(K/2, s/4) for both zero, where r* is the rank at the weights, r_a that of the
/// active part and s the rank of the inputs seen by the loss (d at level 1, 2p - 1 on one-hot
/// pairs). The upper end is exact when the tangent space of the active part and the images of the
/// inactive units are in direct sum, and for one unit with both zero in the cases of
/// `VanishingUnit`. Proofs: Proofs/InactiveUnits.md, Proofs/VanishingUnit.md.
public enum InactiveUnits: Theorem {
  public static let identifier = "5.5-corrected"
  public static let aliases: [String] = []
  public static let title = "active units and what inactive ones add"
  public static let source = Source.ours + ", correcting 5.5 of " + Source.grokking
  public static let statement =
    "r_a/2 <= lambda <= r_a/2 + K/2 per unit with v = 0, s/4 with w = 0, min(K/2, s/4) with both"

  /// The sum of the contributions.
  ///
  /// - Parameter seen: s, the rank of the inputs seen by the loss.
  public static func contributions(
    _ census: UnitCensus, outputDimension: Int, seen: Int
  ) -> Rational {
    ActivePart.contributions(census, outputs: outputDimension, seen: seen)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    let inactive = (evidence.weights?.census ?? setting.declaredUnits)?.inactive ?? 0
    guard case .quadratic(let network) = setting.family, inactive > 0 else { return nil }
    let level = setting.compareLevel
    let trained = Common.allWeightsTrained(setting)
    if !trained.isEmpty {
      return TheoremResult(Self.self, level, trained, .inapplicable(atLevelOnly: nil))
    }
    let statement = "the Jacobian of the active part has constant rank near the weights"
    let seen = evidence.features.inputRank.upper
    if let weights = setting.weights, let facts = evidence.weights {
      guard
        let part = ActivePart(
          setting, weights, facts, features: evidence.features, seed: 1, limits: RankLimits())
      else {
        let open = Assumption(
          statement, .undecided(because: "its rank could not be shown to be constant"))
        return TheoremResult(Self.self, level, [open], .inapplicable(atLevelOnly: nil))
      }
      return result(part, level, statement, evidence)
    }
    guard let census = setting.declaredUnits else { return nil }
    let added = contributions(census, outputDimension: network.outputDimension, seen: seen)
    let rank = census.active == 0 ? 0 : evidence.declaredActivePart?.lower
    guard let rank, census.active == 0 || evidence.declaredActivePart?.confidence.isProved == true
    else {
      let open = Assumption(
        statement, .undecided(because: "the generic rank of the active units is not settled"))
      return TheoremResult(Self.self, level, [open], .inapplicable(atLevelOnly: nil))
    }
    let generic = Assumption(
      statement,
      .holds(because: "almost every choice of the active units has rank \(rank), the generic one"))
    let lower = Rational(rank, 2)
    // Almost every choice has independent v_j and independent w_j where there is room for them.
    if let multiplicity = VanishingUnit.multiplicity(
      census, network, level: level, features: evidence.features,
      independent: census.active <= min(network.outputDimension, network.inputDimension))
    {
      return TheoremResult(
        Self.self, level, [generic],
        .proved(LearningCoefficient(lower + added, multiplicity: multiplicity)))
    }
    return TheoremResult(
      Self.self, level, [generic], .bounded(lower: lower, upper: lower + added))
  }

  private static func result(
    _ part: ActivePart, _ level: Level, _ statement: String, _ evidence: Evidence
  ) -> TheoremResult {
    let base = Rational(part.rank, 2)
    let upper = base + part.contributions
    let lower = max(base, Rational(evidence.rank(level)?.lower ?? 0, 2))
    let constant = Assumption(
      statement, .holds(because: "rank \(part.rank), the largest its shape and symmetries allow"))
    let prediction: Prediction
    if let multiplicity = part.exactMultiplicity {
      prediction = .proved(LearningCoefficient(upper, multiplicity: multiplicity))
    } else {
      // Units that add nothing new leave the certified value below the sum.
      prediction = .bounded(lower: lower, upper: max(lower, upper))
    }
    return TheoremResult(Self.self, level, [constant], prediction)
  }
}
