extension Table {
  /// A GitHub flavoured pipe table; the source is aligned too.
  func markdown() -> String {
    let header = columns.map { $0.title.escapedForMarkdown }
    let body = rows.map { $0.map { $0.display.escapedForMarkdown } }
    let widths = columns.indices.map { column in
      max(3, ([header] + body).map { $0[column].displayWidth }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    func row(_ cells: [String]) -> String {
      line(columns.indices.map { cells[$0].padded(to: widths[$0], trailing: isTrailing($0)) })
    }
    let rule = columns.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return isTrailing(column) ? dashes + ":" : ":" + dashes
    }
    var text = title.map { "**\($0.escapedForMarkdown)**\n\n" } ?? ""
    text += row(header) + line(rule)
    for cells in body { text += row(cells) }
    for note in notes { text += "\n\(note.escapedForMarkdown)\n" }
    return text
  }
}

extension String {
  /// One line in which no character starts markup, mathematics or a new cell.
  var escapedForMarkdown: String {
    var result = ""
    for scalar in singleLine.unicodeScalars {
      if #"\`*_{}[]<>|~$&#"#.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
