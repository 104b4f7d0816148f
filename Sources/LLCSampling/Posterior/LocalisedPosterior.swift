import NumericAlgebra
public import NumericModels

/// The density `p(w) ~ exp(-U(w))`, `U(w) = n beta L_n(w) + (gamma/2) ||w - w*||^2`
/// (Lau et al. 2023, arXiv:2308.12108).
public struct LocalisedPosterior: Sendable {
  public let loss: any LossFunction
  public let nBeta: Double
  public let localisation: Double
  let centreBuffer: RealBuffer

  /// - Parameter centre: w*, D values.
  /// - Throws: `SettingsError` for n beta <= 0, gamma < 0, or a centre of the wrong length or with
  ///   a value that is not finite.
  public init(
    loss: any LossFunction, nBeta: Double, localisation: Double, centre: [Double]
  ) throws(SettingsError) {
    try SettingsError.positive(nBeta, "nBeta")
    guard localisation >= 0, localisation.isFinite else {
      throw SettingsError(
        key: "localisation", value: "\(localisation)",
        fix: "set it to a finite number that is not negative")
    }
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
    centreBuffer = RealBuffer(centre)
  }

  /// w*.
  public var centre: [Double] { centreBuffer.values }
}
