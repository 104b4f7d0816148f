import ExactAlgebra
public import Identifiability
import ModelFamilies

/// The exact ranks on which verdicts rest, computed once for a setting.
public struct Evidence: Sendable {
  /// Generic rank by level, or why it was not computed.
  public let generic: [Level: Result<GenericRank, RankRefusal>]
  /// Rank at the weights by level; empty without weights.
  public let atWeights: [Level: Result<PointRank, RankRefusal>]
  /// What the input features span.
  public let features: FeatureEvidence
  /// Facts about the weights; nil without weights.
  public let weights: WeightEvidence?
  /// Whether statements at almost every weight are about the weights in question.
  private let genericApplies: Bool
  /// The generic rank of the active units alone, where inactive ones are declared.
  let declaredActivePart: GenericRank?

  /// - Parameter levels: the levels to compute; all of the setting's when nil.
  public init(
    for setting: Setting, levels: [Level]? = nil, seed: UInt64 = 1,
    limits: RankLimits = RankLimits(), progress: ((String) -> RankProgress?)? = nil
  ) {
    var generic: [Level: Result<GenericRank, RankRefusal>] = [:]
    var atWeights: [Level: Result<PointRank, RankRefusal>] = [:]
    for level in levels ?? setting.levels {
      guard let map = setting.map(at: level) else { continue }
      let reporter = progress?("generic rank, level \(level.rawValue)")
      let data = try? generic[.data]?.get()
      generic[level] = Result { () throws(RankRefusal) in
        if let data, let derived = GenericRank(centring: data, of: map) { return derived }
        return try GenericRank(of: map, seed: seed, limits: limits, progress: reporter)
      }
      if let weights = setting.weights {
        let reporter = progress?("rank at the weights, level \(level.rawValue)")
        atWeights[level] = Result { () throws(RankRefusal) in
          try PointRank(
            of: map, at: weights, seed: seed &+ 1, limits: limits, progress: reporter)
        }
      }
    }
    self.generic = generic
    self.atWeights = atWeights
    genericApplies = setting.weights == nil && !setting.declaresInactiveUnits
    declaredActivePart = Self.activePart(setting, seed: seed, limits: limits)
    let features = FeatureEvidence(setting, seed: seed, limits: limits)
    self.features = features
    weights = setting.weights.map {
      WeightEvidence(setting, $0, features: features, seed: seed, limits: limits)
    }
  }

  private static func activePart(
    _ setting: Setting, seed: UInt64, limits: RankLimits
  ) -> GenericRank? {
    guard setting.declaresInactiveUnits, case .quadratic(let network) = setting.family,
      let active = setting.declaredUnits?.active,
      let part = try? QuadraticNetwork(
        inputDimension: network.inputDimension, width: active,
        outputDimension: network.outputDimension),
      let map = NetworkMap(
        .quadratic(part), level: setting.compareLevel, inputs: setting.inputSet)
    else { return nil }
    return try? GenericRank(of: map, seed: seed, limits: limits)
  }

  public func genericRank(_ level: Level) -> GenericRank? { try? generic[level]?.get() }

  public func rank(_ level: Level) -> PointRank? { try? atWeights[level]?.get() }

  /// Why the rank at the weights is missing.
  func refusal(_ level: Level) -> String {
    switch (atWeights[level], generic[level]) {
    case (.failure(let refusal), _): refusal.description
    case (nil, .failure(let refusal)): refusal.description
    default: "no weights given: only weights can settle it (--weights FILE or --at random)"
    }
  }

  /// The strongest statement from ranks alone at a level.
  public func certified(_ level: Level) -> CertifiedCoefficient? {
    if let rank = rank(level) {
      return CertifiedCoefficient(point: rank, generic: genericRank(level), level: level)
    }
    if genericApplies, let generic = genericRank(level) {
      return CertifiedCoefficient(generic: generic, level: level)
    }
    return nil
  }
}
