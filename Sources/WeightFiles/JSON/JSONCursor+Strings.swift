extension JSONCursor {
  /// The string that starts here, its escapes resolved (RFC 8259 section 7).
  mutating func string() throws(WeightFileError) -> String {
    position += 1  // the opening quote
    let start = position
    var utf8: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: utf8, as: UTF8.self) else {
          throw error(
            .syntax, found: "bytes that are not UTF-8", expected: "a string in UTF-8", at: start)
        }
        position += 1
        return text
      case 0..<0x20:
        throw error(
          .syntax, found: "byte \(byte) inside a string", expected: "an escape such as \\n")
      case UInt8(ascii: "\\"):
        position += 1
        utf8 += String(try escapedScalar()).utf8
      default:
        utf8.append(byte)
        position += 1
      }
    }
    throw syntaxError("the closing quote of a string")
  }

  private mutating func escapedScalar() throws(WeightFileError) -> Character {
    guard let byte = current else { throw syntaxError("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default:
      position -= 1
      throw syntaxError("one of the escapes of JSON")
    }
  }

  private mutating func unicodeEscape() throws(WeightFileError) -> Character {
    let start = position
    let unit = try fourHexDigits()
    if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
    if unit < 0xDC00, bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      let low = try fourHexDigits()
      if (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
      {
        return Character(scalar)
      }
    }
    throw error(
      .syntax, found: "half of a surrogate pair", expected: "a Unicode scalar", at: start)
  }

  private mutating func fourHexDigits() throws(WeightFileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw syntaxError("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
