import ExactAlgebra
public import Identifiability

/// What closed forms say of one model, in the shape of a `TheoremReport`.
public struct ClosedFormReport: Sendable {
  public struct Row: Sendable {
    /// The identifier of the closed form.
    public let theorem: String
    public let assumptions: [Assumption]
    public let prediction: Prediction

    public init(_ theorem: String, _ assumptions: [Assumption], _ prediction: Prediction) {
      self.theorem = theorem
      self.assumptions = assumptions
      self.prediction = prediction
    }

    /// A value that is proved in its source or under `Proofs`.
    init(_ theorem: String, _ known: KnownCoefficient, _ assumptions: [Assumption]) {
      self.init(
        theorem, assumptions,
        .proved(LearningCoefficient(known.value, multiplicity: known.multiplicity)))
    }
  }

  /// Where they make sense.
  public struct Dimensions: Sendable, Equatable {
    public var input: Int?
    public var width: Int?
    public var output: Int?

    public init(input: Int? = nil, width: Int? = nil, output: Int? = nil) {
      self.input = input
      self.width = width
      self.output = output
    }
  }

  public let family: String
  public let dimensions: Dimensions
  /// D, the number of parameters.
  public let weights: Int
  /// The model and the truth in words.
  public let title: String
  public let level: Level
  public let rows: [Row]
  /// The intersection of the rows.
  public let certified: CertifiedCoefficient
  /// What the numbers are coefficients of, and what to compare with them.
  public let advice: String

  init(
    family: String, _ dimensions: Dimensions = Dimensions(), weights: Int, title: String,
    level: Level = .coordinates, rows: [Row], because: String, advice: String
  ) {
    self.family = family
    self.dimensions = dimensions
    self.weights = weights
    self.title = title
    self.level = level
    self.rows = rows
    self.advice = advice
    certified = Self.strongest(rows, level, because)
  }

  private static func strongest(
    _ rows: [Row], _ level: Level, _ because: String
  ) -> CertifiedCoefficient {
    var lower: [Rational] = []
    var upper: [Rational] = []
    var multiplicity: Int?
    for row in rows {
      switch row.prediction {
      case .proved(let value):
        lower.append(value.value)
        upper.append(value.value)
        multiplicity = multiplicity ?? value.multiplicity
      case .bounded(let low, let high):
        lower.append(low)
        upper.append(high)
      case .conditional, .inapplicable: continue
      }
    }
    return CertifiedCoefficient(
      level: level, lower: lower.max() ?? 0, upper: upper.min() ?? 0, multiplicity: multiplicity,
      confidence: .proved, because: because)
  }
}
