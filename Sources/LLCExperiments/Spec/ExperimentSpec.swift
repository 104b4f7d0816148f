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

extension ExperimentSpec {
  /// Gives every case devinterp's conventions (see `DevinterpSettings`): for replaying published
  /// settings, not for new measurements.
  ///
  /// - Throws: `ExperimentError` naming the first case with a method that devinterp does not have.
  public mutating func replayDevinterp() throws(ExperimentError) {
    for index in cases.indices {
      let name = cases[index].name
      switch cases[index].sampler {
      case .automatic:
        throw ExperimentError(
          name: name,
          problem: "devinterp has no automatic protocol; give the sampler nBeta, localisation, "
            + "stepSize and draws")
      case .fixed(var spec):
        guard !spec.template.method.isAdjusted else {
          throw ExperimentError(
            name: name, problem: "devinterp has no method \(spec.template.method.rawValue)")
        }
        spec.template.conventions = .devinterp
        cases[index].sampler = .fixed(spec)
      }
    }
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
