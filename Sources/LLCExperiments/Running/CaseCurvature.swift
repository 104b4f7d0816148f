public import LLCSampling
import NumericAlgebra
import NumericModels

/// What is known of the Hessian at w*: its eigenvalues, or where they are too many to compute a random
/// quadrature of them.
public enum CaseCurvature: Sendable {
  case dense(HessianSpectrum)
  case lanczos(SpectralQuadrature)

  /// Dense where `hessianSpectrum` can; else by gradients alone, in `80 D` doubles, without a
  /// Jacobian.
  ///
  /// - Parameter denseLimit: the smaller side of the Jacobian up to which it is decomposed.
  /// - Throws: `NumericError`.
  init(
    of loss: any ResidualLoss, at centre: [Double], seed: UInt64, denseLimit: Int = 6000,
    probes: Int = probes
  ) throws {
    do {
      self = .dense(try loss.hessianSpectrum(at: centre, limit: denseLimit))
    } catch is SpectrumSizeError {
      self = .lanczos(
        try SpectralQuadrature(loss, at: centre, probes: probes, steps: Self.steps, seed: seed))
    }
  }

  /// Enough for an error of a few parts in a thousand where n beta h_max / gamma is below 10^4.
  static let probes = 8
  static let steps = 80

  public var spectrum: HessianSpectrum? {
    if case .dense(let spectrum) = self { spectrum } else { nil }
  }

  /// h_max; of a quadrature the largest Ritz value, which is below it by little.
  public var largest: Double {
    switch self {
    case .dense(let spectrum): spectrum.largest
    case .lanczos(let quadrature): max(quadrature.largest, 0)
    }
  }

  /// The smallest eigenvalue that is not zero. Of a quadrature the smallest such node, which is above
  /// it: what is slow by this is slower in truth.
  var slowest: Double {
    switch self {
    case .dense(let spectrum): spectrum.eigenvalues.last ?? 0
    case .lanczos(let quadrature):
      quadrature.rules.flatMap(\.nodes).filter { $0 > quadrature.threshold }.min() ?? 0
    }
  }

  /// Whether some direction is flat; nil where a quadrature cannot tell.
  func hasFlatDirections(residuals: Int) -> Bool? {
    switch self {
    case .dense(let spectrum): return spectrum.rank < spectrum.parameterCount
    case .lanczos(let quadrature):
      if residuals < quadrature.parameterCount { return true }
      return quadrature.smallest > quadrature.threshold ? nil : true
    }
  }

  /// The prediction at given settings.
  ///
  /// - Parameter rank: of the Hessian, where exact ranks say it: lowers the error of a quadrature.
  /// - Throws: `SettingsError`.
  func prediction(_ settings: SamplerSettings, rank: Int?) throws -> ExpectedEstimate {
    switch self {
    case .dense(let spectrum):
      ExpectedEstimate(try ResponsePrediction(spectrum: spectrum, settings: settings))
    case .lanczos(let quadrature):
      ExpectedEstimate(
        try StochasticResponse(quadrature: quadrature, settings: settings, rank: rank))
    }
  }
}
