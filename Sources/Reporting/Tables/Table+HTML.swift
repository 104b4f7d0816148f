extension Table {
  /// The table as an HTML element, with its title as caption and its notes below.
  public func html() -> String {
    var lines = ["<figure>", "<table>"]
    if let title { lines.append("<caption>\(HTML.escaped(title))</caption>") }
    let heads = columns.indices.map { index in
      let unit = columns[index].unit.map { " [\($0)]" } ?? ""
      return "<th\(alignment(index))>\(HTML.escaped(columns[index].header + unit))</th>"
    }
    lines.append("<thead><tr>\(heads.joined())</tr></thead>")
    lines.append("<tbody>")
    for row in rows {
      let cells = row.enumerated().map { index, cell in
        "<td\(alignment(index))>\(HTML.escaped(cell.display))</td>"
      }
      lines.append("<tr>\(cells.joined())</tr>")
    }
    lines += ["</tbody>", "</table>"]
    if !notes.isEmpty {
      let notes = notes.map { "<p>\(HTML.escaped($0))</p>" }
      lines.append("<figcaption>\(notes.joined())</figcaption>")
    }
    lines.append("</figure>")
    return lines.joined(separator: "\n") + "\n"
  }

  private func alignment(_ column: Int) -> String {
    isTrailing(column) ? " class=\"number\"" : ""
  }
}
