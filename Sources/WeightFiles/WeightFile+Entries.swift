extension WeightFile {
  static func dimension(_ cursor: inout JSONCursor) throws(WeightFileError) -> Int {
    let start = cursor.position
    let expected = "a whole number of at least 1"
    guard cursor.startsNumber else {
      throw cursor.error(.wrongType, found: cursor.excerpt, expected: expected)
    }
    let text = try cursor.numberText()
    guard let value = Int(text), value >= 1 else {
      throw cursor.error(
        .badDimension, found: String(text.prefix(40)), expected: expected, at: start)
    }
    return value
  }

  static func block(
    _ cursor: inout JSONCursor, _ shape: WeightFamily.Shape, _ sizes: [String: Int]
  ) throws(WeightFileError) -> Block {
    var entries: [WeightEntry] = []
    try values(&cursor, shape.dimensions[...], sizes, into: &entries)
    let (rows, columns) = extent(of: shape, sizes)
    return Block(name: shape.name, rows: rows, columns: columns, entries: entries)
  }

  /// Reads nested arrays whose lengths the dimensions give, down to the entries.
  private static func values(
    _ cursor: inout JSONCursor, _ dimensions: ArraySlice<String>, _ sizes: [String: Int],
    into entries: inout [WeightEntry]
  ) throws(WeightFileError) {
    guard let key = dimensions.first, let size = sizes[key] else {
      return entries.append(try entry(&cursor))
    }
    let start = cursor.position
    let expected = "an array of \(size) (\"\(key)\")"
    guard cursor.current == UInt8(ascii: "[") else {
      throw cursor.error(.wrongType, found: cursor.excerpt, expected: expected)
    }
    let path = cursor.path
    var count = 0
    try cursor.forEachElement { cursor, index throws(WeightFileError) in
      guard index < size else {
        cursor.path = path
        throw cursor.error(.wrongLength, found: "more entries", expected: expected, at: start)
      }
      cursor.skipSpace()
      try values(&cursor, dimensions.dropFirst(), sizes, into: &entries)
      count += 1
    }
    guard count == size else {
      throw cursor.error(.wrongLength, found: "\(count) entries", expected: expected, at: start)
    }
  }

  private static func entry(_ cursor: inout JSONCursor) throws(WeightFileError) -> WeightEntry {
    let start = cursor.position
    if cursor.current == UInt8(ascii: "\"") {
      let text = try cursor.string()
      if let objection = RationalText.objection(to: text) {
        let found = "\"\(text.prefix(40))\"" + (text.count > 40 ? "..." : "")
        throw cursor.error(.badFraction, found: found, expected: objection, at: start)
      }
      return .exact(text)
    }
    guard cursor.startsNumber else {
      throw cursor.error(.wrongType, found: cursor.excerpt, expected: RationalText.expectation)
    }
    let text = try cursor.numberText()
    guard let value = Double(text) else {
      preconditionFailure("\(text) has passed the grammar of numbers but is none")
    }
    if !value.isFinite {
      throw cursor.error(
        .notFinite, found: String(text.prefix(40)),
        expected: "a number of magnitude below 1.8e308", at: start)
    }
    let significand = text.prefix { $0 != "e" && $0 != "E" }
    if value == 0, significand.contains(where: { ("1"..."9").contains($0) }) {
      throw cursor.error(
        .underflow, found: String(text.prefix(40)),
        expected: "zero or a number of magnitude at least 5e-324", at: start)
    }
    return .double(value)
  }
}

extension JSONCursor {
  var startsNumber: Bool {
    guard let current else { return false }
    return current == UInt8(ascii: "-") || (0x30...0x39).contains(current)
  }
}
