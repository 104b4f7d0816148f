import Foundation
import LLCTheorems
import Testing

/// That theorem, page, Coq file, source and test exist together, and that pages quote what the Coq files say.
/// This reads files only; `make -C Proofs` compiles them.
@Suite("Machine-checked statements")
struct MachineCheckedTests {
  static let root = TheoremCatalogueTests.root
  static let coq = root.appending(path: "Proofs/Coq")

  struct CoqFile: Sendable {
    /// As pages name it, such as "Coq/Formulas/Quadratic.v".
    let name: String
    let text: String

    /// The text without comments.
    var code: String {
      var code = ""
      var depth = 0
      var rest = text[...]
      while let first = rest.first {
        if rest.hasPrefix("(*") {
          depth += 1
          rest = rest.dropFirst(2)
        } else if rest.hasPrefix("*)") {
          depth -= 1
          rest = rest.dropFirst(2)
        } else {
          if depth == 0 { code.append(first) }
          rest = rest.dropFirst()
        }
      }
      return code
    }
  }

  static func read(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static let files: [CoqFile] = {
    let found = FileManager.default.enumerator(at: coq, includingPropertiesForKeys: nil)
    return (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "v" }
      .map { url in
        let place = url.path().split(separator: "Proofs/").last.map(String.init) ?? ""
        return CoqFile(name: place, text: try! String(contentsOf: url, encoding: .utf8))
      }.sorted { $0.name < $1.name }
  }()

  static let pages: [String: String] = {
    let folder = root.appending(path: "Proofs")
    let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".md") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, try! read("Proofs/\($0)")) })
  }()

  /// The blocks that a page quotes: the file and its sentences.
  static func quotations(_ page: String) -> [(file: String, body: String)] {
    page.matches(of: /```coq\n\(\* (Coq\/[\w\/]+\.v) \*\)\n((?s).*?)```/).map {
      (String($0.1), String($0.2))
    }
  }

  /// White space as single blanks.
  static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static let catalogued: [(name: String, page: String)] =
    TheoremCatalogue.all.map { (String(describing: $0), String(describing: $0)) }
    + ClosedFormCatalogue.all.map { (String(describing: $0), $0.page) }

  /// Each theorem and closed form: a page that quotes at least one theorem, its source and a test that names it.
  @Test(arguments: catalogued.indices) func together(_ index: Int) throws {
    let (name, pageName) = Self.catalogued[index]
    let page = try #require(Self.pages["\(pageName).md"])
    let quoted = Self.quotations(page)
    #expect(page.contains("\n## Machine-checked\n"), "\(pageName).md has no such section")
    #expect(quoted.contains { $0.body.contains("Theorem ") }, "\(pageName).md")
    for (file, _) in quoted {
      #expect(Self.files.contains { $0.name == file }, "\(pageName).md quotes \(file)")
    }
    #expect(TheoremCatalogueTests.files(under: "Sources/LLCTheorems").contains("\(name).swift"))
    let tests = TheoremCatalogueTests.files(under: "Tests/LLCTheoremsTests")
      .filter { $0.hasSuffix("Tests.swift") && !$0.contains("Catalogue") }
    #expect(
      try tests.contains { try Self.read("Tests/LLCTheoremsTests/\($0)").contains(name) },
      "no test names \(name)")
  }

  /// Every quoted statement stands in its file word for word; in a file with sections, where hypotheses are gathered,
  /// and within a module, where names are shorter, one of its name does.
  @Test(arguments: pages.keys.sorted()) func quotedWordForWord(_ name: String) throws {
    for (file, body) in Self.quotations(Self.pages[name]!) {
      let text = try #require(Self.files.first { $0.name == file }).code
      let (known, gathered) = (Self.flat(text), text.contains("\nSection "))
      let code = CoqFile(name: file, text: body).code
      for sentence in code.split(separator: /\.\s/).map({ Self.flat(String($0)) }) {
        let beginning = /^(Theorem|Lemma|Definition|Fixpoint) (\w+\.)?([\w']+)/
        guard let start = sentence.firstMatch(of: beginning) else {
          #expect(sentence.isEmpty, "\(name): \(sentence)")
          continue
        }
        #expect(
          gathered || start.2 != nil
            ? known.contains("\(start.1) \(start.3) ") : known.contains(sentence + "."),
          "\(name) quotes \(start.3) otherwise than \(file)")
      }
    }
  }

  /// A page names every file, and the paths in its first comment exist.
  @Test(arguments: files.indices) func filesAreNamed(_ index: Int) throws {
    let file = Self.files[index]
    #expect(Self.pages.values.contains { $0.contains(file.name) }, "no page names \(file.name)")
    let comment = try #require(file.text.split(separator: "*)").first)
    let paths = comment.matches(of: /\b(?:Proofs|Sources|Tests)\/[\w\/+.]*\w/).map {
      String($0.0)
    }
    #expect(paths.contains { $0.hasPrefix("Proofs/") }, "\(file.name) names no page")
    for path in paths {
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appending(path: path).path()),
        "\(file.name): \(path)")
    }
  }

  /// No unfinished proof anywhere, and no axiom outside one file.
  @Test(arguments: files.indices) func nothingIsAssumed(_ index: Int) throws {
    let file = Self.files[index]
    let unfinished = file.code.firstMatch(of: /\b(Admitted|admit|give_up|Abort)\b/)
    #expect(unfinished == nil, "\(file.name): \(unfinished?.0 ?? "")")
    if file.name == "Coq/AnalyticAxioms.v" { return }
    let assumed = file.code.firstMatch(
      of: /\b(Axioms?|Parameters?|Conjectures?|Declare Module)\b/)
    #expect(assumed == nil, "\(file.name): \(assumed?.0 ?? "")")
  }

  /// The table of axioms lists what the file states, and pages assume nothing else.
  @Test func axiomsAreListed() throws {
    let readme = try #require(Self.pages["README.md"])
    let listed = Set(readme.matches(of: /\n\| `(\w+)` \|/).map { String($0.1) })
    let axioms = try #require(Self.files.first { $0.name == "Coq/AnalyticAxioms.v" })
    let stated = axioms.code.matches(of: /\n(?:Axiom|Parameter) (\w+)/).map { String($0.1) }
    #expect(stated.count == Set(stated).count && Set(stated) == listed)
    for (name, page) in Self.pages {
      for match in page.matches(of: /\(\* Assumes: ([\w, ]+) \*\)/) {
        let names = match.1.split(separator: ", ").map(String.init)
        #expect(listed.isSuperset(of: names), "\(name) assumes \(names)")
      }
    }
  }
}
