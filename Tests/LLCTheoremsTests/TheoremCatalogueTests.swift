import Foundation
import LLCTheorems
import Testing

@Suite("The list of theorems")
struct TheoremCatalogueTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func files(under folder: String) -> [String] {
    let url = root.appending(path: folder)
    let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    return (found?.allObjects ?? []).compactMap { ($0 as? URL)?.lastPathComponent }
  }

  static let names = TheoremCatalogue.all.map { String(describing: $0) }

  /// One name in four places: source file, proof, test file, list.
  @Test(arguments: names) func oneNameInFourPlaces(_ name: String) throws {
    #expect(Self.files(under: "Sources/LLCTheorems").contains("\(name).swift"))
    #expect(Self.files(under: "Tests/LLCTheoremsTests").contains("\(name)Tests.swift"))
    #expect(Self.files(under: "Proofs").contains("\(name).md"), "Proofs/\(name).md is missing")
  }

  /// Whatever conforms to `Theorem` is in the list.
  @Test func nothingIsLeftOut() throws {
    let url = Self.root.appending(path: "Sources/LLCTheorems")
    let sources = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    var declared: [String] = []
    for case let file as URL in sources?.allObjects ?? [] where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let match = line.firstMatch(of: /(?:enum|struct) (\w+): Theorem\b/) else { continue }
        declared.append(String(match.1))
      }
    }
    #expect(declared.sorted() == Self.names.sorted())
  }

  @Test func identifiersAreUnique() {
    let names = TheoremCatalogue.all.flatMap { [$0.identifier] + $0.aliases }
    #expect(Set(names).count == names.count, "\(names)")
    for theorem in TheoremCatalogue.all {
      #expect(!theorem.title.isEmpty && !theorem.source.isEmpty && theorem.statement.contains("="))
    }
  }
}
