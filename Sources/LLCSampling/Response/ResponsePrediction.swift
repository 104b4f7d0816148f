import Foundation

/// What a sampler returns in expectation on a quadratic potential, at its own settings.
///
/// With eigenvalues h_i of the Hessian at w*, `kappa_i = n beta h_i + gamma` and
/// `a_i = 1 - eps kappa_i / 2`, SGLD with noise level nu, started at w*, has at step t the variance
/// `nu^2 (1 - a_i^(2t)) / (kappa_i (1 - eps kappa_i / 4))` along eigenvector i, hence
///
///     lambda = nu^2/2 sum_i n beta h_i / (kappa_i (1 - eps kappa_i / 4)) mean_t (1 - a_i^(2t))
///
/// over the recorded steps t = B + tau, B + 2 tau, ..., B + T tau; under devinterp's conventions,
/// which record the loss before the step, over t = B + tau - 1, ... The law of MALA and HMC is the
/// target itself, and that of SGNHT for many parameters: `lambda = 1/2 sum_i n beta h_i / kappa_i`; their
/// transient is not predicted. Gradients are full-batch: the noise of minibatches is not predicted.
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

  /// - Throws: `SettingsError` when a setting cannot be used; for SGLD and SGNHT when
  ///   `eps kappa_max >= 4`, with the largest stable step; and for what `refusal` names.
  public init(spectrum: HessianSpectrum, settings: SamplerSettings) throws(SettingsError) {
    try settings.check(sampleSize: .max)
    if let refusal = Self.refusal(settings) { throw refusal }
    let executed = settings.asExecuted
    let nBeta = settings.nBeta
    let limit = spectrum.stabilityLimit(settings)
    guard executed.method.isAdjusted || settings.stepSize < limit else {
      throw SettingsError(
        key: "stepSize", value: "\(settings.stepSize)",
        fix:
          "\(settings.method.rawValue) is stable below 4 / (nBeta h_max + localisation) = \(limit)")
    }
    var value = 0.0
    var stationary = 0.0
    // Increasing, so that the many small terms are added first.
    for h in spectrum.eigenvalues.reversed() {
      let kappa = nBeta * h + settings.localisation
      let exact = nBeta * h / kappa
      stationary += exact
      guard executed.method == .sgld else { continue }
      let x = settings.stepSize * kappa / 2
      value += exact / (1 - x / 2) * Self.meanGrowth(x, settings)
    }
    self.stationary = stationary / 2
    let noise = executed.noiseLevel * executed.noiseLevel
    self.value = executed.method == .sgld ? noise * value / 2 : stationary / 2
    asymptotic = Double(spectrum.rank) / 2
  }

  /// Why there is no prediction at these settings, whatever the spectrum; nil if there is one.
  public static func refusal(_ settings: SamplerSettings) -> SettingsError? {
    if settings.method == .rmspropSGLD {
      return SettingsError(
        key: "method", value: settings.method.rawValue,
        fix: "there is no response prediction: the preconditioner depends on the path")
    }
    if settings.weightDecay != 0 {
      return SettingsError(
        key: "weightDecay", value: "\(settings.weightDecay)",
        fix: "there is no response prediction: weight decay moves the mean by what w* and the "
          + "eigenvectors decide; leave it out, or do without a prediction")
    }
    if let boundingBox = settings.boundingBox {
      return SettingsError(
        key: "boundingBox", value: "\(boundingBox)",
        fix: "there is no response prediction: a box is not quadratic; leave it out, or do without "
          + "a prediction")
    }
    if case .given(let loss) = settings.initialLoss {
      return SettingsError(
        key: "initialLoss", value: "\(loss)",
        fix: "there is no response prediction: it starts from L(w*); leave it out")
    }
    return nil
  }

  /// Mean of `1 - (1 - x)^(2t)` over the T recorded steps t = t_1, t_1 + tau, ...
  ///
  /// With `u = -2 log|1 - x| >= 0` the mean of `exp(-u t)` is the geometric series
  /// `exp(-u t_1) (1 - exp(-u tau T)) / (T (1 - exp(-u tau)))`, by `expm1` and `log1p` so that
  /// slow directions (u -> 0) keep their digits; the power is even, so a < 0 needs no other care.
  static func meanGrowth(_ x: Double, _ settings: SamplerSettings) -> Double {
    let u = x < 1 ? -2 * log1p(-x) : -2 * log(x - 1)
    let (thinning, draws) = (Double(settings.thinning), Double(settings.draws))
    let early = settings.conventions == .devinterp ? 1.0 : 0.0
    let start = Double(settings.burnIn) + thinning - early
    // a = 0: stationary after one step; a draw before the first step is w* itself.
    guard u.isFinite else { return start > 0 ? 1 : 1 - 1 / draws }
    let v = u * thinning
    if u * (start + thinning * (draws - 1)) < 1e-4 {
      // 1 - exp(-y) = y - y^2/2 + ..., averaged over y = u t: the third-order term is below 2e-13
      // of a result that is itself below 1e-4.
      let last = draws - 1
      let first = start + thinning * last / 2
      let second =
        start * start + start * thinning * last + thinning * thinning * last * (2 * last + 1) / 6
      return u * first - u * u * second / 2
    }
    let series = v == 0 ? 1 : expm1(-v * draws) / (draws * expm1(-v))
    return 1 - exp(-u * start) * series
  }
}
