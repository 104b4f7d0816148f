public import ExactAlgebra
public import Identifiability
public import LLCSampling
import LLCTheorems

/// Theory, prediction at the sampler's settings, and measurement of one case.
public struct Comparison: Sendable {
  public let name: String
  public let theory: CaseTheory
  public let measurement: Measurement
  /// The response prediction at these settings, with its asymptotic and stationary values; nil where
  /// the quadratic potential does not decide.
  public let prediction: ExpectedEstimate?
  /// Why there is no prediction at given settings; nil where there is one.
  public let notPredicted: String?
  /// The Hessian at w*.
  public let curvature: CaseCurvature
  public internal(set) var flags: [String]
  /// CPU seconds of the measurement, over all threads, and of the theory.
  public let seconds: Double

  package init(
    name: String, theory: CaseTheory, measurement: Measurement, prediction: ExpectedEstimate?,
    notPredicted: String? = nil, curvature: CaseCurvature, flags: [String], seconds: Double
  ) {
    self.name = name
    self.theory = theory
    self.measurement = measurement
    self.prediction = prediction
    self.notPredicted = notPredicted
    self.curvature = curvature
    self.flags = flags
    self.seconds = seconds
  }

  public var level: Level { theory.level }
  public var certified: CertifiedCoefficient { theory.certified }
  public var theorem: String? { theory.theorem }
  public var otherLevels: [OtherLevel] { theory.otherLevels }
  /// The measurement at given settings; nil under the automatic protocol.
  public var estimate: LLCEstimate? {
    if case .fixed(let estimate) = measurement { estimate } else { nil }
  }
  /// The estimates at given settings, one for each temperature; none under the automatic protocol.
  public var estimates: [LLCEstimate] {
    switch measurement {
    case .fixed(let estimate): [estimate]
    case .sweep(let sweep, _): sweep.points
    case .automatic: []
    }
  }
  /// The measurement by the automatic protocol.
  public var automatic: AutomaticEstimate? {
    if case .automatic(let estimate) = measurement { estimate } else { nil }
  }

  /// How many relaxation times of the slowest direction that counts one chain lasts, by the method's
  /// own rate; the fewest over the temperatures. With few of them the effective sample size cannot see
  /// what it has not visited. Nil where the rate is not known, and for the automatic protocol, whose
  /// trajectories cross every direction.
  public var relaxations: Double? {
    estimates.compactMap { estimate -> Double? in
      let settings = estimate.settings
      let precision = settings.localisation + settings.weightDecay
      return settings.relaxationRate(
        curvature: settings.nBeta * curvature.slowest + precision, acceptance: estimate.acceptance
      ).map { Double(settings.stepCount) * $0 }
    }.min()
  }

  static let minimumRelaxations = 20.0

  /// A closed form that must not be compared with the measurement.
  public struct OtherLevel: Sendable {
    public let theorem: String
    public let level: Level
    public let value: Rational
    public let because: String
  }

  /// In standard errors; nil without an error bar or anything to compare with. At given settings:
  /// measurement minus the prediction at those settings, with the errors of both. Automatic: measurement minus the coefficient
  /// itself, or the distance from its certified interval, negative below.
  public var deviation: Double? {
    let (own, predicted) = (measurement.standardError, prediction?.standardError ?? 0)
    guard own > 0, let difference else { return nil }
    let deviation = difference / (own * own + predicted * predicted).squareRoot()
    return deviation.isFinite ? deviation : nil
  }

  private var difference: Double? {
    let value = measurement.value
    guard automatic != nil else { return prediction.map { value - $0.value } }
    if let truth = theory.truth { return value - truth.value.approximation }
    let (lower, upper) = (certified.lower.approximation, certified.upper.approximation)
    return value < lower ? value - lower : value > upper ? value - upper : 0
  }

  /// `measured / truth - 1`, where theory has one value.
  public var relativeError: Double? {
    guard let truth = theory.truth?.value.approximation, truth != 0 else { return nil }
    return measurement.value / truth - 1
  }
}
