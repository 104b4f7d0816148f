extension String {
  /// Columns of a terminal that the text takes: combining marks none, East Asian wide characters
  /// and emoji two, everything else one (Unicode Standard Annex 11, ambiguous taken as narrow).
  public var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// Padded with spaces to a display width.
  func padded(to width: Int, trailing: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - displayWidth))
    return trailing ? space + self : self + space
  }

  var trimmedRight: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }

  /// Control characters (escape sequences among them) and line separators replaced by spaces.
  var singleLine: String {
    guard unicodeScalars.contains(where: { $0.breaksLine }) else { return self }
    var result = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in unicodeScalars {
      // A carriage return and its line feed are one break.
      if !(scalar == "\n" && previousWasReturn) {
        result.append(scalar.breaksLine ? " " : scalar)
      }
      previousWasReturn = scalar == "\r"
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  fileprivate var breaksLine: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)  // bidi
    }
  }
}

extension Character {
  fileprivate var displayWidth: Int {
    if unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }  // emoji presentation
    return unicodeScalars.first.map { $0.displayWidth } ?? 0
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
