/// Renders a table as aligned plain text.
struct TextTable {
  let table: Table
  let terminalWidth: Int?

  static let gap = "  "
  /// Narrower than this a wrapped column is harder to read than a long line.
  static let narrowestWrap = 12

  init(_ table: Table, terminalWidth: Int?) {
    self.table = table
    self.terminalWidth = terminalWidth
  }

  func rendered() -> String {
    let header = table.columns.map { $0.title.singleLine }
    let body = table.rows.map { $0.map { $0.display.singleLine } }
    let last = header.count - 1
    var widths = header.indices.map { column in
      ([header] + body).map { $0[column].displayWidth }.max() ?? 0
    }
    if let terminalWidth {
      let before = widths[..<last].reduce(0) { $0 + $1 + Self.gap.count }
      widths[last] = min(widths[last], max(terminalWidth - before, Self.narrowestWrap))
    }
    let trailing = header.indices.map { table.isTrailing($0) }

    var lines: [String] = []
    if let title = table.title { lines.append(title.singleLine) }
    for row in [header] { lines += rowLines(row, widths, trailing) }
    lines.append(
      widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap).trimmedRight)
    for row in body { lines += rowLines(row, widths, trailing) }
    let notes = table.notes.flatMap { $0.singleLine.wrapped(to: terminalWidth) }
    if !notes.isEmpty { lines += [""] + notes }
    return lines.joined(separator: "\n") + "\n"
  }

  private func rowLines(_ row: [String], _ widths: [Int], _ trailing: [Bool]) -> [String] {
    let last = row.count - 1
    return row[last].wrapped(to: widths[last]).enumerated().map { index, piece in
      var cells = index == 0 ? row : Array(repeating: "", count: row.count)
      cells[last] = piece
      return row.indices.map { cells[$0].padded(to: widths[$0], trailing: trailing[$0]) }
        .joined(separator: Self.gap).trimmedRight
    }
  }
}
