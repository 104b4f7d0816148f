import ExactAlgebra
import Identifiability
public import LLCSampling
import LLCTheorems

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
    /// Of certified values that rest on random points; null where they are proved.
    package let failureProbability: Double?
    let predicted: Double?
    /// Of the prediction; 0 from a dense spectrum.
    let predictedStandardError: Double?
    let notPredicted: String?
    let measured: Double
    let standardError: Double
    let deviation: Double?
    let effectiveSampleSize: Double
    let rHat: Double?
    let acceptance: Double?
    let relaxations: Double?
    /// "dense", or "lanczos" where the spectrum is too large: no rank or smallest eigenvalue then.
    let hessianMethod: String
    let hessianRank: Int?
    let hessianLargest: Double
    let hessianSmallest: Double?
    let flags: [String]
    let otherLevels: [OtherLevel]
    let settings: Settings
    let truth: String?
    let truthBasis: String?
    let raw: Double
    let rawStandardError: Double
    /// The automatic protocol's value; at given settings the measurement less its predicted bias, null
    /// where that is not known.
    let corrected: Double?
    let correctedStandardError: Double?
    /// Of a sweep, one for each n beta; null without.
    let temperatures: [TemperaturePayload]?
    let slope: Double?
    let slopeError: Double?
    let gradients: Int
    let verdict: String
    let terms: DifferenceTerms?
    let automatic: AutomaticEstimate?
    /// At given settings, one for each temperature; empty for the automatic protocol, whose rungs have
    /// their own.
    let diagnostics: [EstimateDiagnostics]

    public enum Settings: Encodable, Sendable {
      case fixed(SamplerSettings)
      case automatic(AutomaticSettings)

      public func encode(to encoder: any Encoder) throws {
        switch self {
        case .fixed(let settings): try settings.encode(to: encoder)
        case .automatic(let settings): try settings.encode(to: encoder)
        }
      }
    }

    enum CodingKeys: String, CodingKey {
      case name = "case"
      case level, theorem, asymptotic, lower, upper, because, failureProbability, predicted,
        measured, standardError
      case predictedStandardError, notPredicted, hessianMethod, correctedStandardError
      case temperatures, slope, slopeError
      case deviation, effectiveSampleSize, rHat, acceptance, relaxations
      case hessianRank, hessianLargest, hessianSmallest, flags, otherLevels, settings
      case truth, truthBasis, raw, rawStandardError, corrected, gradients, verdict, terms,
        automatic, diagnostics
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
      try container.encode(failureProbability, forKey: .failureProbability)
      try container.encode(predicted, forKey: .predicted)
      try container.encode(predictedStandardError, forKey: .predictedStandardError)
      try container.encode(notPredicted, forKey: .notPredicted)
      try container.encode(measured, forKey: .measured)
      try container.encode(standardError, forKey: .standardError)
      try container.encode(deviation, forKey: .deviation)
      try container.encode(effectiveSampleSize, forKey: .effectiveSampleSize)
      try container.encode(rHat, forKey: .rHat)
      try container.encode(acceptance, forKey: .acceptance)
      try container.encode(relaxations, forKey: .relaxations)
      try container.encode(hessianMethod, forKey: .hessianMethod)
      try container.encode(hessianRank, forKey: .hessianRank)
      try container.encode(hessianLargest, forKey: .hessianLargest)
      try container.encode(hessianSmallest, forKey: .hessianSmallest)
      try container.encode(flags, forKey: .flags)
      try container.encode(otherLevels, forKey: .otherLevels)
      try container.encode(settings, forKey: .settings)
      try container.encode(truth, forKey: .truth)
      try container.encode(truthBasis, forKey: .truthBasis)
      try container.encode(raw, forKey: .raw)
      try container.encode(rawStandardError, forKey: .rawStandardError)
      try container.encode(corrected, forKey: .corrected)
      try container.encode(correctedStandardError, forKey: .correctedStandardError)
      try container.encode(temperatures, forKey: .temperatures)
      try container.encode(slope, forKey: .slope)
      try container.encode(slopeError, forKey: .slopeError)
      try container.encode(gradients, forKey: .gradients)
      try container.encode(verdict, forKey: .verdict)
      try container.encode(terms, forKey: .terms)
      try container.encode(automatic, forKey: .automatic)
      try container.encode(diagnostics, forKey: .diagnostics)
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
    failureProbability = certified.confidence.failureProbability
    predicted = comparison.prediction?.value
    predictedStandardError = comparison.prediction?.standardError
    notPredicted = comparison.notPredicted
    measured = comparison.measurement.value
    standardError = comparison.measurement.standardError
    deviation = comparison.deviation
    effectiveSampleSize = comparison.measurement.effectiveSampleSize
    rHat = comparison.measurement.rHat
    acceptance = comparison.measurement.acceptance
    relaxations = comparison.relaxations
    let spectrum = comparison.curvature.spectrum
    hessianMethod = spectrum == nil ? "lanczos" : "dense"
    hessianRank = spectrum?.rank
    hessianLargest = comparison.curvature.largest
    hessianSmallest = spectrum?.eigenvalues.last
    flags = comparison.flags
    otherLevels = comparison.otherLevels.map {
      .init(
        theorem: $0.theorem, level: $0.level.rawValue, lambda: $0.value.description,
        because: $0.because)
    }
    switch comparison.measurement {
    case .fixed(let estimate): settings = .fixed(estimate.settings)
    case .sweep(let sweep, _): settings = .fixed(sweep.coldest.settings)
    case .automatic(let estimate): settings = .automatic(estimate.settings)
    }
    truth = comparison.theory.truth?.value.description
    truthBasis = comparison.theory.truth?.basis
    (raw, rawStandardError) = comparison.measurement.raw
    let reduced = comparison.biasReduced
    corrected = comparison.automatic?.value ?? reduced?.value
    correctedStandardError = comparison.automatic?.standardError ?? reduced?.standardError
    (temperatures, slope, slopeError) =
      if case .sweep(let sweep, let predictions) = comparison.measurement {
        (TemperaturePayload.all(sweep, predictions), sweep.fit.slope, sweep.fit.slopeError)
      } else { (nil, nil, nil) }
    gradients = comparison.measurement.gradients
    verdict = comparison.verdict
    terms = comparison.terms
    automatic = comparison.automatic
    diagnostics = comparison.estimates.map(\.diagnostics)
  }
}
