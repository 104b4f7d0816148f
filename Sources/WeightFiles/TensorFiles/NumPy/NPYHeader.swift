/// The header of a .npy file: a Python dictionary, such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }` and white space.
///
/// Source: NumPy Enhancement Proposal 1 and `numpy/lib/format.py`. Read by a grammar of exactly
/// this, keys in any order; nothing is evaluated.
struct NPYHeader {
  let descr: String
  let fortranOrder: Bool
  let shape: [Int]

  /// What went wrong, to be completed by who knows the file.
  struct Failure: Error {
    let kind: TensorFileError.Kind
    let found: String
    let expected: String
    var remedy: [String] = []
  }

  init(_ text: ArraySlice<UInt8>) throws(Failure) {
    var parser = Parser(rest: text)
    var (descr, fortranOrder, shape): (String?, Bool?, [Int]?)
    try parser.expect("{")
    repeat {
      if parser.next == UInt8(ascii: "}") { break }
      let key = try parser.string()
      try parser.expect(":")
      switch key {
      case "descr" where descr == nil: descr = try parser.elementType()
      case "fortran_order" where fortranOrder == nil: fortranOrder = try parser.boolean()
      case "shape" where shape == nil: shape = try parser.tuple()
      default:
        throw Failure(
          kind: .badHeader, found: "the key \"\(key.clipped)\"",
          expected: "descr, fortran_order and shape, each once")
      }
    } while parser.take(",")
    try parser.expect("}")
    guard parser.next == nil else { throw parser.failure("nothing after the closing brace") }
    guard let descr, let fortranOrder, let shape else {
      throw Failure(
        kind: .badHeader, found: "a key missing", expected: "descr, fortran_order and shape")
    }
    self.descr = descr
    self.fortranOrder = fortranOrder
    self.shape = shape
  }

  private struct Parser {
    var rest: ArraySlice<UInt8>

    /// The next byte that is no white space.
    var next: UInt8? {
      mutating get {
        rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
        return rest.first
      }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
      if !take(character) { throw failure("\"\(character)\"") }
    }

    mutating func failure(_ expected: String) -> Failure {
      let found =
        switch next {
        case nil: "the end of the header"
        case .some(0x21...0x7E): "\"\(String(decoding: rest.prefix(12), as: UTF8.self))\""
        case .some(let byte): "byte \(byte)"
        }
      return Failure(kind: .badHeader, found: found + " in the header", expected: expected)
    }

    /// In single or double quotes, printable ASCII without backslashes.
    mutating func string() throws(Failure) -> String {
      guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        throw failure("a string in quotes")
      }
      let content = rest.dropFirst().prefix { $0 != quote }
      guard content.count <= 64, content.endIndex < rest.endIndex,
        content.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
      else { throw failure("a short string of ASCII characters") }
      rest = rest[(content.endIndex + 1)...]
      return String(decoding: content, as: UTF8.self)
    }

    mutating func elementType() throws(Failure) -> String {
      if next == UInt8(ascii: "[") {
        throw Failure(
          kind: .badElement, found: "a structured array", expected: "an array of numbers",
          remedy: ["save each of its fields as an array"])
      }
      return try string()
    }

    mutating func boolean() throws(Failure) -> Bool {
      guard next != nil else { throw failure("True or False") }
      for (word, value) in [("True", true), ("False", false)] where rest.starts(with: word.utf8) {
        rest = rest.dropFirst(word.utf8.count)
        return value
      }
      throw failure("True or False")
    }

    /// `()`, `(3,)`, `(3, 4)`: `(3)` is no tuple in Python.
    mutating func tuple() throws(Failure) -> [Int] {
      try expect("(")
      var (shape, trailingComma): ([Int], Bool) = ([], true)
      while next != UInt8(ascii: ")") {
        guard trailingComma else { throw failure("\",\" or \")\"") }
        guard shape.count < TensorFile.dimensionLimit else {
          throw failure("at most \(TensorFile.dimensionLimit) dimensions")
        }
        shape.append(try dimension())
        trailingComma = take(",")
      }
      guard shape.count != 1 || trailingComma else { throw failure("\",\", as in (3,)") }
      try expect(")")
      return shape
    }

    private mutating func dimension() throws(Failure) -> Int {
      _ = next
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let value = Int(String(decoding: digits.prefix(20), as: UTF8.self)), digits.count <= 20
      else { throw failure("a dimension, at most \(Int.max)") }
      rest = rest[digits.endIndex...]
      return value
    }
  }
}
