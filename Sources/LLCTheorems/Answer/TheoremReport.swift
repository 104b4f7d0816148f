import ExactAlgebra
public import Identifiability
import ModelFamilies

/// Every theorem applied to one setting, and the strongest statement that is certified.
public struct TheoremReport: Sendable {
  public let setting: Setting
  public let rows: [TheoremResult]
  /// At the level of the loss.
  public let certified: CertifiedCoefficient
  public let compareWith: Level

  public init(_ setting: Setting, _ evidence: Evidence) {
    self.setting = setting
    compareWith = setting.compareLevel
    let open = Self.obstacle(setting, evidence)
    let results = TheoremCatalogue.all.flatMap { theorem -> [TheoremResult] in
      if theorem == ExactRankCertificate.self {
        return setting.levels.map {
          ExactRankCertificate.evaluate(setting, evidence, level: $0)
        }
      }
      return theorem.evaluate(setting, evidence).map { [$0] } ?? []
    }
    rows = results.map { result in open.map { result.adding($0) } ?? result }
    if let open {
      certified = CertifiedCoefficient(
        level: compareWith, lower: 0, upper: Rational(setting.family.parameterCount, 2),
        multiplicity: nil, confidence: .proved,
        because: "\(open.statement): \(open.verdict.because)")
    } else {
      certified = Self.strongest(setting, evidence, rows)
    }
  }

  /// What stands between ranks and the loss: a Gram form that is not known to be positive on the
  /// tangent, or a target that is not known to be realised at the weights. The latter is
  /// not needed where phi is a submersion, since then every near target is realised nearby at the
  /// same rank, nor for models linear in their weights, whose loss has the same form around its
  /// minimum whatever the target.
  private static func obstacle(_ setting: Setting, _ evidence: Evidence) -> Assumption? {
    if let gram = setting.gram {
      // The loss is then the Gram form of the coordinates, and no other is known.
      let positive = TangentPositivity.verdict(setting, gram: gram)
      return positive.holds
        ? nil : Assumption("the Gram form is positive definite on the tangent", positive)
    }
    if setting.realisability.holds || setting.regime == .lazy || setting.regime == .ntk {
      return nil
    }
    if let rank = evidence.rank(setting.compareLevel), rank.lower == rank.rows { return nil }
    return Assumption("the target is realised at the weights", setting.realisability)
  }

  /// The rank certificate, sharpened by whatever theorem is proved in this setting.
  private static func strongest(
    _ setting: Setting, _ evidence: Evidence, _ rows: [TheoremResult]
  ) -> CertifiedCoefficient {
    let level = setting.compareLevel
    let linear = setting.regime == .lazy || setting.regime == .ntk
    var best = linear ? genericLinear(setting, evidence) : evidence.certified(level)
    if best?.isExact == true, let best { return best }
    for row in rows where row.level == level && row.theorem != ExactRankCertificate.self {
      switch row.prediction {
      case .proved(let coefficient):
        return CertifiedCoefficient(
          level: level, lower: coefficient.value, upper: coefficient.value,
          multiplicity: coefficient.multiplicity, confidence: .proved,
          because: "theorem \(row.theorem.identifier), every assumption holds")
      case .bounded(let lower, let upper)
      where row.assumptions.allSatisfy(\.verdict.holds):
        let low = max(lower, best?.lower ?? lower)
        let high = min(upper, best?.upper ?? upper)
        if let best, best.lower == low, best.upper == high { continue }
        best = CertifiedCoefficient(
          level: level, lower: low, upper: high, multiplicity: nil, confidence: .proved,
          because: (best.map { "\($0.because); " } ?? "") + "theorem \(row.theorem.identifier): "
            + row.assumptions.map(\.verdict.because).joined(separator: "; "))
      default: continue
      }
    }
    if let best { return best }
    if !linear, let weights = setting.weights, let map = setting.map(at: level),
      let features = evidence.weights?.frozenFeatureRank,
      let own = CertifiedCoefficient(
        units: map, at: weights, featureRank: features.lower, refusal: evidence.refusal(level))
    {
      return own
    }
    return CertifiedCoefficient(
      level: level, lower: 0, upper: upperBound(setting), multiplicity: nil,
      confidence: .proved,
      because: linear
        ? "the regime is linear and its rank is not settled without weights"
        : evidence.refusal(level))
  }

  /// A model that is linear in its trained weights, at almost every choice of the others: theorems
  /// 5.1 and 5.2. Nil at given weights, where those theorems are applied to them.
  private static func genericLinear(
    _ setting: Setting, _ evidence: Evidence
  ) -> CertifiedCoefficient? {
    let level = setting.compareLevel
    if setting.regime == .ntk { return evidence.weights == nil ? evidence.certified(level) : nil }
    guard setting.weights == nil, !setting.declaresInactiveUnits,
      let span = evidence.features.span.exact, case .quadratic(let network) = setting.family
    else { return nil }
    let rank = min(network.width, span)
    let value = RandomFeatures.value(outputDimension: network.outputDimension, rank: rank)
    return CertifiedCoefficient(
      level: level, lower: value.value, upper: value.value, multiplicity: value.multiplicity,
      confidence: .proved,
      because: "theorem 5.2 at almost every W: the frozen features have rank \(rank)")
  }

  private static func upperBound(_ setting: Setting) -> Rational {
    let bound =
      setting.weights == nil && setting.regime != .lazy && !setting.declaresInactiveUnits
      ? setting.map(at: setting.compareLevel).flatMap { try? RankBounds.smallest(for: $0).value }
      : nil
    let trained =
      setting.regime == .lazy
      ? setting.family.outputDimension * setting.family.width : setting.family.parameterCount
    return Rational(min(bound ?? trained, trained), 2)
  }

  /// Which level a measurement belongs to, in plain words.
  public var advice: String {
    switch (compareWith, setting.task) {
    case (.coordinates, _):
      "Compare a measurement with level coordinates: the inputs identify the quadratic forms, so "
        + "the loss sees all of them."
    case (.data, _):
      "Compare a measurement with level data: the loss sees the outputs on the given inputs, and "
        + "nothing else of the quadratic forms."
    case (.centred, _):
      "Compare a measurement with level centred: the loss sees the outputs on the given inputs up "
        + "to a constant for each output, and nothing else of the quadratic forms."
    }
  }
}
