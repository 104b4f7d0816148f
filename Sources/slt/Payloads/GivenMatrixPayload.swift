import AssumptionChecks
import ExactAlgebra
import LLCExperiments
import LLCTheorems
import NumericAlgebra

/// `slt verify --jacobian` and `--features` as JSON, schema 1. Exact numbers are strings.
struct GivenMatrixPayload: Encodable {
  struct Check: Encodable {
    let statement: String
    let verdict: String
    let because: String
    @NullableEncoded var rank: Int?
    @NullableEncoded var decisive: Double?
    @NullableEncoded var safeRadius: Double?
    @NullableEncoded var estimatedDistance: Double?
  }

  let schema = 1
  let theorem: String
  let rows: Int
  let columns: Int
  let samples: Int
  let centred: Bool
  let rank: Int
  let upperBound: Int
  let basis: String
  let failureProbability: Double
  let because: String
  let lambda: String
  let numericalRank: Int
  let numericalLambda: String
  let noise: Double
  let threshold: Double
  let thresholdOrigin: String
  @NullableEncoded var smallestKept: Double?
  @NullableEncoded var largestDropped: Double?
  @NullableEncoded var gap: Double?
  let singularValues: [Double]
  let assumptions: [Check]
  let checks: [Check]
  let answer: String

  init(_ verification: GivenMatrixVerification) {
    let (given, exact, numerical) = (
      verification.given, verification.exact, verification.numerical
    )
    theorem = given.role == .jacobian ? "5.1" : "5.2"
    (rows, columns) = (given.matrix.rows, given.matrix.columns)
    samples = given.samples
    centred = given.isCentred
    rank = exact.lower
    upperBound = exact.upper
    basis = exact.isProved ? "proved" : "monteCarlo"
    failureProbability = exact.failureProbability
    because = exact.upperBecause
    lambda = verification.value.value.description
    numericalRank = numerical.rank
    numericalLambda = verification.numericalValue.value.description
    noise = numerical.noise
    threshold = numerical.threshold
    thresholdOrigin = numerical.thresholdOrigin.rawValue
    smallestKept = numerical.smallestKept
    largestDropped = numerical.largestDropped
    gap = numerical.gap
    singularValues = numerical.singularValues
    assumptions = verification.assumptions.map {
      Check(
        statement: $0.statement, verdict: $0.verdict.name, because: $0.verdict.because, rank: nil,
        decisive: nil, safeRadius: nil, estimatedDistance: nil)
    }
    checks = verification.checks.map {
      Check(
        statement: $0.statement, verdict: $0.verdict.name, because: $0.verdict.because,
        rank: $0.margin?.rank, decisive: $0.margin?.decisive, safeRadius: $0.margin?.safeRadius,
        estimatedDistance: $0.margin?.estimatedDistance)
    }
    answer = verification.answer
  }
}
