import ExactAlgebra
import Identifiability
import LLCSampling

/// `slt compare --format json`, schema 1. Exact numbers are strings such as "15/2".
public struct ComparisonPayload: Encodable, Sendable {
  public struct OtherLevel: Encodable, Sendable {
    let theorem: String
    let level: String
    let lambda: String
    let because: String
  }

  public struct Row: Encodable, Sendable {
    let name: String
    let level: String
    let theorem: String?
    let asymptotic: String?
    let lower: String
    let upper: String
    let because: String
    let predicted: Double?
    let measured: Double
    let standardError: Double
    let deviation: Double?
    let effectiveSampleSize: Double
    let rHat: Double?
    let acceptance: Double?
    let relaxations: Double
    let hessianRank: Int
    let hessianLargest: Double
    let hessianSmallest: Double?
    let flags: [String]
    let otherLevels: [OtherLevel]
    let settings: SamplerSettings

    enum CodingKeys: String, CodingKey {
      case name = "case"
      case level, theorem, asymptotic, lower, upper, because, predicted, measured, standardError
      case deviation, effectiveSampleSize, rHat, acceptance, relaxations
      case hessianRank, hessianLargest, hessianSmallest, flags, otherLevels, settings
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(level, forKey: .level)
      // Written as null, not left out, so that a script finds every key.
      try container.encode(theorem, forKey: .theorem)
      try container.encode(asymptotic, forKey: .asymptotic)
      try container.encode(lower, forKey: .lower)
      try container.encode(upper, forKey: .upper)
      try container.encode(because, forKey: .because)
      try container.encode(predicted, forKey: .predicted)
      try container.encode(measured, forKey: .measured)
      try container.encode(standardError, forKey: .standardError)
      try container.encode(deviation, forKey: .deviation)
      try container.encode(effectiveSampleSize, forKey: .effectiveSampleSize)
      try container.encode(rHat, forKey: .rHat)
      try container.encode(acceptance, forKey: .acceptance)
      try container.encode(relaxations, forKey: .relaxations)
      try container.encode(hessianRank, forKey: .hessianRank)
      try container.encode(hessianLargest, forKey: .hessianLargest)
      try container.encode(hessianSmallest, forKey: .hessianSmallest)
      try container.encode(flags, forKey: .flags)
      try container.encode(otherLevels, forKey: .otherLevels)
      try container.encode(settings, forKey: .settings)
    }
  }

  public let schema = 1
  public let rows: [Row]

  public init(_ comparisons: [Comparison]) { rows = comparisons.map(Row.init) }
}

extension ComparisonPayload.Row {
  init(_ comparison: Comparison) {
    name = comparison.name
    level = comparison.level.rawValue
    theorem = comparison.theorem
    let certified = comparison.certified
    asymptotic = certified.lower == certified.upper ? certified.lower.description : nil
    lower = certified.lower.description
    upper = certified.upper.description
    because = certified.because
    predicted = comparison.prediction?.value
    measured = comparison.estimate.value
    standardError = comparison.estimate.monteCarloStandardError
    deviation = comparison.deviation
    effectiveSampleSize = comparison.estimate.effectiveSampleSize
    rHat = comparison.estimate.rHat
    acceptance = comparison.estimate.acceptance
    relaxations = comparison.relaxations
    hessianRank = comparison.spectrum.rank
    hessianLargest = comparison.spectrum.largest
    hessianSmallest = comparison.spectrum.eigenvalues.last
    flags = comparison.flags
    otherLevels = comparison.otherLevels.map {
      .init(
        theorem: $0.theorem, level: $0.level.rawValue, lambda: $0.value.description,
        because: $0.because)
    }
    settings = comparison.estimate.settings
  }
}
