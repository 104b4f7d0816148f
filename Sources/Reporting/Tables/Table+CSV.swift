extension Table {
  /// Comma-separated values: fields quoted as in RFC 4180 section 2, records ended by a line feed.
  ///
  /// Numbers are unrounded. A column with measurements is followed by one of their standard
  /// errors. Title, notes and footnotes are left out: CSV has no comments.
  func csv() -> String {
    let measured = columns.indices.map { column in
      rows.contains { if case .measurement = $0[column] { true } else { false } }
    }
    func record(_ fields: [String]) -> String {
      // A lone empty field needs quotes: readers skip blank lines.
      fields == [""] ? "\"\"\n" : fields.map { $0.quotedForCSV }.joined(separator: ",") + "\n"
    }
    var text = record(
      columns.indices.flatMap { column in
        let title = columns[column].title
        return measured[column] ? [title, "\(columns[column].header) standard error"] : [title]
      })
    for row in rows {
      text += record(
        columns.indices.flatMap { column -> [String] in
          guard measured[column] else { return [row[column].raw] }
          if case .measurement(_, let error) = row[column] {
            return [row[column].raw, Formatting.unrounded(error)]
          }
          return [row[column].raw, ""]
        })
    }
    return text
  }
}

extension String {
  /// Quoted when a separator, a quote, a line break or a space at an end would change its meaning.
  var quotedForCSV: String {
    // By scalars: "\r\n" is one Character.
    let special = unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == ";" || $0 == "\t"
    }
    guard special || first == " " || last == " " else { return self }
    var result = "\""
    for scalar in unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
