import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import LLCSampling
import LLCTheorems
import NumericAlgebra
import NumericModels
import Testing

/// Comparisons with given numbers in them: an estimate of a linear model, measured once, whose fields
/// are replaced through its JSON.
enum Constructed {
  static let spectrum = HessianSpectrum(eigenvalues: [2, 1], parameterCount: 4)

  static func theory(
    _ value: Rational = 2, multiplicity: Int = 1, proved: Bool = true
  ) -> CaseTheory {
    CaseTheory(
      KnownCoefficient(
        value: value, multiplicity: multiplicity,
        standing: proved ? .proved(source: "a theorem") : .conjectured(because: "a table")),
      theorem: "a theorem", jacobianRank: 2, parameters: 8)
  }

  /// Nothing but an interval.
  static let interval = CaseTheory(
    certified: CertifiedCoefficient(
      level: .coordinates, lower: 1, upper: 3, multiplicity: nil, confidence: .proved,
      because: "ranks"))

  static func automatic(
    _ name: String = "case", value: Double, error: Double = 0.1, raw: Double? = nil,
    rawError: Double = 0.1, localisation: Double = 0.25, multiplicity: Int? = nil,
    flags: [String] = [], theory: CaseTheory = theory()
  ) async throws -> Comparison {
    var fields = try await base()
    fields["value"] = value
    fields["standardError"] = error
    fields["raw"] = raw ?? value
    fields["rawStandardError"] = rawError
    fields["localisationCorrection"] = localisation
    if let multiplicity {
      fields["kind"] = "singular"
      fields["ladder"] = [
        "value": value, "standardError": error, "modelShare": 0.5, "droppedRungs": 0,
        "multiplicityWeights": [0.1, 0.8, 0.1], "multiplicity": multiplicity,
      ]
    }
    let estimate = try JSONDecoder().decode(
      AutomaticEstimate.self, from: JSONSerialization.data(withJSONObject: fields))
    return Comparison(
      name: name, theory: theory, measurement: .automatic(estimate), prediction: nil,
      curvature: .dense(spectrum), flags: flags, seconds: 1)
  }

  /// A run at given settings, which finds its prediction exactly.
  static func fixed(
    value: Double, error: Double, flags: [String] = [], theory: CaseTheory = theory(1)
  ) async throws -> Comparison {
    let settings = SamplerSettings(
      nBeta: 10, localisation: 5, stepSize: 0.04, chains: 2, burnIn: 10, draws: 50)
    let loss = try LinearLoss(
      regressors: .init(rows: [[2, 0], [0, 1]]), targets: .init(rows: 2, columns: 1),
      centring: .plain)
    let estimate = try await LLCEstimate.measured(loss, at: [0, 0], settings: settings, seed: 1)
    var fields = try object(estimate)
    fields["value"] = value
    fields["monteCarloStandardError"] = error
    let changed = try JSONDecoder().decode(
      LLCEstimate.self, from: JSONSerialization.data(withJSONObject: fields))
    return Comparison(
      name: "fixed", theory: theory, measurement: .fixed(changed),
      prediction: ExpectedEstimate(
        try ResponsePrediction(spectrum: spectrum, settings: settings)),
      curvature: .dense(spectrum), flags: flags, seconds: 1)
  }

  private static func base() async throws -> [String: Any] {
    let loss = try LinearLoss(
      regressors: .init(rows: [[2, 0], [0, 1]]), targets: .init(rows: 2, columns: 1),
      centring: .plain)
    return try object(
      await AutomaticEstimate.measured(
        loss, at: [0, 0], settings: AutomaticSettings(maximumGradients: 1), seed: 1))
  }

  private static func object(_ value: some Encodable) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
  }
}
