import Foundation

/// What a sampler returns in expectation on a quadratic potential, at its own settings.
///
/// With eigenvalues h_i of the Hessian at w*, `kappa_i = n beta h_i + gamma` and
/// `a_i = 1 - eps kappa_i / 2`, SGLD started at w* has at step t the variance
/// `(1 - a_i^(2t)) / (kappa_i (1 - eps kappa_i / 4))` along eigenvector i, hence
///
///     lambda = 1/2 sum_i n beta h_i / (kappa_i (1 - eps kappa_i / 4)) mean_t (1 - a_i^(2t))
///
/// over the recorded steps t = B + tau, B + 2 tau, ..., B + T tau. MALA's stationary law is the
/// target itself: `lambda = 1/2 sum_i n beta h_i / kappa_i`, its transient is not predicted.
/// Gradients are full-batch: the noise of minibatches is not predicted.
public struct ResponsePrediction: Sendable, Equatable, Codable {
  /// The expected estimate at these settings.
  public let value: Double
  /// The same for a sampler that follows the posterior exactly: `1/2 sum n beta h/(n beta h + gamma)`.
  public let stationary: Double
  /// The limit n beta -> infinity of the quadratic potential: rank / 2.
  public let asymptotic: Double

  init(value: Double, stationary: Double, asymptotic: Double) {
    self.value = value
    self.stationary = stationary
    self.asymptotic = asymptotic
  }

  /// - Throws: `SettingsError` when a setting cannot be used, and for SGLD when
  ///   `eps kappa_max >= 4`, with the largest stable step.
  public init(spectrum: HessianSpectrum, settings: SamplerSettings) throws(SettingsError) {
    try settings.check(sampleSize: .max)
    let nBeta = settings.nBeta
    let limit = spectrum.stabilityLimit(settings)
    guard settings.method == .mala || settings.stepSize < limit else {
      throw SettingsError(
        key: "stepSize", value: "\(settings.stepSize)",
        fix: "sgld is stable below 4 / (nBeta h_max + localisation) = \(limit)")
    }
    var value = 0.0
    var stationary = 0.0
    // Increasing, so that the many small terms are added first.
    for h in spectrum.eigenvalues.reversed() {
      let kappa = nBeta * h + settings.localisation
      let exact = nBeta * h / kappa
      stationary += exact
      guard settings.method == .sgld else { continue }
      let x = settings.stepSize * kappa / 2
      value += exact / (1 - x / 2) * Self.meanGrowth(x, settings)
    }
    self.stationary = stationary / 2
    self.value = settings.method == .sgld ? value / 2 : stationary / 2
    asymptotic = Double(spectrum.rank) / 2
  }

  /// Mean of `1 - (1 - x)^(2t)` over the recorded steps.
  ///
  /// With `u = -2 log|1 - x| >= 0` the mean of `exp(-u t)` is the geometric series
  /// `exp(-u (B + tau)) (1 - exp(-u tau T)) / (T (1 - exp(-u tau)))`, by `expm1` and `log1p` so that
  /// slow directions (u -> 0) keep their digits; the power is even, so a < 0 needs no other care.
  static func meanGrowth(_ x: Double, _ settings: SamplerSettings) -> Double {
    let u = x < 1 ? -2 * log1p(-x) : -2 * log(x - 1)
    guard u.isFinite else { return 1 }  // a = 0: stationary after one step
    let (burnIn, thinning) = (Double(settings.burnIn), Double(settings.thinning))
    let draws = Double(settings.draws)
    let v = u * thinning
    if u * (burnIn + thinning * draws) < 1e-4 {
      // 1 - exp(-y) = y - y^2/2 + ..., averaged over y = u t: the third-order term is below 2e-13
      // of a result that is itself below 1e-4.
      let first = burnIn + thinning * (draws + 1) / 2
      let second =
        burnIn * burnIn + burnIn * thinning * (draws + 1)
        + thinning * thinning * (draws + 1) * (2 * draws + 1) / 6
      return u * first - u * u * second / 2
    }
    let series = v == 0 ? 1 : exp(-v) * expm1(-v * draws) / (draws * expm1(-v))
    return 1 - exp(-u * burnIn) * series
  }
}
