import AssumptionChecks
import ExactAlgebra
import Identifiability
import LLCExperiments
import ModelFamilies

/// `snapped` of `slt verify --format json`: a point of exact structure near the weights, or why there is
/// none.
struct SnappedPayload: Encodable {
  /// A level at exact waves; `lower` and `upper` bound lambda.
  struct Level: Encodable {
    let level: String
    let rank: Int
    let prime: UInt64
    let genericRankBound: Int
    let lower: String
    let upper: String
    let exact: Bool
    let because: String
    let interpolates: Bool

    init(_ row: SnappedVerdict.WaveRow) {
      level = row.level.rawValue
      rank = row.rank
      prime = row.prime
      genericRankBound = row.genericRankBound
      lower = row.coefficient.lower.description
      upper = row.coefficient.upper.description
      exact = row.coefficient.isExact
      because = row.coefficient.upperBecause
      interpolates = row.interpolates
    }
  }

  /// A wave: `amplitude cos(2 pi (k x / p + phase / order))`.
  struct Wave: Encodable {
    let amplitude: String
    let phase: Int

    init(_ wave: WaveNetwork.Wave) {
      (amplitude, phase) = (wave.amplitude.description, wave.phase)
    }
  }

  struct Unit: Encodable {
    let index: Int
    let frequency: Int
    let first: Wave
    let second: Wave
    let output: Wave
  }

  let kinds: [String]
  let tolerance: Double
  @NullableEncoded var distance: Double? = nil
  @NullableEncoded var relativeDistance: Double? = nil
  @NullableEncoded var changed: Int? = nil
  @NullableEncoded var kept: Int? = nil
  let notes: [String]
  /// Of rational weights: in the order of the layout, W then V, by rows.
  @NullableEncoded var weights: [String]? = nil
  @NullableEncoded var prediction: PredictionPayload? = nil
  /// Of waves.
  @NullableEncoded var order: Int? = nil
  @NullableEncoded var units: [Unit]? = nil
  @NullableEncoded var levels: [Level]? = nil
  /// Why there is no point.
  @NullableEncoded var undecided: String? = nil

  init(_ verdict: SnappedVerdict, tolerance: Double) {
    let point = verdict.point
    kinds = point.kinds.map(\.rawValue)
    self.tolerance = tolerance
    distance = point.distance.ifFinite
    relativeDistance = point.relativeDistance.ifFinite
    changed = point.changed
    kept = point.kept
    notes = point.notes
    switch point.weights {
    case .rational(let values): weights = values.map(\.description)
    case .waves(let waves):
      order = waves.order
      units = waves.units.enumerated().compactMap { index, unit in
        unit.map {
          Unit(
            index: index, frequency: $0.frequency, first: Wave($0.first), second: Wave($0.second),
            output: Wave($0.output))
        }
      }
    }
    switch verdict.statement {
    case .theorems(let exact): prediction = PredictionPayload(exact.report)
    case .waves(let rows): levels = rows.map(Level.init)
    }
  }

  init(_ unsnapped: Unsnapped, tolerance: Double) {
    kinds = unsnapped.kinds.map(\.rawValue)
    self.tolerance = tolerance
    notes = []
    undecided = unsnapped.because
  }
}
