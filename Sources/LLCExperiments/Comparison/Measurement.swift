public import LLCSampling

/// What was measured: at given settings, or by the automatic protocol.
public enum Measurement: Sendable {
  case fixed(LLCEstimate)
  case automatic(AutomaticEstimate)

  /// The estimate to compare with theory: corrected, where the protocol corrects.
  public var value: Double {
    switch self {
    case .fixed(let estimate): estimate.value
    case .automatic(let estimate): estimate.value
    }
  }

  public var standardError: Double {
    switch self {
    case .fixed(let estimate): estimate.monteCarloStandardError
    case .automatic(let estimate): estimate.standardError
    }
  }

  /// The plain estimator, `n beta (mean L - L*)`, and its Monte Carlo standard error.
  public var raw: (value: Double, error: Double) {
    switch self {
    case .fixed(let estimate): (estimate.value, estimate.monteCarloStandardError)
    case .automatic(let estimate): (estimate.raw, estimate.rawStandardError)
    }
  }

  /// Of the energies; the smallest over the rungs.
  public var effectiveSampleSize: Double {
    switch self {
    case .fixed(let estimate): estimate.effectiveSampleSize
    case .automatic(let estimate): estimate.rungs.map(\.effectiveSampleSize).min() ?? 0
    }
  }

  /// The largest over the rungs.
  public var rHat: Double? {
    switch self {
    case .fixed(let estimate): estimate.rHat
    case .automatic(let estimate): estimate.rungs.compactMap(\.rHat).max()
    }
  }

  public var acceptance: Double? {
    switch self {
    case .fixed(let estimate): estimate.acceptance
    case .automatic(let estimate): estimate.rungs.map(\.acceptance).min()
    }
  }

  /// n beta and gamma of the raw value.
  public var nBeta: Double {
    switch self {
    case .fixed(let estimate): estimate.settings.nBeta
    case .automatic(let estimate): estimate.rungs[estimate.rungs.count - 1].nBeta
    }
  }

  public var gradients: Int {
    switch self {
    case .fixed(let estimate): estimate.settings.chains * estimate.settings.stepCount
    case .automatic(let estimate): estimate.gradients
    }
  }

  var flags: [String] {
    switch self {
    case .fixed(let estimate): estimate.flags.map(\.rawValue)
    case .automatic(let estimate): estimate.flags.map(\.rawValue)
    }
  }
}
