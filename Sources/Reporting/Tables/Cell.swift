/// One entry of a table: what is shown, and the unrounded number behind it.
public enum Cell: Sendable, Equatable {
  case empty
  case text(String)
  case integer(Int)
  /// A number that is exact but no double: a fraction or a big integer, as text.
  case exact(String)
  /// A number shown to so many significant digits; unrounded in CSV.
  case number(Double, significantDigits: Int = 4)
  /// A value shown with its standard error in matching digits; two columns in CSV.
  case measurement(Double, standardError: Double)

  /// What text, Markdown and LaTeX show.
  public var display: String {
    switch self {
    case .empty: ""
    case .text(let text), .exact(let text): text
    case .integer(let value): Formatting.count(value)
    case .number(let value, let digits): Formatting.significant(value, digits: digits)
    case .measurement(let value, let error):
      Formatting.measurement(value, standardError: error)
    }
  }

  /// What CSV shows: numbers unrounded, without separators; a measurement's value only.
  public var raw: String {
    switch self {
    case .empty: ""
    case .text(let text), .exact(let text): text
    case .integer(let value): String(value)
    case .number(let value, _), .measurement(let value, _): Formatting.unrounded(value)
    }
  }

  var isNumeric: Bool {
    switch self {
    case .empty, .text: false
    case .integer, .exact, .number, .measurement: true
    }
  }
}

extension Cell: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
}
