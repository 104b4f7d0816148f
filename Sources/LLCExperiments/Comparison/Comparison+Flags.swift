import Identifiability
import LLCSampling
import NumericModels

extension Comparison {
  init(
    _ subject: CaseSubject, name: String, measurement: Measurement, curvature: CaseCurvature,
    prediction: ExpectedEstimate?, notPredicted: String? = nil, seconds: Double
  ) {
    self.init(
      name: name, theory: subject.theory, measurement: measurement, prediction: prediction,
      notPredicted: notPredicted, curvature: curvature, flags: measurement.flags,
      seconds: seconds)
    addFlags(subject)
  }

  /// Adds what theory and measurement together say against a row.
  private mutating func addFlags(_ subject: CaseSubject) {
    // The Gauss-Newton spectrum is the Hessian's only where the residual vanishes.
    if estimates.contains(where: {
      $0.lossAtCentre * $0.settings.nBeta > 0.01 * max($0.value, 1)
    }) {
      flags.append("loss-at-centre")
    }
    if !certified.isExact { flags.append("theory-not-exact") }
    if let settings = estimates.first?.settings {
      flags += theory.flags(curvature)
      if settings.localisation + settings.weightDecay == 0,
        curvature.hasFlatDirections(residuals: subject.loss.residualCount) == true
      {
        flags.append("not-localised")
      }
    }
    if case .lanczos(let quadrature) = curvature,
      quadrature.smallest < -Self.negativeCurvature * quadrature.largest
    {
      flags.append("negative-curvature")
    }
    if notPredicted != nil { flags.append("not-predicted") }
    if let relaxations, relaxations < Self.minimumRelaxations { flags.append("slow-direction") }
    if let deviation, abs(deviation) > 4 { flags.append("deviates") }
  }

  /// Of h_max: far above what rounding leaves on a zero eigenvalue.
  private static let negativeCurvature = 1e-8

  /// Flags beside which the quadratic bias is not the bias.
  private static let unflat: Set<String> = [
    "not-quadratic", "loss-at-centre", "numerical-rank-below-exact", "not-localised",
    "negative-curvature",
  ]

  /// At given settings, where the point is flat as far as theory says: the estimate less its predicted
  /// bias, `measured + (rank/2 - predicted)`, with the error of both. It says again what the
  /// deviation from the prediction says, as a coefficient.
  public var biasReduced: (value: Double, standardError: Double)? {
    guard automatic == nil, let prediction, measurement.standardError > 0,
      flags.allSatisfy({ !Self.unflat.contains($0) })
    else { return nil }
    let errors = [
      measurement.standardError, prediction.standardError, prediction.asymptoticError,
    ]
    return (
      measurement.value + (prediction.asymptotic - prediction.value),
      errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
    )
  }
}
