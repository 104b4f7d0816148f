extension ResponsePrediction {
  /// What one eigenvalue h contributes to the prediction: its sums are over the spectrum, so the
  /// prediction for h alone is the summand.
  ///
  /// - Throws: as the initialiser.
  public static func response(
    _ h: Double, _ settings: SamplerSettings
  ) throws(SettingsError) -> ResponsePrediction {
    try ResponsePrediction(
      spectrum: HessianSpectrum(eigenvalues: [h], parameterCount: 1), settings: settings)
  }
}

/// The response prediction of a model whose spectrum is too large to decompose, as traces of
/// functions of the Hessian, with their errors.
public struct StochasticResponse: Sendable, Equatable, Codable {
  /// As in `ResponsePrediction`.
  public let value: SpectralQuadrature.Trace
  public let stationary: SpectralQuadrature.Trace
  /// rank / 2; without error when the rank is given.
  public let asymptotic: SpectralQuadrature.Trace

  /// - Parameters:
  ///   - quadrature: of the Hessian at w*; the same one serves any number of settings.
  ///   - rank: of the Hessian, where it is known, to lower the variance.
  /// - Throws: `SettingsError` as for `ResponsePrediction`; stability is judged by the largest Ritz
  ///   value, which is below h_max, by little after a few dozen steps.
  public init(
    quadrature: SpectralQuadrature, settings: SamplerSettings, rank: Int? = nil
  ) throws(SettingsError) {
    _ = try ResponsePrediction.response(quadrature.largest, settings)
    value = try quadrature.trace(rank: rank) { h throws(SettingsError) in
      try ResponsePrediction.response(h, settings).value * 2
    }.halved
    stationary = try quadrature.trace(rank: rank) { h throws(SettingsError) in
      try ResponsePrediction.response(h, settings).stationary * 2
    }.halved
    asymptotic = quadrature.trace(rank: rank) { _ in 1 }.halved
  }
}

extension SpectralQuadrature.Trace {
  fileprivate var halved: Self {
    Self(value: value / 2, standardError: standardError / 2, truncation: truncation / 2)
  }
}
