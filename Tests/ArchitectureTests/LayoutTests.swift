import Foundation
import Testing

@Suite("The layout of the package")
struct LayoutTests {
  /// Swift cannot name `Module.Type` when a type has its module's name.
  @Test func noTypeHasItsModulesName() throws {
    let modules = try Package.targets().map(\.name)
    for file in Package.files(under: "Sources", suffix: ".swift") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for name in modules where text.contains(name) {
        for word in ["struct", "class", "enum", "protocol", "actor", "typealias"] {
          let declared = text.split(separator: "\n").contains { line in
            !line.hasPrefix("//") && !line.contains("import ")
              && line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
                .adjacentPair(word, name)
          }
          #expect(!declared, "\(word) \(name) in \(file.lastPathComponent)")
        }
      }
    }
  }

  @Test func noFileIsLong() throws {
    for folder in ["Sources", "Tests"] {
      for suffix in [".swift", ".c", ".h"] {
        for file in Package.files(under: folder, suffix: suffix) {
          let lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).count
          #expect(lines <= 401, "\(file.lastPathComponent) has \(lines - 1) lines")
        }
      }
    }
  }

  @Test func topLevel() throws {
    let allowed: Set<String> = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "Examples", "Proofs", "README.md",
      "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
    ]
    let entries = try FileManager.default.contentsOfDirectory(atPath: Package.root.path())
    for entry in entries where !entry.hasPrefix(".") {
      #expect(allowed.contains(entry), "\(entry) at the top level")
    }
    #expect(entries.contains("Package.swift") && entries.contains("Sources"))
  }

  /// Tests see what a user sees.
  @Test func testsUseThePublicInterface() throws {
    for file in Package.files(under: "Tests", suffix: ".swift")
    where !file.path().contains("ArchitectureTests") {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(!text.contains("@testable"), "\(file.lastPathComponent)")
    }
  }
}

extension [String] {
  fileprivate func adjacentPair(_ first: String, _ second: String) -> Bool {
    zip(self, dropFirst()).contains { $0 == first && $1 == second }
  }
}
