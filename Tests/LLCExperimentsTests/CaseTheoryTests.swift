import ExactAlgebra
import Identifiability
import LLCExperiments
import LLCTheorems
import Reporting
import Testing

@Suite struct CaseTheoryTests {
  let stated = KnownCoefficient(
    value: Rational(5, 2), multiplicity: 1, standing: .conjectured(because: "someone says so"))

  @Test("a stated value is shown where theory leaves an interval, and nowhere else")
  func stating() {
    #expect(Constructed.interval.stating(stated).known == stated)
    #expect(Constructed.interval.stating(stated).truth == stated)
    #expect(Constructed.interval.stating(nil).truth == nil)
    let exact = Constructed.theory()
    #expect(exact.stating(stated).known == nil)
    #expect(exact.stating(stated).truth?.value == 2)
  }

  @Test("a value from random points says with which probability it is wrong")
  func confidence() async throws {
    let random = CaseTheory(
      certified: CertifiedCoefficient(
        level: .coordinates, lower: 2, upper: 2, multiplicity: 1,
        confidence: .monteCarlo(failureProbability: 1e-9), because: "random points"))
    let note =
      "case: theory \u{3BB} rests on ranks at random points and is wrong with probability at "
      + "most 1.0e-09"
    let row = try await Constructed.automatic(value: 2, theory: random)
    let notes = ComparisonTable.table([row]).footnotes
    #expect(notes.contains { $0.hasPrefix(note.prefix(60)) && $0.contains("1") }, "\(notes)")
    #expect(ComparisonPayload([row]).rows[0].failureProbability == 1e-9)
    let proved = try await Constructed.automatic(value: 2)
    #expect(!ComparisonTable.table([proved]).footnotes.contains { $0.contains("random points") })
    #expect(ComparisonPayload([proved]).rows[0].failureProbability == nil)
  }
}
