extension WeightFile {
  /// Reads weights from JSON text.
  ///
  /// Two passes: the first checks that all of it is JSON and finds the values of the keys, the
  /// second reads them knowing the dimensions. Memory: 16 bytes an entry. Nothing is believed that
  /// the bytes do not show: a declared dimension costs nothing.
  ///
  /// - Parameter file: the name that errors print.
  /// - Throws: ``WeightFileError``, for the first thing wrong.
  public init(parsing bytes: [UInt8], file: String) throws(WeightFileError) {
    var cursor = JSONCursor(bytes, file: file)
    let positions = try Self.outline(&cursor)
    let family = try Self.family(cursor, positions)
    for (key, place) in positions.sorted(by: { $0.value.key < $1.value.key })
    where !family.keys.contains(key) {
      throw cursor.error(
        .unknownKey, found: "key \"\(key)\"",
        expected:
          "the keys of the family \(family.rawValue): \(family.keys.joined(separator: ", "))",
        at: place.key)
    }
    for key in family.keys where positions[key] == nil {
      throw WeightFileError(
        .missingKey, file: file, field: key, found: "no such key",
        expected: "the keys \(family.keys.joined(separator: ", "))")
    }
    var sizes: [String: Int] = [:]
    for key in family.dimensionKeys {
      cursor.seek(positions[key]?.value, key)
      sizes[key] = try Self.dimension(&cursor)
    }
    var blocks: [Block] = []
    for shape in family.shapes {
      cursor.seek(positions[shape.name]?.value, shape.name)
      blocks.append(try Self.block(&cursor, shape, sizes))
    }
    self.init(family: family, sizes: sizes, blocks: blocks)
  }

  /// Where a key and its value start.
  private typealias Place = (key: Int, value: Int)

  /// Finds the keys. Only those of some family get in, so this stays small.
  private static func outline(_ cursor: inout JSONCursor) throws(WeightFileError) -> [String: Place]
  {
    var positions: [String: Place] = [:]
    cursor.skipSpace()
    guard cursor.current == UInt8(ascii: "{") else {
      throw cursor.syntaxError("an object, {\"family\": ...}")
    }
    try cursor.forEachMember { cursor, key throws(WeightFileError) in
      let place = (key: cursor.keyPosition, value: cursor.position)
      guard WeightFamily.allKeys.contains(key) else {
        cursor.path.removeLast()
        let known = WeightFamily.allKeys.sorted()
        throw cursor.error(
          .unknownKey, found: "key \"\(key.prefix(40))\"",
          expected: nearest(key, to: known).map { "\"\($0)\"?" }
            ?? "one of \(known.joined(separator: ", "))", at: place.key)
      }
      guard positions.updateValue(place, forKey: key) == nil else {
        throw cursor.error(
          .duplicateKey, found: "a second value", expected: "each key once", at: place.key)
      }
      try cursor.skipValue(depth: 1)
    }
    cursor.skipSpace()
    if cursor.current != nil { throw cursor.syntaxError("nothing after the closing brace") }
    return positions
  }

  private static func family(
    _ cursor: JSONCursor, _ positions: [String: Place]
  ) throws(WeightFileError) -> WeightFamily {
    let known = WeightFamily.allCases.map(\.rawValue)
    let names = known.map { "\"\($0)\"" }.joined(separator: " or ")
    guard let position = positions["family"]?.value else {
      throw WeightFileError(
        .missingKey, file: cursor.file, field: "family", found: "no such key", expected: names)
    }
    var cursor = cursor
    cursor.seek(position, "family")
    guard cursor.current == UInt8(ascii: "\"") else {
      throw cursor.error(.wrongType, found: cursor.excerpt, expected: names)
    }
    let name = try cursor.string()
    guard let family = WeightFamily(rawValue: name) else {
      throw cursor.error(
        .unknownFamily, found: "\"\(name.prefix(40))\"",
        expected: nearest(name, to: known).map { "\"\($0)\"?" } ?? names, at: position)
    }
    return family
  }
}

extension JSONCursor {
  /// Back to a value found before.
  mutating func seek(_ position: Int?, _ key: String) {
    guard let position else { preconditionFailure("no position of \(key)") }
    self.position = position
    path = [.key(key)]
  }
}
