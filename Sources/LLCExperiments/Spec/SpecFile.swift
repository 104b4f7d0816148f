import Foundation
import Yams

/// A YAML file of ours: its text, with limits on what it may hold, and its root.
enum SpecFile {
  static let sizeLimit = 1 << 20
  static let aliasLimit = 32

  /// - Throws: `SpecError` when there is nothing to read, or too much of it.
  static func text(contentsOfFile path: String) throws(SpecError) -> String {
    func failure(_ problem: String) -> SpecError {
      SpecError(file: path, line: nil, key: "", problem: problem)
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw failure("no such file")
    }
    if isDirectory.boolValue { throw failure("a directory; expected a YAML file") }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw failure("cannot be read") }
    defer { try? handle.close() }
    let data: Data
    // Nil at the end of the file: an empty file is read, and refused for what it is below.
    do { data = try handle.read(upToCount: sizeLimit + 1) ?? Data() } catch {
      throw failure("cannot be read")
    }
    guard data.count <= sizeLimit else {
      throw failure("more than \(sizeLimit) bytes; expected an experiment, not data")
    }
    guard let text = String(data: data, encoding: .utf8) else { throw failure("not UTF-8 text") }
    return text
  }

  /// The mapping that a file is, of a schema that this program reads.
  ///
  /// - Parameter file: the name that errors give.
  static func root(
    yaml text: String, file: String, allowed: [String], schema current: Int
  ) throws(SpecError) -> SpecMapping {
    if let line = lineBeyondAliasLimit(text) {
      throw SpecError(
        file: file, line: line, key: "",
        problem: "more than \(aliasLimit) aliases; write the values out, or give what cases "
          + "share under sampler")
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch let error as YamlError {
      throw SpecError(file: file, line: error.line, key: "", problem: error.reason)
    } catch {
      throw SpecError(file: file, line: nil, key: "", problem: "not YAML")
    }
    guard let node else {
      throw SpecError(file: file, line: nil, key: "", problem: "the file is empty")
    }
    let root = try SpecNode(node: node, file: file, key: "").mapping(allowed: allowed)
    let schema = try root.required("schema")
    let version = try schema.integer(atLeast: 1)
    guard version == current else {
      throw schema.error("is \(version); this program reads schema \(current)")
    }
    return root
  }

  /// Aliases of aliases make a text of a few lines stand for a tree of any size, which the YAML
  /// library walks through when it compares keys. So few cannot; every `*` before a word counts,
  /// also one in a comment, since telling them apart would need a parser.
  private static func lineBeyondAliasLimit(_ text: String) -> Int? {
    var (line, count) = (1, 0)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == UInt8(ascii: "*"), byte > 0x20 { count += 1 }
      if count > aliasLimit { return line }
      if byte == UInt8(ascii: "\n") { line += 1 }
      previous = byte
    }
    return nil
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      "not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "the key \"\(keys.sorted().first?.prefix(40) ?? "")\" is given twice"
    case .reader(let problem, _, _, _): "not YAML: \(problem)"
    default: "not YAML"
    }
  }
}
