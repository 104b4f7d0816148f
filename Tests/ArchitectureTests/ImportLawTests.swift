import Foundation
import Testing

/// The package as its text says it is.
enum Package {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct Target {
    let kind: String
    let name: String
    let dependencies: Set<String>
  }

  /// Targets and the names in their `dependencies`, from the text of Package.swift. Products of
  /// other packages are declared above as `let name: Target.Dependency`.
  static func targets() throws -> [Target] {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let text = manifest.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
      .joined(separator: "\n")
    var products: [String: String] = [:]
    for match in text.matches(
      of: /let (\w+): Target\.Dependency = \.product\(\s*name: "(\w+)"/)
    {
      products[String(match.1)] = String(match.2)
    }
    let starts = text.matches(
      of: /\.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "(\w+)"/)
    return starts.enumerated().map { i, match in
      let end = i + 1 < starts.count ? starts[i + 1].range.lowerBound : text.endIndex
      let body = text[match.range.upperBound..<end]
      var names: Set<String> = []
      if let list = body.firstMatch(of: /dependencies: \[([^\]]*)\]/) {
        for item in list.1.split(separator: ",") {
          let word = item.trimmingCharacters(in: .whitespacesAndNewlines)
          if word.isEmpty { continue }
          names.insert(
            word.hasPrefix("\"")
              ? word.trimmingCharacters(in: ["\""]) : products[word] ?? "undeclared \(word)")
        }
      }
      // What tests share is no test target for SwiftPM, and one here.
      let kind = body.contains("path: \"Tests/") ? "testTarget" : String(match.1)
      return Target(kind: kind, name: String(match.2), dependencies: names)
    }
  }

  static func files(under folder: String, suffix: String) -> [URL] {
    let url = root.appending(path: folder)
    let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    return (found?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.path().hasSuffix(suffix) }
      .sorted { $0.path() < $1.path() }
  }

  /// Modules named in import lines, whatever stands before `import` and after it; not in strings of
  /// several lines, which may be programs in another language.
  static func imports(in text: String) -> Set<String> {
    var modules: Set<String> = []
    let code = text.components(separatedBy: "\"\"\"").enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "\n")
    for line in code.split(separator: "\n") where line.contains("import ") {
      let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?(\w+)/
      if let match = line.firstMatch(of: pattern) { modules.insert(String(match.1)) }
    }
    return modules
  }

  static func imports(of target: Target) throws -> Set<String> {
    let folder = (target.kind == "testTarget" ? "Tests/" : "Sources/") + target.name
    return try files(under: folder, suffix: ".swift").reduce(into: []) {
      $0.formUnion(imports(in: try String(contentsOf: $1, encoding: .utf8)))
    }
  }

  /// Modules that come with the platform.
  static let platform: Set<String> = [
    "Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin", "Testing", "Swift",
  ]
}

/// A package without the import of a target compiles with it all the same, so this test holds the
/// law.
@Suite("The import law")
struct ImportLawTests {
  /// What each target may import, from the design; libraries of other packages included.
  static let law: [String: Set<String>] = [
    "CGMP": [], "CLAPACK": [], "CModularKernels": [], "CNumericKernels": [],
    "CBLASTuning": [], "CCrypto": [], "CZlib": [],
    "BLASInterface": ["CLAPACK", "CBLASTuning"],
    "ExactAlgebra": ["CGMP", "CCrypto", "CModularKernels", "BLASInterface"],
    "ModelFamilies": ["ExactAlgebra"],
    "MapLanguage": ["ExactAlgebra"],
    "Identifiability": ["ExactAlgebra", "MapLanguage", "ModelFamilies"],
    "LLCTheorems": ["ExactAlgebra", "ModelFamilies", "Identifiability"],
    "NumericAlgebra": ["BLASInterface", "CLAPACK", "CNumericKernels"],
    "NumericModels": ["BLASInterface", "ModelFamilies", "NumericAlgebra", "CNumericKernels"],
    "GradientTraining": ["CNumericKernels", "ModelFamilies", "NumericAlgebra", "NumericModels"],
    "ChainDiagnostics": [],
    "LLCSampling": [
      "BLASInterface", "ChainDiagnostics", "NumericAlgebra", "NumericModels", "CNumericKernels",
    ],
    "WeightFiles": ["CZlib"],
    "Reporting": [],
  ]
  /// Where prediction and measurement may meet.
  static let meeting: Set<String> = ["AssumptionChecks", "LLCExperiments", "slt", "Benchmarks"]

