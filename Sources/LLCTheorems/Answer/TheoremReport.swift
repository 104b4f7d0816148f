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
    rows = TheoremCatalogue.all.flatMap { theorem -> [TheoremResult] in
      if theorem == ExactRankCertificate.self {
        return setting.levels.map {
          ExactRankCertificate.evaluate(setting, evidence, level: $0)
        }
      }
      return theorem.evaluate(setting, evidence).map { [$0] } ?? []
    }
    certified = Self.strongest(setting, evidence, rows)
  }

  /// The rank certificate, sharpened by whatever theorem is proved in this setting.
  private static func strongest(
    _ setting: Setting, _ evidence: Evidence, _ rows: [TheoremResult]
  ) -> CertifiedCoefficient {
    let level = setting.compareLevel
    let linear = setting.regime == .lazy || setting.regime == .ntk
    var best =
      linear
      ? nil : evidence.certified(level)
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
        if let current = best {
          guard lower >= current.lower, upper <= current.upper,
            lower > current.lower || upper < current.upper
          else { continue }
        }
        best = CertifiedCoefficient(
          level: level, lower: lower, upper: upper, multiplicity: nil, confidence: .proved,
          because: (best.map { "\($0.because); " } ?? "") + "theorem \(row.theorem.identifier): "
            + row.assumptions.map(\.verdict.because).joined(separator: "; "))
      default: continue
      }
    }
    return best
      ?? CertifiedCoefficient(
        level: level, lower: 0, upper: upperBound(setting), multiplicity: nil,
        confidence: .proved,
        because: linear
          ? "the regime is linear and its rank is not settled without weights"
          : evidence.refusal(level))
  }

  private static func upperBound(_ setting: Setting) -> Rational {
    let bound =
      setting.weights == nil && setting.regime != .lazy && !setting.declaresInactiveUnits
      ? setting.map(at: setting.compareLevel).flatMap { try? RankBounds.smallest(for: $0).value }
      : nil
    return Rational(bound ?? setting.family.parameterCount, 2)
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
