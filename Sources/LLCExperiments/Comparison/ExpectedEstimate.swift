package import LLCSampling

/// What a sampler is expected to return at its own settings, from the dense spectrum or from traces
/// with an error of their own.
public struct ExpectedEstimate: Sendable, Equatable, Encodable {
  /// The expected estimate at these settings.
  public let value: Double
  /// Of that value; 0 from a dense spectrum.
  public let standardError: Double
  /// The same for a sampler that follows the posterior exactly.
  public let stationary: Double
  /// The limit n beta -> infinity of the quadratic potential, rank / 2, and its error.
  public let asymptotic: Double
  public let asymptoticError: Double

  package init(_ response: ResponsePrediction) {
    value = response.value
    stationary = response.stationary
    asymptotic = response.asymptotic
    (standardError, asymptoticError) = (0, 0)
  }

  init(_ response: StochasticResponse) {
    value = response.value.value
    standardError = response.value.error
    stationary = response.stationary.value
    asymptotic = response.asymptotic.value
    asymptoticError = response.asymptotic.error
  }

  /// The same linear combination of predictions as that of the measurements, `sum c_i = 1`. Their
  /// errors are those of the same probes, so that magnitudes add up.
  init(_ parts: [ExpectedEstimate], weights: [Double]) {
    precondition(parts.count == weights.count && !parts.isEmpty, "\(parts.count) predictions")
    func sum(_ key: KeyPath<ExpectedEstimate, Double>) -> Double {
      zip(parts, weights).reduce(0) { $0 + $1.0[keyPath: key] * $1.1 }
    }
    value = sum(\.value)
    stationary = sum(\.stationary)
    standardError = zip(parts, weights).reduce(0) { $0 + $1.0.standardError * abs($1.1) }
    asymptotic = parts[0].asymptotic
    asymptoticError = parts[0].asymptoticError
  }
}
