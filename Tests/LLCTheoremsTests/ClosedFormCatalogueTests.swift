import ExactAlgebra
import Foundation
import LLCTheorems
import Testing

@Suite("The list of closed forms")
struct ClosedFormCatalogueTests {
  static let names = ClosedFormCatalogue.all.map { String(describing: $0) }

  /// A source file of its name, its page, and a test that names it.
  @Test(arguments: ClosedFormCatalogue.all.indices)
  func places(_ index: Int) throws {
    let (form, name) = (ClosedFormCatalogue.all[index], Self.names[index])
    #expect(TheoremCatalogueTests.files(under: "Sources/LLCTheorems").contains("\(name).swift"))
    let page = try String(
      contentsOf: TheoremCatalogueTests.root.appending(path: "Proofs/\(form.page).md"),
      encoding: .utf8)
    #expect(
      form.page == name || page.contains("\(form.identifier)"), "\(form.page): \(form.identifier)")
    let folder = TheoremCatalogueTests.root.appending(path: "Tests/LLCTheoremsTests")
    let tests = TheoremCatalogueTests.files(under: "Tests/LLCTheoremsTests").filter {
      $0.hasSuffix("Tests.swift") && $0 != "ClosedFormCatalogueTests.swift"
    }
    let named = try tests.contains {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8).contains(name)
    }
    #expect(named, "no test names \(name)")
  }

  @Test func nothingIsLeftOut() throws {
    let url = TheoremCatalogueTests.root.appending(path: "Sources/LLCTheorems")
    let sources = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    var declared: [String] = []
    for case let file as URL in sources?.allObjects ?? [] where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?:enum|struct) (\w+): ClosedForm\b/) {
        declared.append(String(match.1))
      }
    }
    #expect(declared.sorted() == Self.names.sorted())
  }

  @Test func identifiersAreUnique() {
    let theorems = TheoremCatalogue.all.flatMap { [$0.identifier] + $0.aliases }
    let names = theorems + ClosedFormCatalogue.all.map { $0.identifier }
    #expect(Set(names).count == names.count, "\(names)")
    for form in ClosedFormCatalogue.all {
      #expect(!form.title.isEmpty && !form.source.isEmpty && form.statement.contains("lambda"))
    }
  }

  /// Values that the literature gives, with where; not from our own output.
  @Test func literature() {
    func linear(_ widths: [Int], _ rank: Int) -> (Rational, Int?) {
      let found = DeepLinearCoefficient.value(widths: widths, rank: rank)
      return (found.value, found.multiplicity)
    }
    // (x y)^2, a normal crossing (Watanabe 2009); decides the multiplicity of Aoyagi 2024.
    #expect(linear([1, 1, 1], 0) == (Rational(1, 2), 2))
    // tanh with H units and a zero truth, (H + i^2 + i)/(4 i + 2) with i = floor(sqrt H) (Aoyagi): H = 1, 2, 3, 4.
    for (units, value) in [(1, Rational(1, 2)), (2, Rational(2, 3)), (3, Rational(5, 6)), (4, 1)] {
      #expect(VandermondeCoefficient.value(units: units).value == value)
    }
    // Two binary features that are independent: Rusakov and Geiger 2005, 3/2 log N and 2 log log N.
    let bayes = NaiveBayesCoefficient.value(features: 2, dependent: 0)
    #expect(bayes.value == Rational(3, 2) && bayes.multiplicity == 3)
  }
}
