extension String {
  /// Lines of at most `width` display columns, broken at spaces, or inside a word that is longer
  /// than a line. The text itself when it fits or `width` is nil; never empty.
  func wrapped(to width: Int?) -> [String] {
    guard let width, width > 0, displayWidth > width else { return [self] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func breakLine() {
      lines.append(line)
      (line, used) = ("", 0)
    }
    for word in split(separator: " ") {
      let length = String(word).displayWidth
      if used > 0 && used + 1 + length > width { breakLine() }
      if used > 0 {
        line += " "
        used += 1
      }
      for character in word {
        let columns = String(character).displayWidth
        if used + columns > width && used > 0 { breakLine() }
        line.append(character)
        used += columns
      }
    }
    if used > 0 || lines.isEmpty { breakLine() }
    return lines
  }
}
