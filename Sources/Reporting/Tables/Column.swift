/// A column of a ``Table``.
public struct Column: Sendable, Equatable {
  public enum Alignment: Sendable, Equatable {
    /// Trailing when every non-empty cell is a number, otherwise leading.
    case automatic
    case leading
    case trailing
  }

  public var header: String
  /// Printed in brackets after the header.
  public var unit: String?
  /// What the column means; printed under the table (text, Markdown and LaTeX).
  public var note: String?
  public var alignment: Alignment

  public init(
    _ header: String, unit: String? = nil, note: String? = nil, alignment: Alignment = .automatic
  ) {
    self.header = header
    self.unit = unit
    self.note = note
    self.alignment = alignment
  }

  var title: String { unit.map { "\(header) [\($0)]" } ?? header }
}

extension Column: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
