import AssumptionChecks
import LLCExperiments
import LLCTheorems
import ModelFamilies

/// `slt verify --format json`, schema 1: `prediction` is that of `slt predict`.
struct VerificationPayload: Encodable {
  struct Check: Encodable {
    let statement: String
    let theorems: [String]
    let verdict: String
    let because: String
    @NullableEncoded var rank: Int?
    @NullableEncoded var decisive: Double?
    @NullableEncoded var largest: Double?
    @NullableEncoded var safeRadius: Double?
    @NullableEncoded var estimatedDistance: Double?
    let units: [Int]
  }

  let schema = 1
  let input: Int
  let width: Int
  let output: Int
  let notes: [String]
  let norm: Double
  let tolerance: Double
  let checks: [Check]
  @NullableEncoded var loss: Double?
  @NullableEncoded var gradientNorm: Double?
  let prediction: PredictionPayload
  let answer: String
  @NullableEncoded var structure: StructurePayload?
  @NullableEncoded var snapped: [SnappedPayload]?

  init(_ verification: WeightVerification, notes: [String], form: StructureOptions.Answer) {
    input = verification.network.inputDimension
    width = verification.network.width
    output = verification.network.outputDimension
    self.notes = notes
    norm = verification.numerical.norm
    tolerance = verification.numerical.tolerance
    checks = verification.numerical.checks.map { check in
      Check(
        statement: check.statement, theorems: check.theorems, verdict: check.verdict.name,
        because: check.verdict.because, rank: check.margin?.rank, decisive: check.margin?.decisive,
        largest: check.margin?.largest, safeRadius: check.margin?.safeRadius,
        estimatedDistance: check.margin?.estimatedDistance, units: check.witness)
    }
    loss = verification.residual?.loss
    gradientNorm = verification.residual?.gradientNorm
    prediction = PredictionPayload(verification.report)
    answer = verification.answer
    structure = form.structure
    snapped = form.snapped
  }
}
