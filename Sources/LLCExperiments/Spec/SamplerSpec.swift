public import LLCSampling

/// A sampler's settings at one temperature or several; the step may be given relative to the largest
/// that the method bears.
public struct SamplerSpec: Sendable {
  public enum Step: Sendable {
    case absolute(Double)
    /// A fraction in (0, 1) of `SamplerSettings.stepLimit(ofLangevin:)`.
    case relative(Double)
  }

  /// Everything but the temperature and the step, which this has the first of.
  public var template: SamplerSettings
  /// n beta, one value or, for a sweep, several.
  public var temperatures: [Double]
  public var step: Step

  public init(template: SamplerSettings, temperatures: [Double], step: Step) {
    precondition(!temperatures.isEmpty, "no n beta")
    self.template = template
    self.temperatures = temperatures
    self.step = step
  }

  /// Whether several temperatures are measured and extrapolated.
  public var isSweep: Bool { temperatures.count > 1 }

  /// - Parameter largest: h_max, or nil where it is not known yet: a relative step is then taken of
  ///   a limit of 1.
  func settings(nBeta: Double, largest: Double?) -> SamplerSettings {
    var settings = template
    settings.nBeta = nBeta
    switch step {
    case .absolute(let value): settings.stepSize = value
    case .relative(let fraction):
      let precision = template.localisation + template.weightDecay
      let limit = largest.map { 4 / (nBeta * $0 + precision) } ?? 1
      settings.stepSize = fraction * settings.stepLimit(ofLangevin: limit)
    }
    return settings
  }
}
