public import ExactAlgebra
public import Identifiability

/// A learning coefficient lambda and, where it is known, its multiplicity.
///
/// `V(eps) = vol{ w near w* : L(w) - L(w*) <= eps } = c eps^lambda (-log eps)^(mult - 1) (1 + o(1))`.
public struct LearningCoefficient: Equatable, Sendable {
  public let value: Rational
  public let multiplicity: Int?

  public init(_ value: Rational, multiplicity: Int?) {
    self.value = value
    self.multiplicity = multiplicity
  }
}

/// What a theorem says once its assumptions have been looked at.
public enum Prediction: Equatable, Sendable {
  /// Every assumption holds.
  case proved(LearningCoefficient)
  /// No assumption fails, some are open.
  case conditional(LearningCoefficient)
  /// The theorem, or what is known of its assumptions, gives an interval.
  case bounded(lower: Rational, upper: Rational)
  /// An assumption fails. A value is kept only where it is the coefficient at the row's level,
  /// `coordinates`, and that is not the level of the loss: the one thing that fails is that the
  /// inputs identify quadratic forms, or an exact rank confirms the value at that level.
  case inapplicable(atLevelOnly: LearningCoefficient?)

  public var name: String {
    switch self {
    case .proved: "proved"
    case .conditional: "conditional"
    case .bounded: "bounded"
    case .inapplicable: "inapplicable"
    }
  }
}

/// One theorem applied to one setting.
public struct TheoremResult: Sendable {
  public let theorem: any Theorem.Type
  public let level: Level
  public let assumptions: [Assumption]
  public let prediction: Prediction

  /// The first assumption that fails, else the first that is open.
  public var decisive: Assumption? {
    assumptions.first { $0.verdict.fails } ?? assumptions.first { !$0.verdict.holds }
  }

  init(
    _ theorem: any Theorem.Type, _ level: Level, _ assumptions: [Assumption],
    _ prediction: Prediction
  ) {
    self.theorem = theorem
    self.level = level
    self.assumptions = assumptions
    self.prediction = prediction
  }

  /// The prediction that follows from the verdicts: a formula under assumptions.
  ///
  /// - Parameter certified: what exact ranks say at the row's level, where that is not the level of
  ///   the loss.
  init(
    _ theorem: any Theorem.Type, _ level: Level, _ assumptions: [Assumption],
    formula: LearningCoefficient, certified: CertifiedCoefficient? = nil
  ) {
    let failed = assumptions.filter(\.verdict.fails)
    let prediction: Prediction
    if !failed.isEmpty {
      let otherLevel = failed.contains { $0.statement == Assumption.identificationStatement }
      let confirmed = certified?.isExact == true && certified?.lower == formula.value
      let settled = assumptions.allSatisfy {
        $0.verdict.holds || $0.statement == Assumption.identificationStatement
      }
      let levelOnly = otherLevel && (confirmed || settled)
      prediction = .inapplicable(atLevelOnly: levelOnly ? formula : nil)
    } else if assumptions.allSatisfy(\.verdict.holds) {
      prediction = .proved(formula)
    } else {
      prediction = .conditional(formula)
    }
    self.init(theorem, level, assumptions, prediction)
  }

  /// The result with one more assumption, which does not hold or is open.
  func adding(_ assumption: Assumption) -> TheoremResult {
    let weakened: Prediction =
      switch prediction {
      case _ where assumption.verdict.fails: .inapplicable(atLevelOnly: nil)
      case .proved(let value): .conditional(value)
      case .conditional, .bounded, .inapplicable: prediction
      }
    return TheoremResult(theorem, level, assumptions + [assumption], weakened)
  }
}
