/// The JSON header of a .safetensors file, its keys and types checked but nothing else.
///
/// `{"__metadata__":{"k":"v"},"W":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}`
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let dtype: String
    let shape: [Int]
    /// Where the numbers are, counted from the end of the header.
    let begin: Int
    let end: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  init(_ bytes: ArraySlice<UInt8>, file: String) throws(WeightFileError) {
    var cursor = JSONCursor(Array(bytes), file: file)
    var names: Set<String> = []
    var (entries, metadata): ([Entry], [String: String]) = ([], [:])
    try cursor.forEachMember { cursor, name throws(WeightFileError) in
      guard names.insert(name).inserted else {
        throw cursor.error(.duplicateKey, found: "a second value", expected: "each name once")
      }
      guard names.count <= TensorFile.tensorLimit else {
        throw cursor.error(
          .wrongLength, found: "more tensors", expected: "at most \(TensorFile.tensorLimit)")
      }
      if name == "__metadata__" {
        metadata = try Self.metadata(&cursor)
      } else {
        entries.append(try Self.entry(&cursor, name))
      }
    }
    cursor.skipSpace()
    if cursor.current != nil {
      throw cursor.syntaxError("spaces only after the closing brace of the header")
    }
    self.entries = entries
    self.metadata = metadata
  }

  private static func metadata(
    _ cursor: inout JSONCursor
  ) throws(WeightFileError) -> [String: String] {
    var metadata: [String: String] = [:]
    try cursor.forEachMember { cursor, key throws(WeightFileError) in
      let value = try cursor.text("a string")
      guard metadata.updateValue(value, forKey: key) == nil else {
        throw cursor.error(.duplicateKey, found: "a second value", expected: "each key once")
      }
      guard metadata.count <= TensorFile.tensorLimit else {
        throw cursor.error(
          .wrongLength, found: "more keys", expected: "at most \(TensorFile.tensorLimit)")
      }
    }
    return metadata
  }

  private static func entry(
    _ cursor: inout JSONCursor, _ name: String
  ) throws(WeightFileError) -> Entry {
    var (dtype, shape, offsets): (String?, [Int]?, [Int]?)
    try cursor.forEachMember { cursor, key throws(WeightFileError) in
      switch key {
      case "dtype" where dtype == nil: dtype = try cursor.text("a dtype such as \"F32\"").clipped
      case "shape" where shape == nil:
        shape = try cursor.wholeNumbers(atMost: TensorFile.dimensionLimit)
      case "data_offsets" where offsets == nil: offsets = try cursor.wholeNumbers(atMost: 2)
      default:
        throw cursor.error(
          .unknownKey, found: "the key \"\(key.clipped)\"",
          expected: "dtype, shape and data_offsets, each once")
      }
    }
    guard let dtype, let shape, let offsets, offsets.count == 2 else {
      throw cursor.error(
        .missingKey, found: "a key or an offset missing",
        expected: "dtype, shape and data_offsets [begin, end]")
    }
    return Entry(name: name, dtype: dtype, shape: shape, begin: offsets[0], end: offsets[1])
  }
}

extension JSONCursor {
  fileprivate mutating func text(_ expected: String) throws(WeightFileError) -> String {
    skipSpace()
    guard current == UInt8(ascii: "\"") else {
      throw error(.wrongType, found: excerpt, expected: expected)
    }
    return try string()
  }

  fileprivate mutating func wholeNumbers(atMost limit: Int) throws(WeightFileError) -> [Int] {
    var numbers: [Int] = []
    try forEachElement { cursor, index throws(WeightFileError) in
      cursor.skipSpace()
      guard index < limit else {
        throw cursor.error(.wrongLength, found: "more numbers", expected: "at most \(limit)")
      }
      let start = cursor.position
      let found = cursor.excerpt
      guard cursor.startsNumber, let number = Int(try cursor.numberText()), number >= 0 else {
        throw cursor.error(
          .badDimension, found: found, expected: "a whole number, at most \(Int.max)", at: start)
      }
      numbers.append(number)
    }
    return numbers
  }
}
