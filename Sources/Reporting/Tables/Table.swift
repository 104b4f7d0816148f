/// A titled table of results that prints itself in several formats.
///
/// Cells may hold anything: each format escapes what would break it. Line breaks and other
/// control characters become spaces (in CSV they are kept, quoted).
public struct Table: Sendable, Equatable {
  public var title: String?
  public let columns: [Column]
  public private(set) var rows: [[Cell]] = []
  public var footnotes: [String]

  public init(
    title: String? = nil, columns: [Column], rows: [[Cell]] = [], footnotes: [String] = []
  ) {
    precondition(!columns.isEmpty, "a table needs at least one column")
    self.title = title
    self.columns = columns
    self.footnotes = footnotes
    for row in rows { append(row) }
  }

  /// Adds a row of exactly one cell a column.
  public mutating func append(_ row: [Cell]) {
    precondition(
      row.count == columns.count, "a row of \(row.count) cells; expected \(columns.count)")
    rows.append(row)
  }

  /// The table in `format`, ending in a line feed.
  ///
  /// - Parameters:
  ///   - format: anything but `json`, whose payloads are Codable values made elsewhere.
  ///   - terminalWidth: text only: the last column is wrapped so that lines fit this many terminal
  ///     cells, as far as the other columns leave it room; nil for no wrapping.
  /// - Complexity: linear in the characters printed.
  public func rendered(as format: OutputFormat, terminalWidth: Int? = nil) -> String {
    switch format {
    case .text: TextTable(self, terminalWidth: terminalWidth).rendered()
    case .markdown: markdown()
    case .csv: csv()
    case .latex: latex()
    case .json: preconditionFailure("tables have no JSON form; encode the values behind them")
    }
  }

  func isTrailing(_ column: Int) -> Bool {
    switch columns[column].alignment {
    case .leading: return false
    case .trailing: return true
    case .automatic:
      let filled = rows.lazy.map { $0[column] }.filter { $0 != .empty }
      return filled.contains { $0.isNumeric } && filled.allSatisfy { $0.isNumeric }
    }
  }

  /// Notes of columns, then footnotes.
  var notes: [String] {
    columns.compactMap { column in column.note.map { "\(column.header): \($0)" } } + footnotes
  }
}