  static let exact: Set<String> = [
    "ExactAlgebra", "ModelFamilies", "MapLanguage", "Identifiability", "LLCTheorems",
  ]
  /// Not BLAS: inside its bounds a product of integers in floating point is exact, and the law
  /// above lets only the modular kernels of `ExactAlgebra` call it.
  static let numeric: Set<String> = [
    "NumericAlgebra", "NumericModels", "GradientTraining", "ChainDiagnostics", "LLCSampling",
    "CNumericKernels",
  ]

  @Test func theManifestIsRead() throws {
    let targets = try Package.targets()
    let sources = targets.filter { $0.kind != "testTarget" }
    #expect(Set(sources.map(\.name)) == Set(Self.law.keys).union(Self.meeting))
    #expect(targets.first { $0.name == "LLCTheorems" }?.dependencies == Self.law["LLCTheorems"])
    #expect(targets.first { $0.name == "slt" }?.dependencies.contains("ArgumentParser") == true)
    #expect(targets.allSatisfy { !$0.dependencies.contains { $0.hasPrefix("undeclared") } })
    #expect(sources.allSatisfy { !$0.dependencies.contains("TestSupport") })
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Package.root.appending(path: "Sources").path())
    #expect(Set(folders) == Set(sources.map(\.name)))
  }

  @Test func importLinesAreRecognised() {
    // Lines of an array and not of one string, or this file itself would import them.
    let text = [
      "import A", "@_exported public import B", "@testable import struct C.D",
      "  internal import func E.f", "// import F", "let text = \"import G\"",
      "@preconcurrency @_spi(H) private import I",
    ].joined(separator: "\n")
    #expect(Package.imports(in: text) == ["A", "B", "C", "E", "I"])
  }

  @Test func importsKeepTheLaw() throws {
    for target in try Package.targets() where target.kind != "testTarget" {
      guard let allowed = Self.law[target.name] else { continue }
      let imports = try Package.imports(of: target)
      let beyond = imports.subtracting(Package.platform).subtracting(allowed)
      #expect(beyond.isEmpty, "\(target.name) imports \(beyond)")
      #expect(target.dependencies.isSubset(of: allowed), "\(target.name) declares too much")
    }
  }

  /// The three bans, spelled out, and closed under imports of imports.
  @Test func threeBans() throws {
    let targets = try Package.targets()
    var reach: [String: Set<String>] = [:]
    for target in targets where target.kind != "testTarget" {
      reach[target.name] = try Package.imports(of: target).union(target.dependencies)
        .subtracting(Package.platform)
    }
    for _ in targets {
      for (name, direct) in reach {
        reach[name] = direct.union(direct.flatMap { reach[$0] ?? [] })
      }
    }
    for name in Self.exact {
      #expect(reach[name]?.isDisjoint(with: Self.numeric) == true, "\(name) sees numeric results")
    }
    for name in ["LLCSampling", "NumericModels", "GradientTraining"] {
      #expect(
        reach[name]?.isDisjoint(with: ["LLCTheorems", "Identifiability"]) == true,
        "\(name) sees what it is to test")
    }
    for (name, libraries) in ["ChainDiagnostics": [], "Reporting": [], "WeightFiles": ["CZlib"]] {
      #expect(reach[name] == Set(libraries), "\(name) imports \(reach[name] ?? [])")
    }
  }

  /// Declared and used: neither more nor less, in the sources and in the tests. A test that runs a
  /// program declares it and cannot import it.
  @Test func declaredDependenciesAreUsed() throws {
    let programs = Set(
      try Package.targets().filter { $0.kind == "executableTarget" }.map(\.name))
    for target in try Package.targets() where target.kind != "systemLibrary" {
      if Package.files(
        under: (target.kind == "testTarget" ? "Tests/" : "Sources/") + target.name,
        suffix: ".swift"
      ).isEmpty {
        continue
      }
      let used = try Package.imports(of: target).subtracting(Package.platform)
      let (missing, idle) = (
        used.subtracting(target.dependencies),
        target.dependencies.subtracting(used)
          .subtracting(target.kind == "testTarget" ? programs : [])
      )
      #expect(missing.isEmpty, "\(target.name) imports \(missing.sorted()) without declaring it")
      #expect(idle.isEmpty, "\(target.name) declares \(idle.sorted()) and does not import it")
    }
  }
}
