extension Table {
  /// A `tabular` with the rules of the booktabs package; the title is a comment above it (a caption
  /// belongs to the float around it), notes are rows below the last rule.
  func latex() -> String {
    var text = title.map { "% \($0.singleLine)\n" } ?? ""
    text += "\\begin{tabular}{\(columns.indices.map { isTrailing($0) ? "r" : "l" }.joined())}\n"
    text += "\\toprule\n"
    text += Self.latexRow(columns.map { LaTeX.escaped($0.title) })
    text += "\\midrule\n"
    for row in rows {
      text += Self.latexRow(row.map { LaTeX.escaped($0.display, numeric: $0.isNumeric) })
    }
    text += "\\bottomrule\n"
    for note in notes {
      text += "\\multicolumn{\(columns.count)}{l}{\\footnotesize \(LaTeX.escaped(note))} \\\\\n"
    }
    return text + "\\end{tabular}\n"
  }

  private static func latexRow(_ cells: [String]) -> String {
    var row = cells.joined(separator: " & ")
    // After \\ or a rule, a bracket or a star would be read as its argument.
    if row.hasPrefix("[") || row.hasPrefix("*") { row = "{}" + row }
    return row + " \\\\\n"
  }
}
