public import LLCSampling

/// A sampler's settings; the step may be given relative to the stability limit of SGLD.
public struct SamplerSpec: Sendable {
  public enum Step: Sendable {
    case absolute(Double)
    /// A fraction in (0, 1) of `4 / (n beta h_max + gamma)`.
    case relative(Double)
  }

  public var method: SamplerMethod
  public var nBeta: Double
  public var localisation: Double
  public var step: Step
  public var chains: Int
  public var burnIn: Int
  public var draws: Int
  public var thinning: Int
  public var batchSize: Int?

  func settings(stabilityLimit: Double) -> SamplerSettings {
    let stepSize: Double =
      switch step {
      case .absolute(let value): value
      case .relative(let fraction): fraction * stabilityLimit
      }
    return SamplerSettings(
      method: method, nBeta: nBeta, localisation: localisation, stepSize: stepSize,
      chains: chains, burnIn: burnIn, draws: draws, thinning: thinning, batchSize: batchSize)
  }
}
