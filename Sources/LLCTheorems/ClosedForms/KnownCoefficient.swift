public import ExactAlgebra

/// A learning coefficient from a closed form, and what it rests on.
public struct KnownCoefficient: Sendable, Equatable {
  public enum Standing: Sendable, Equatable {
    /// Proved in the source.
    case proved(source: String)
    /// Checked, not proved.
    case conjectured(because: String)
    /// Said by whoever asked.
    case stated(source: String)
  }

  public let value: Rational
  /// Nil when it is not known.
  public let multiplicity: Int?
  public let standing: Standing

  public init(value: Rational, multiplicity: Int?, standing: Standing) {
    self.value = value
    self.multiplicity = multiplicity
    self.standing = standing
  }

  public var isProved: Bool { if case .proved = standing { true } else { false } }

  /// In words, for tables.
  public var basis: String {
    switch standing {
    case .proved(let source): source
    case .conjectured(let because): "conjectured: \(because)"
    case .stated(let source): "stated: \(source)"
    }
  }
}
