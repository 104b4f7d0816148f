public import ExactAlgebra
public import Identifiability
public import LLCSampling
import LLCTheorems

/// Theory, prediction at the sampler's settings, and measurement of one case.
public struct Comparison: Sendable {
  public let name: String
  /// The level that the loss sees. `coordinates` when the inputs were shown to identify them.
  public let level: Level
  /// What exact ranks and theorems certify of lambda.
  public let certified: CertifiedCoefficient
  /// The first closed form whose assumptions all hold and that has this value.
  public let theorem: String?
  /// Closed forms of other levels: right for their level, wrong for this loss.
  public let otherLevels: [OtherLevel]
  /// The response prediction at these settings, with its asymptotic and stationary values.
  public let prediction: ResponsePrediction?
  public let estimate: LLCEstimate
  /// The Hessian's eigenvalues at w*.
  public let spectrum: HessianSpectrum
  public internal(set) var flags: [String]

  /// How many relaxation times `2 / (eps kappa)` of the slowest direction that counts one chain
  /// lasts. With few of them the effective sample size cannot see what it has not visited.
  public var relaxations: Double {
    let settings = estimate.settings
    let slowest = settings.nBeta * (spectrum.eigenvalues.last ?? 0) + settings.localisation
    return Double(settings.stepCount) * settings.stepSize * slowest / 2
  }

  static let minimumRelaxations = 20.0

  /// A closed form that must not be compared with the measurement.
  public struct OtherLevel: Sendable {
    public let theorem: String
    public let level: Level
    public let value: Rational
    public let because: String
  }

  /// Measurement minus prediction, in standard errors; nil without a prediction or an error bar.
  public var deviation: Double? {
    guard let prediction, estimate.monteCarloStandardError > 0 else { return nil }
    let deviation = (estimate.value - prediction.value) / estimate.monteCarloStandardError
    return deviation.isFinite ? deviation : nil
  }
}
