import Foundation
import Testing

/// `Reference/literature.csv`: values that others printed or that follow at once from a theorem of theirs, with their
/// source, as command lines. None of it was written by this program.
@Suite("Values in the literature") struct LiteratureTests {
  struct Case: CustomStringConvertible, Sendable {
    let words: [String]
    let expected: [(key: String, value: String)]
    let source: String
    var description: String { words.joined(separator: " ") }
  }

  static let cases: [Case] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Reference/literature.csv")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      let parts = line.split(separator: ";", maxSplits: 2).map(String.init)
      // Only losses have spaces, between quotes.
      let words = parts[0].split(separator: "\"").enumerated().flatMap { place, part in
        place % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
      }
      let expected = parts[1].split(separator: " ").map { field in
        let pair = field.split(separator: "=").map(String.init)
        return (key: pair[0], value: pair[1])
      }
      return Case(words: words, expected: expected, source: parts[2])
    }
  }()

  @Test func all() throws {
    #expect(Self.cases.count >= 90)
    for entry in Self.cases {
      let result = try Program.run(entry.words + ["--format", "json"])
      #expect(result.status == 0, "\(entry): \(result.errors)")
      guard result.status == 0 else { continue }
      var answer = try Object(result.output)
      if let certified = answer.values["certified"] as? [String: Any] {
        answer = Object(values: certified)
      }
      for (key, value) in entry.expected {
        let found = answer.text(key) ?? answer.integer(key).map(String.init)
        #expect(found == value, "\(entry), \(key): \(found ?? "none"), \(entry.source)")
      }
    }
  }
}
