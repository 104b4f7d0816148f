extension JSONCursor {
  /// Steps over one value of any kind, checking that it is JSON.
  mutating func skipValue(depth: Int = 0) throws(WeightFileError) {
    skipSpace()
    guard depth <= Self.depthLimit else {
      throw error(
        .tooDeep, found: "more than \(Self.depthLimit) nested levels",
        expected: "at most 3, as a matrix in an object has")
    }
    switch current {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "-"), .some(0x30...0x39): _ = try numberText()
    case UInt8(ascii: "["):
      try forEachElement { cursor, _ throws(WeightFileError) in
        try cursor.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "{"):
      try forEachMember { cursor, _ throws(WeightFileError) in
        try cursor.skipValue(depth: depth + 1)
      }
    default: try skipLiteral()
    }
  }

  /// Visits the elements of an array; `body` must consume each.
  mutating func forEachElement(
    _ body: (inout JSONCursor, Int) throws(WeightFileError) -> Void
  ) throws(WeightFileError) {
    try expect("[")
    if take("]") { return }
    var index = 0
    repeat {
      path.append(.index(index))
      try body(&self, index)
      path.removeLast()
      index += 1
    } while take(",")
    try expect("]", or: "\",\"")
  }

  /// Visits the members of an object; `body` must consume each value.
  mutating func forEachMember(
    _ body: (inout JSONCursor, String) throws(WeightFileError) -> Void
  ) throws(WeightFileError) {
    try expect("{")
    if take("}") { return }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw syntaxError("a key in double quotes") }
      let start = position
      let key = try string()
      try expect(":")
      skipSpace()
      keyPosition = start
      path.append(.key(key))
      try body(&self, key)
      path.removeLast()
    } while take(",")
    try expect("}", or: "\",\"")
  }

  /// The text of a number, checked against the grammar of RFC 8259 section 6.
  mutating func numberText() throws(WeightFileError) -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "I") {
      position = start
      try skipLiteral()
    }
    let leading = current
    if try skipDigits() > 1, leading == UInt8(ascii: "0") {
      position = start
      throw syntaxError("a number without leading zeros")
    }
    if current == UInt8(ascii: ".") {
      position += 1
      _ = try skipDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      _ = try skipDigits()
    }
    guard position - start <= Self.numberLengthLimit else {
      throw error(
        .wrongType, found: "a number of \(position - start) characters",
        expected: "at most \(Self.numberLengthLimit)", at: start)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipDigits() throws(WeightFileError) -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    if position == start { throw syntaxError("a digit") }
    return position - start
  }

  private mutating func skipLiteral() throws(WeightFileError) {
    for literal in ["true", "false", "null"] where bytes[position...].starts(with: literal.utf8) {
      position += literal.utf8.count
      return
    }
    for literal in ["NaN", "nan", "Infinity", "-Infinity", "inf"]
    where bytes[position...].starts(with: literal.utf8) {
      throw error(.notFinite, found: literal, expected: "a finite number")
    }
    throw syntaxError("a value")
  }
}
