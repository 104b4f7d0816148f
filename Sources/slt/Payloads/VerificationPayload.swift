import AssumptionChecks
import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies

/// `slt verify --format json`, schema 1: `prediction` is that of `slt predict`, `measurement` a row of
/// `slt compare`.
struct VerificationPayload: Encodable {
  struct Check: Encodable {
    let statement: String
    let theorems: [String]
    @NullableEncoded var level: String?
    let verdict: String
    let because: String
    @NullableEncoded var rank: Int?
    @NullableEncoded var decisive: Double?
    @NullableEncoded var largest: Double?
    @NullableEncoded var safeRadius: Double?
    @NullableEncoded var estimatedDistance: Double?
    let units: [Int]
    /// The decisive singular vector, up to 4096 entries; null beyond and where there is none.
    @NullableEncoded var vector: [Double]?
  }

  struct Level: Encodable {
    let level: String
    @NullableEncoded var coordinates: Int?
    @NullableEncoded var rankLower: Int?
    @NullableEncoded var rankUpper: Int?
    @NullableEncoded var genericRank: Int?
    @NullableEncoded var certified: PredictionPayload.Certified?
    @NullableEncoded var numericalRank: Int?
    @NullableEncoded var threshold: Double?
    @NullableEncoded var above: Double?
    @NullableEncoded var below: Double?
    @NullableEncoded var safeRadius: Double?
    let singularValues: [Double]
  }

  struct Norms: Encodable {
    let values: [Double]
    let largest: Double
    let threshold: Double
    @NullableEncoded var gap: Double?
  }

  struct Bin: Encodable {
    /// log10 of the lower end, relative to the largest norm; null for exact zeros.
    @NullableEncoded var exponent: Double?
    let inputs: Int
    let outputs: Int
  }

  struct Units: Encodable {
    let inputs: Norms
    let outputs: Norms
    let active: [Int]
    let zeroOutput: [Int]
    let zeroInput: [Int]
    let zeroBoth: [Int]
    let histogram: [Bin]
    let parallel: [[Int]]
  }

  struct RealisationPayload: Encodable {
    let loss: Double
    let gradientNorm: Double
    let verdict: String
    let because: String
    @NullableEncoded var lambda: String?
    @NullableEncoded var lowerBound: Double?
    @NullableEncoded var newtonStep: Double?
    @NullableEncoded var solutionRadius: Double?
    @NullableEncoded var descentDistance: Double?
    @NullableEncoded var descentLoss: Double?
    @NullableEncoded var descentGradientNorm: Double?
  }

  struct Zeroed: Encodable {
    let distance: Double
    let certified: PredictionPayload.Certified
    let prediction: PredictionPayload
  }

  struct Symmetries: Encodable {
    let dimension: Int
    let orbitDimension: Int
    let kinds: [String: Int]
  }

  let schema = 1
  let family: String
  let input: Int
  let width: Int
  let output: Int
  let notes: [String]
  let norm: Double
  let tolerance: Double
  let checks: [Check]
  let levels: [Level]
  let units: Units
  @NullableEncoded var realisation: RealisationPayload?
  let certified: PredictionPayload.Certified
  /// Whether the certified value is that of every weight within the noise.
  let beyondNoise: PredictionPayload.AssumptionPayload
  let prediction: PredictionPayload
  @NullableEncoded var zeroed: Zeroed?
  @NullableEncoded var symmetries: Symmetries?
  @NullableEncoded var structure: StructurePayload?
  @NullableEncoded var snapped: [SnappedPayload]?
  @NullableEncoded var measurement: ComparisonPayload?
  let answer: String

