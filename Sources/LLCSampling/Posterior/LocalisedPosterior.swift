import NumericAlgebra
public import NumericModels

/// The density `p(w) ~ exp(-U(w))`,
/// `U(w) = n beta L_n(w) + (gamma/2) ||w - w*||^2 + (lambda_wd/2) ||w||^2`
/// (Lau et al. 2023, arXiv:2308.12108; weight decay as in Cullen, Estan-Ruiz et al. 2026,
/// arXiv:2603.01192, appendix B).
public struct LocalisedPosterior: Sendable {
  public let loss: any LossFunction
  public let nBeta: Double
  public let localisation: Double
  /// lambda_wd: the precision of a Gaussian prior centred at 0.
  public let weightDecay: Double
  let centreBuffer: RealBuffer
  /// The two Gaussian factors are, up to a constant, one: precision `gamma + lambda_wd`, mean
  /// `gamma w* / (gamma + lambda_wd)`. Samplers read these and not gamma and w*.
  let priorPrecision: Double
  let priorMean: RealBuffer

  /// - Parameter centre: w*, D values.
  /// - Throws: `SettingsError` for n beta <= 0, gamma or lambda_wd < 0, or a centre of the wrong length or with
  ///   a value that is not finite.
  public init(
    loss: any LossFunction, nBeta: Double, localisation: Double, centre: [Double],
    weightDecay: Double = 0
  ) throws(SettingsError) {
    try SettingsError.positive(nBeta, "nBeta")
    try SettingsError.notNegative(localisation, "localisation")
    try SettingsError.notNegative(weightDecay, "weightDecay")
    guard centre.count == loss.parameterCount else {
      throw SettingsError(
        key: "centre", value: "\(centre.count) weights",
        fix: "the model has \(loss.parameterCount)")
    }
    if let index = centre.firstIndex(where: { !$0.isFinite }) {
      throw SettingsError(
        key: "centre", value: "\(centre[index]) at weight \(index)",
        fix: "every weight must be finite")
    }
    self.loss = loss
    self.nBeta = nBeta
    self.localisation = localisation
    self.weightDecay = weightDecay
    centreBuffer = RealBuffer(centre)
    priorPrecision = localisation + weightDecay
    let share = localisation / (localisation + weightDecay)
    priorMean = weightDecay == 0 ? centreBuffer : RealBuffer(centre.map { share * $0 })
  }

  /// The same density with its two Gaussian factors written as one, localisation at their common mean.
  var withOneGaussian: LocalisedPosterior { LocalisedPosterior(merging: self) }

  private init(merging other: LocalisedPosterior) {
    loss = other.loss
    nBeta = other.nBeta
    localisation = other.priorPrecision
    weightDecay = 0
    centreBuffer = other.priorMean
    priorPrecision = other.priorPrecision
    priorMean = other.priorMean
  }

  /// w*.
  public var centre: [Double] { centreBuffer.values }
}
