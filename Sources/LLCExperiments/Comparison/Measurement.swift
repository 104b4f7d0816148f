public import LLCSampling

/// What was measured: at given settings, at several temperatures, or by the automatic protocol.
public enum Measurement: Sendable {
  case fixed(LLCEstimate)
  /// `predictions`: one for each temperature, or none.
  case sweep(SweepEstimate, predictions: [ExpectedEstimate])
  case automatic(AutomaticEstimate)

  /// The estimate to compare with theory: extrapolated or corrected, where that is asked for.
  public var value: Double {
    switch self {
    case .fixed(let estimate): estimate.value
    case .sweep(let sweep, _): sweep.value
    case .automatic(let estimate): estimate.value
    }
  }

  public var standardError: Double {
    switch self {
    case .fixed(let estimate): estimate.monteCarloStandardError
    case .sweep(let sweep, _): sweep.standardError
    case .automatic(let estimate): estimate.standardError
    }
  }

  /// The plain estimator, `n beta (mean L - L*)`, and its Monte Carlo standard error; at the highest
  /// n beta.
  public var raw: (value: Double, error: Double) {
    switch self {
    case .fixed(let estimate): (estimate.value, estimate.monteCarloStandardError)
    case .sweep(let sweep, _): (sweep.coldest.value, sweep.coldest.monteCarloStandardError)
    case .automatic(let estimate): (estimate.raw, estimate.rawStandardError)
    }
  }

  /// Of the energies; the smallest over the temperatures.
  public var effectiveSampleSize: Double {
    switch self {
    case .fixed(let estimate): estimate.effectiveSampleSize
    case .sweep(let sweep, _): sweep.points.map(\.effectiveSampleSize).min() ?? 0
    case .automatic(let estimate): estimate.rungs.map(\.effectiveSampleSize).min() ?? 0
    }
  }

  /// The largest over the temperatures.
  public var rHat: Double? {
    switch self {
    case .fixed(let estimate): estimate.rHat
    case .sweep(let sweep, _): sweep.points.compactMap(\.rHat).max()
    case .automatic(let estimate): estimate.rungs.compactMap(\.rHat).max()
    }
  }

  /// The smallest over the temperatures.
  public var acceptance: Double? {
    switch self {
    case .fixed(let estimate): estimate.acceptance
    case .sweep(let sweep, _): sweep.points.compactMap(\.acceptance).min()
    case .automatic(let estimate): estimate.rungs.map(\.acceptance).min()
    }
  }

  /// n beta and gamma of the raw value.
  public var nBeta: Double {
    switch self {
    case .fixed(let estimate): estimate.settings.nBeta
    case .sweep(let sweep, _): sweep.coldest.settings.nBeta
    case .automatic(let estimate): estimate.rungs[estimate.rungs.count - 1].nBeta
    }
  }

  /// For hmc by the mean number of leapfrog steps.
  public var gradients: Int {
    switch self {
    case .fixed(let estimate): estimate.settings.gradients
    case .sweep(let sweep, _): sweep.points.reduce(0) { $0 + $1.settings.gradients }
    case .automatic(let estimate): estimate.gradients
    }
  }

  var flags: [String] {
    switch self {
    case .fixed(let estimate): estimate.flags.map(\.rawValue)
    case .sweep(let sweep, _):
      sweep.flags.map(\.rawValue)
        + (sweep.fit.deviates ? [AutomaticFlag.temperature.rawValue] : [])
    case .automatic(let estimate): estimate.flags.map(\.rawValue)
    }
  }
}
