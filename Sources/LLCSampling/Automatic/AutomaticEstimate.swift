import ChainDiagnostics
import NumericModels

/// A local learning coefficient measured by the automatic protocol.
public struct AutomaticEstimate: Sendable, Codable {
  public let kind: AutomaticSettings.Kind
  /// The corrected value, and its standard error; at singular points the spread between the
  /// models of the ladder is part of it.
  public let value: Double
  public let standardError: Double
  /// The plain estimator at the highest n beta, and its Monte Carlo standard error.
  public let raw: Double
  public let rawStandardError: Double
  /// `R/2 - 1/2 sum_i n beta h_i / (n beta h_i + gamma)` at the highest n beta: what the localisation
  /// takes from the regular directions, added to the raw value.
  public let localisationCorrection: Double
  /// What the extrapolation along the ladder adds; 0 at flat points.
  public let extrapolation: Double
  /// R/2, the Gaussian term, over the corrected value.
  public let gaussianShare: Double
  /// The Hessian's eigenvalues at w*.
  public let spectrum: HessianSpectrum
  public let rungs: [RungEstimate]
  public let ladder: LadderFit?
  public let screen: ZeroSetScreen
  /// Nil when it was not asked for.
  public let scan: LocalisationScan?
  public let lossAtCentre: Double
  /// Settings that fix every choice: the same numbers come out of them.
  public let settings: AutomaticSettings
  public let seed: UInt64
  /// Gradients of the chains and of the screen.
  public let gradients: Int
  public let stopped: Stop
  public let droppedChains: [ChainFailure]
  public let flags: [AutomaticFlag]

  /// R.
  public var rank: Int { spectrum.rank }
  /// D.
  public var parameterCount: Int { spectrum.parameterCount }

  /// Why the run ended.
  public enum Stop: String, Sendable, Codable, Hashable {
    case targetReached = "target"
    case budgetSpent = "budget"
  }
}

/// A reason not to take an automatic estimate at its word.
public enum AutomaticFlag: String, Sendable, Hashable, Codable, CaseIterable {
  /// The target error was not reached within the budget.
  case budget
  /// R-hat above 1.02 on some rung.
  case highRHat = "high-r-hat"
  /// Effective sample size below 100 on some rung.
  case lowEffectiveSampleSize = "low-ess"
  /// A chain accepted fewer than half of its trajectories.
  case lowAcceptance = "low-acceptance"
  /// Equipartition fails by more than 4 standard errors and 2 %.
  case equipartition
  /// The corrected values of the rungs differ by more than their errors allow at a flat point.
  case temperature = "not-constant"
  /// A chain met a value that is not finite and was left out.
  case droppedChains = "dropped-chains"
  /// Three standard errors are more than 5 % of the value. (At two, one of fifty random linear networks
  /// was 5.7 % off without a flag.)
  case imprecise
  /// No model of the ladder describes the rungs.
  case noModel = "no-model"
  /// The loss at w* is not small against 1/(n beta): w* is not a zero of the loss.
  case lossAtCentre = "loss-at-centre"
  /// The rank of the Hessian rests on eigenvalues that are not clear of rounding.
  case unclearRank = "unclear-rank"
  /// The weights went further from w* than the localisation alone would let them.
  case leaked
}
