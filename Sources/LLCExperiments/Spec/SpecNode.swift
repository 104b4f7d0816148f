import WeightFiles
import Yams

/// A YAML node with its place in the file, read strictly: no unknown keys, no wrong types.
struct SpecNode {
  let node: Node
  let file: String
  let key: String

  var line: Int? { node.mark?.line }

  func error(_ problem: String) -> SpecError {
    SpecError(file: file, line: line, key: key, problem: problem)
  }

  /// The keys and values of a mapping that may hold these keys and no others.
  ///
  /// - Parameter aliases: other names of some of them; values are found under the name in `allowed`, and
  ///   errors name what was written.
  func mapping(
    allowed: [String], aliases: [String: String] = [:]
  ) throws(SpecError) -> SpecMapping {
    guard case .mapping(let mapping) = node else {
      let keys = allowed.sorted().joined(separator: ", ")
      throw error("found \(found); expected a mapping with the keys \(keys)")
    }
    var values: [String: SpecNode] = [:]
    for (name, value) in mapping {
      let place = SpecNode(node: name, file: file, key: key)
      guard case .scalar(let scalar) = name else { throw place.error("a key is not a word") }
      let word = scalar.string
      let canonical = aliases[word] ?? word
      guard allowed.contains(canonical) else {
        throw place.error(
          "unknown key \"\(word.prefix(40))\"\(Self.choices(word, allowed.sorted()))")
      }
      guard values[canonical] == nil else {
        throw place.error(
          "the key \"\(canonical)\" is given twice, once by "
            + (word == canonical ? "another name" : "the name \"\(word)\""))
      }
      values[canonical] = SpecNode(
        node: value, file: file, key: key.isEmpty ? word : "\(key).\(word)")
    }
    return SpecMapping(values: values, place: self)
  }

  /// A mapping whose keys depend on one of them; read it again with `mapping(allowed:)`.
  func anyMapping() throws(SpecError) -> SpecMapping {
    guard case .mapping(let mapping) = node else {
      throw error("found \(found); expected a mapping")
    }
    return try self.mapping(allowed: mapping.compactMap { $0.key.scalar?.string })
  }

  func sequence() throws(SpecError) -> [SpecNode] {
    guard case .sequence(let sequence) = node else {
      throw error("found \(found); expected a list")
    }
    return sequence.enumerated().map {
      SpecNode(node: $1, file: file, key: "\(key)[\($0)]")
    }
  }

  func text() throws(SpecError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw error("found \(found); expected a text")
    }
    return scalar.string
  }

  func integer(atLeast minimum: Int, atMost maximum: Int = .max) throws(SpecError) -> Int {
    guard case .scalar(let scalar) = node, let value = Int(scalar.string) else {
      throw error("found \(found); expected an integer")
    }
    guard value >= minimum else {
      throw error("is \(value); expected at least \(minimum)")
    }
    guard value <= maximum else {
      throw error("is \(value); expected at most \(maximum)")
    }
    return value
  }

  func integers(atLeast minimum: Int, atMost maximum: Int) throws(SpecError) -> [Int] {
    var values: [Int] = []
    for item in try sequence() {
      values.append(try item.integer(atLeast: minimum, atMost: maximum))
    }
    return values
  }

  func flag() throws(SpecError) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw error("found \(found); expected true or false")
    }
  }

  func unsigned() throws(SpecError) -> UInt64 {
    guard case .scalar(let scalar) = node, let value = UInt64(scalar.string) else {
      throw error("found \(found); expected an integer from 0 to \(UInt64.max)")
    }
    return value
  }

  func number() throws(SpecError) -> Double {
    guard case .scalar(let scalar) = node, let value = Double(scalar.string), value.isFinite else {
      throw error("found \(found); expected a finite number")
    }
    return value
  }

  func positive() throws(SpecError) -> Double {
    let value = try number()
    guard value > 0 else { throw error("is \(value); expected a positive number") }
    return value
  }

  func notNegative() throws(SpecError) -> Double {
    let value = try number()
    guard value >= 0 else { throw error("is \(value); expected 0 or more") }
    return value
  }

  /// One of the raw values of an enum.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(SpecError) -> Choice where Choice.RawValue == String {
    let word = try text()
    if let choice = Choice(rawValue: word) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    throw error("is \"\(word.prefix(40))\"\(Self.choices(word, words))")
  }

  /// What was expected, the nearest first where there is one.
  private static func choices(_ word: String, _ words: [String]) -> String {
    let guess = nearest(word, to: words).map { "; did you mean \"\($0)\"?" } ?? "."
    return "\(guess) Expected one of: \(words.joined(separator: ", "))"
  }

  private var found: String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty ? "nothing" : "\"\(String(scalar.string.prefix(40)))\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}

/// The values of a mapping by key.
struct SpecMapping {
  let values: [String: SpecNode]
  let place: SpecNode

  subscript(key: String) -> SpecNode? { values[key] }

  func required(_ key: String) throws(SpecError) -> SpecNode {
    guard let value = values[key] else { throw place.error("the key \"\(key)\" is missing") }
    return value
  }

  /// The first of these keys that is given, when it makes no sense here.
  func refuse(_ keys: [String], because reason: String) throws(SpecError) {
    for key in keys {
      if let value = values[key] { throw value.error("makes no sense here: \(reason)") }
    }
  }
}
