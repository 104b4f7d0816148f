import ExactAlgebra
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies

/// `slt predict --format json`, schema 1. Exact numbers are strings such as "15/2".
struct PredictionPayload: Encodable {
  struct AssumptionPayload: Encodable {
    let statement: String
    let verdict: String
    let because: String
  }

  struct Row: Encodable {
    let theorem: String
    let level: String
    @NullableEncoded var lambda: String?
    @NullableEncoded var multiplicity: Int?
    let verdict: String
    @NullableEncoded var lower: String?
    @NullableEncoded var upper: String?
    let assumptions: [AssumptionPayload]
  }

  struct Certified: Encodable {
    let level: String
    let lower: String
    let upper: String
    let exact: Bool
    @NullableEncoded var multiplicity: Int?
    let basis: String
    let failureProbability: Double
    let because: String
  }

  let schema = 1
  let family: String
  /// Dimensions are null where a closed form has none.
  @NullableEncoded var input: Int?
  @NullableEncoded var width: Int?
  @NullableEncoded var output: Int?
  let weights: Int
  let rows: [Row]
  let certified: Certified
  let compareWith: String
  let advice: String
  /// What a sampler reads; only of `polynomial-regressor`, and only when asked for.
  var response: PolynomialResponse?
  /// Only of `determinantal`: the log canonical threshold of the ideal over C.
  var complexThreshold: String?

  init(_ report: TheoremReport) {
    let setting = report.setting
    family = setting.family.name
    input = setting.family.inputDimension
    width = setting.family.width
    output = setting.family.outputDimension
    weights = setting.family.parameterCount
    rows = report.rows.map(Row.init)
    certified = Certified(report.certified)
    compareWith = report.compareWith.rawValue
    advice = report.advice
  }
}

extension PredictionPayload {
  init(_ report: ClosedFormReport) {
    family = report.family
    input = report.dimensions.input
    width = report.dimensions.width
    output = report.dimensions.output
    weights = report.weights
    rows = report.rows.map { Row($0.theorem, report.level, $0.assumptions, $0.prediction) }
    certified = Certified(report.certified)
    compareWith = report.level.rawValue
    advice = report.advice
  }
}

extension PredictionPayload.Row {
  init(_ result: TheoremResult) {
    self.init(result.theorem.identifier, result.level, result.assumptions, result.prediction)
  }

  init(
    _ theorem: String, _ level: Level, _ assumptions: [Assumption], _ prediction: Prediction
  ) {
    self.theorem = theorem
    self.level = level.rawValue
    verdict = prediction.name
    self.assumptions = assumptions.map {
      .init(statement: $0.statement, verdict: $0.verdict.name, because: $0.verdict.because)
    }
    switch prediction {
    case .proved(let value), .conditional(let value):
      (lambda, multiplicity) = (value.value.description, value.multiplicity)
      (lower, upper) = (value.value.description, value.value.description)
    case .bounded(let low, let high):
      (lambda, multiplicity) = (nil, nil)
      (lower, upper) = (low.description, high.description)
    case .inapplicable(let value):
      (lambda, multiplicity) = (value?.value.description, value?.multiplicity)
      (lower, upper) = (nil, nil)
    }
  }
}

extension PredictionPayload.Certified {
  init(_ certified: CertifiedCoefficient) {
    level = certified.level.rawValue
    lower = certified.lower.description
    upper = certified.upper.description
    exact = certified.isExact
    multiplicity = certified.multiplicity
    (basis, failureProbability) = certified.confidence.fields
    because = certified.because
  }
}

extension Confidence {
  /// How a confidence is written in JSON: the basis, and 0 for what is proved.
  var fields: (String, Double) {
    switch self {
    case .proved: ("proved", 0)
    case .monteCarlo(let failure): ("monteCarlo", failure)
    }
  }
}

/// An optional that is written as null instead of being left out.
// swift-format-ignore: UseSynthesizedInitializer
@propertyWrapper
struct NullableEncoded<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  // Declared, because memberwise initialisers take the plain value only if it is.
  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}
