import LLCSampling

/// One temperature of a sweep.
public struct TemperaturePayload: Encodable, Sendable {
  let nBeta: Double
  let stepSize: Double
  let measured: Double
  let standardError: Double
  let predicted: Double?
  let effectiveSampleSize: Double
  let rHat: Double?
  let acceptance: Double?
  let flags: [String]

  enum CodingKeys: String, CodingKey {
    case nBeta, stepSize, measured, standardError, predicted, effectiveSampleSize, rHat
    case acceptance, flags
  }

  /// Null for what does not exist, so that a script finds every key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(nBeta, forKey: .nBeta)
    try container.encode(stepSize, forKey: .stepSize)
    try container.encode(measured, forKey: .measured)
    try container.encode(standardError, forKey: .standardError)
    try container.encode(predicted, forKey: .predicted)
    try container.encode(effectiveSampleSize, forKey: .effectiveSampleSize)
    try container.encode(rHat, forKey: .rHat)
    try container.encode(acceptance, forKey: .acceptance)
    try container.encode(flags, forKey: .flags)
  }

  static func all(
    _ sweep: SweepEstimate, _ predictions: [ExpectedEstimate]
  ) -> [TemperaturePayload] {
    sweep.points.enumerated().map { index, point in
      TemperaturePayload(
        nBeta: point.settings.nBeta, stepSize: point.settings.stepSize, measured: point.value,
        standardError: point.monteCarloStandardError,
        predicted: index < predictions.count ? predictions[index].value : nil,
        effectiveSampleSize: point.effectiveSampleSize, rHat: point.rHat,
        acceptance: point.acceptance, flags: point.flags.map(\.rawValue))
    }
  }
}
