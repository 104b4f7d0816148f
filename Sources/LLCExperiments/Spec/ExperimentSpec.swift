public import LLCSampling
public import LLCTheorems

/// An experiment: cases, each a model with a point in weight space and a sampler.
public struct ExperimentSpec: Sendable {
  public static let currentSchema = 1

  public var seed: UInt64
  public var cases: [CaseSpec]

  public init(seed: UInt64, cases: [CaseSpec]) {
    self.seed = seed
    self.cases = cases
  }
}

/// One row of a comparison.
public struct CaseSpec: Sendable {
  public var name: String
  public var model: ModelSpec
  public var sampler: SamplerChoice
  /// The coefficient as whoever asks states it, for models without a theorem.
  public var statedTruth: KnownCoefficient?

  public init(
    name: String, model: ModelSpec, sampler: SamplerChoice = .automatic(AutomaticSettings()),
    statedTruth: KnownCoefficient? = nil
  ) {
    self.name = name
    self.model = model
    self.sampler = sampler
    self.statedTruth = statedTruth
  }

  /// The case of a network with data; nil for other models.
  public var network: NetworkSpec? {
    if case .network(let network) = model { network } else { nil }
  }
}

/// How a case is measured.
public enum SamplerChoice: Sendable {
  case automatic(AutomaticSettings)
  case fixed(SamplerSpec)

  public var settings: SamplerSpec? {
    if case .fixed(let spec) = self { spec } else { nil }
  }
}