  init(
    _ verification: WeightVerification, notes: [String], form: StructureOptions.Answer,
    measured: Comparison?
  ) {
    let family = verification.question.family
    self.family = family.name
    input = family.inputDimension
    width = family.width
    output = family.outputDimension
    self.notes = notes
    norm = verification.numerical.norm
    tolerance = verification.numerical.tolerance
    checks = (verification.numerical.checks + (verification.inputs.map { [$0] } ?? [])).map(
      Check.init)
    levels = Identifiability.Level.allCases.compactMap { Level($0, verification) }
    units = Units(verification)
    realisation = verification.realisation.map(RealisationPayload.init)
    certified = PredictionPayload.Certified(verification.exact.certified)
    beyondNoise = .init(
      statement: "the certified value is that of every weight within the noise",
      verdict: verification.beyondNoise.name, because: verification.beyondNoise.because)
    prediction = PredictionPayload(verification.exact.report)
    zeroed = verification.zeroed.map {
      Zeroed(
        distance: $0.distance, certified: PredictionPayload.Certified($0.verdicts.certified),
        prediction: PredictionPayload($0.verdicts.report))
    }
    symmetries = verification.exact.symmetries.map {
      Symmetries(
        dimension: $0.kernelDimension, orbitDimension: $0.orbitDimension,
        kinds: Dictionary(grouping: $0.kernelVectors, by: \.kind.rawValue).mapValues(\.count))
    }
    structure = form.structure
    snapped = form.snapped
    measurement = measured.map { ComparisonPayload([$0]) }
    answer = verification.answer
  }
}

extension VerificationPayload.Check {
  init(_ check: NumericalCheck) {
    self.init(
      statement: check.statement, theorems: check.theorems, level: check.level?.rawValue,
      verdict: check.verdict.name, because: check.verdict.because, rank: check.margin?.rank,
      decisive: check.margin?.decisive, largest: check.margin?.largest,
      safeRadius: check.margin?.safeRadius, estimatedDistance: check.margin?.estimatedDistance,
      units: check.witness,
      vector: check.vector.isEmpty || check.vector.count > 4096 ? nil : check.vector)
  }
}

extension VerificationPayload.Level {
  init?(_ level: Identifiability.Level, _ verification: WeightVerification) {
    let exact = verification.exact.levels.first { $0.level == level }
    let near = verification.numerical.levels.first { $0.level == level }
    guard exact != nil || near != nil else { return nil }
    let rank = exact.flatMap { try? $0.rank.get() }
    self.init(
      level: level.rawValue, coordinates: exact?.coordinates, rankLower: rank?.lower,
      rankUpper: rank?.upper, genericRank: exact?.generic?.lower,
      certified: exact?.certified.map(PredictionPayload.Certified.init),
      numericalRank: near?.rank, threshold: near?.threshold, above: near?.above,
      below: near?.below, safeRadius: near?.safeRadius, singularValues: near?.singularValues ?? [])
  }
}

extension VerificationPayload.Units {
  init(_ verification: WeightVerification) {
    let units = verification.units
    func norms(_ norms: ActiveUnits.Norms) -> VerificationPayload.Norms {
      .init(
        values: norms.values, largest: norms.largest, threshold: norms.threshold,
        gap: norms.gap.flatMap { $0.isFinite ? $0 : nil })
    }
    self.init(
      inputs: norms(units.inputs), outputs: norms(units.outputs), active: units.active,
      zeroOutput: units.zeroOutput, zeroInput: units.zeroInput, zeroBoth: units.zeroBoth,
      histogram: units.histogram.map {
        .init(
          exponent: $0.exponent.isFinite ? $0.exponent : nil, inputs: $0.inputs,
          outputs: $0.outputs)
      }, parallel: verification.parallel)
  }
}

extension VerificationPayload.RealisationPayload {
  init(_ realisation: Realisation) {
    let nearby = realisation.nearby
    self.init(
      loss: realisation.loss, gradientNorm: realisation.gradientNorm,
      verdict: realisation.verdict.name, because: realisation.verdict.because,
      lambda: realisation.coefficient?.value.description, lowerBound: realisation.lowerBound,
      newtonStep: nearby?.step,
      solutionRadius: nearby?.solutionRadius, descentDistance: nearby?.distance,
      descentLoss: nearby?.loss, descentGradientNorm: nearby?.gradientNorm)
  }
}
