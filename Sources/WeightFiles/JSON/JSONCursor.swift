/// A position in JSON text (RFC 8259) that knows where it is when something is wrong.
///
/// Nothing is built from the text unless asked for, so a hostile file costs no more memory than
/// its own bytes; nesting is limited, so it cannot exhaust the stack.
struct JSONCursor {
  /// A weight file nests three deep.
  static let depthLimit = 16
  /// The exact expansion of a double has at most about 1,075 digits.
  static let numberLengthLimit = 4096

  let file: String
  let bytes: [UInt8]
  var position = 0
  /// Where the key of the member last visited starts.
  var keyPosition = 0
  /// `W`, 3, 2: where in the value this is.
  var path: [Step] = []

  enum Step {
    case key(String)
    case index(Int)
  }

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  /// Consumes `character`, after white space, if it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar, or also: String? = nil) throws(WeightFileError)
  {
    if !take(character) {
      throw syntaxError("\"\(character)\"" + (also.map { " or \($0)" } ?? ""))
    }
  }

  func error(
    _ kind: WeightFileError.Kind, found: String, expected: String, at place: Int? = nil
  ) -> WeightFileError {
    let before = bytes[..<(place ?? position)]
    let line = before.count { $0 == 0x0A } + 1
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return WeightFileError(
      kind, file: file, field: field, found: found, expected: expected, line: line,
      column: column)
  }

  /// `W[3][2]`.
  private var field: String {
    path.enumerated().map { depth, step in
      switch step {
      case .key(let key): (depth == 0 ? "" : ".") + key.prefix(40)
      case .index(let index): "[\(index)]"
      }
    }.joined()
  }

  func syntaxError(_ expected: String) -> WeightFileError {
    error(.syntax, found: excerpt, expected: expected)
  }

  /// What is next, in words and at most 40 bytes.
  var excerpt: String {
    guard let byte = current else { return "the end of the file" }
    let isWord: (UInt8) -> Bool = { byte in
      byte >= 0x80 || byte == 0x2B || byte == 0x2D || byte == 0x2E
        || Unicode.Scalar(byte).properties.isAlphabetic
        || (0x30...0x39).contains(byte)
    }
    switch byte {
    case 0..<0x20, 0x7F: return "byte \(byte)"
    case UInt8(ascii: "\""): return "a string"
    case UInt8(ascii: "["): return "an array"
    case UInt8(ascii: "{"): return "an object"
    default:
      let word = bytes[position...].prefix(41).prefix(while: isWord)
      if word.isEmpty { return "\"\(Unicode.Scalar(byte))\"" }
      return String(decoding: word.prefix(40), as: UTF8.self) + (word.count > 40 ? "..." : "")
    }
  }
}
