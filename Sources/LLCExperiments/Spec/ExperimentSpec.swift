public import GradientTraining
public import LLCSampling
public import LLCTheorems
public import ModelFamilies

/// An experiment: cases, each a network with data, a point in weight space and a sampler.
public struct ExperimentSpec: Sendable {
  public static let currentSchema = 1

  public var seed: UInt64
  public var cases: [CaseSpec]
}

/// One row of a comparison.
public struct CaseSpec: Sendable {
  public var name: String
  public var family: ModelFamily
  public var data: DataSpec
  public var loss: LossKind
  public var regime: Regime
  public var point: PointSpec
  public var sampler: SamplerSpec
}

/// The inputs.
public enum DataSpec: Sendable {
  /// n standard Gaussian inputs, rounded to multiples of 2^-8 so that they are short exact numbers.
  case gaussian(samples: Int)
  /// All pairs of a modular addition.
  case modularAddition(ModularAddition)
}

/// The weights at which the coefficient is measured.
public enum PointSpec: Sendable {
  /// Gaussian weights of this scale, rounded to 10 binary digits after the point of the scale; the
  /// targets are the network's own outputs, so the loss there is zero.
  case planted(scale: Double)
  /// Weights trained from a random start of this scale. Targets: modular addition's, or the outputs
  /// of another planted network of the same dimensions.
  case trained(scale: Double, TrainingSettings)
  /// Weights from a JSON file, relative to the experiment file; targets as for `planted`.
  case file(path: String)
}

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
