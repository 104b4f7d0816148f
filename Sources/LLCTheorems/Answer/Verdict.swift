/// Whether an assumption holds. Never a Bool: what a rank or the dimensions cannot settle is
/// undecided, and the reason is data.
public enum Verdict: Equatable, Sendable {
  case holds(because: String)
  case fails(because: String)
  case undecided(because: String)

  public var name: String {
    switch self {
    case .holds: "holds"
    case .fails: "fails"
    case .undecided: "undecided"
    }
  }

  public var because: String {
    switch self {
    case .holds(let reason), .fails(let reason), .undecided(let reason): reason
    }
  }

  public var holds: Bool { if case .holds = self { true } else { false } }
  public var fails: Bool { if case .fails = self { true } else { false } }
}

/// One assumption of a theorem, in the order and the words of its source.
public struct Assumption: Equatable, Sendable {
  public let statement: String
  public let verdict: Verdict

  /// The assumption that joins level `coordinates` to a loss.
  public static let identificationStatement =
    "the inputs identify the quadratic forms, so that level coordinates is the level of the loss"

  public init(_ statement: String, _ verdict: Verdict) {
    self.statement = statement
    self.verdict = verdict
  }
}
