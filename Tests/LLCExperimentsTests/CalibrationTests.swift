import ExactAlgebra
import LLCExperiments
import LLCSampling
import LLCTheorems
import ModelFamilies
import Reporting
import Testing

@Suite struct CalibrationTests {
  /// Deviations -2, -1, 0, 1, 3 standard errors: three of five are within 1.96.
  @Test func coverageCounts() async throws {
    var rows: [Comparison] = []
    for deviation in [-2.0, -1, 0, 1, 3] {
      rows.append(try await Constructed.automatic("five seeds", value: 2 + 0.1 * deviation))
    }
    let coverage = try #require(Coverage(rows))
    #expect(coverage.name == "five seeds" && coverage.seeds == 5 && coverage.covered == 3)
    #expect(abs(coverage.meanDeviation - 0.2) < 1e-12)
    // Squares of the distances from the mean: 4.84 + 1.44 + 0.04 + 0.64 + 7.84 = 14.8.
    #expect(abs(coverage.deviationSpread - 3.7.squareRoot()) < 1e-12)
    #expect(abs(coverage.meanError - 0.01) < 1e-12)
    #expect(abs(coverage.rootMeanSquareError - (3 * 0.0025).squareRoot()) < 1e-12)
    let text = Coverage.table([coverage]).rendered(as: .text)
    for word in ["five seeds", "60.0", "+0.2", "1.92", "+1.0", "8.7"] {
      #expect(text.contains(word), "\(word) in \(text)")
    }
  }

  @Test func coverageEdges() async throws {
    #expect(Coverage([]) == nil)
    let one = try #require(Coverage([try await Constructed.automatic(value: 2.1)]))
    #expect(one.seeds == 1 && one.covered == 1 && one.deviationSpread == 0)
    // 1.96 itself counts, a little more does not.
    let inside = try await Constructed.automatic(value: 2.195)
    let outside = try await Constructed.automatic(value: 2.197)
    #expect(try #require(Coverage([inside, outside])).covered == 1)
    // Without a truth there is nothing to cover; without an error bar nothing that covers.
    let unknown = try await Constructed.automatic(value: 2, theory: Constructed.interval)
    #expect(Coverage([unknown]) == nil && Coverage([inside, unknown]) == nil)
    let bare = try await Constructed.automatic(value: 2, error: 0)
    #expect(bare.deviation == nil && Coverage([bare]) == nil)
  }

  @Test func termsAddUp() async throws {
    // Raw 1.5, truth 2: the localisation takes 0.25 of the half, the rest is finite n beta.
    let flat = try await Constructed.automatic(value: 1.9, raw: 1.5, localisation: 0.25)
    let terms = try #require(flat.terms)
    #expect(terms.monteCarlo == 0.1 && terms.step == 0 && terms.multiplicity == 0)
    #expect(terms.localisation == -0.25 && abs(terms.finiteTemperature + 0.25) < 1e-12)
    let ladder = try await Constructed.automatic(
      value: 1.9, raw: 1.2, localisation: 0.1, multiplicity: 2)
    let singular = try #require(ladder.terms)
    #expect(singular.finiteTemperature == 0 && abs(singular.multiplicity + 0.7) < 1e-12)
    let fixed = try await Constructed.fixed(value: 0.6, error: 0.01)
    for row in [flat, ladder, fixed] {
      let terms = try #require(row.terms)
      let truth = try #require(row.theory.truth).value.approximation
      let sum = terms.step + terms.localisation + terms.finiteTemperature + terms.multiplicity
      #expect(abs(sum - (row.measurement.raw.value - truth)) < 1e-12, "\(terms)")
    }
    #expect(try #require(fixed.terms).localisation < -0.1)
    let unknown = try await Constructed.automatic(value: 2, theory: Constructed.interval)
    #expect(unknown.terms == nil)
  }

  /// Distance from the value, from an interval, and the sign of both.
  @Test func deviations() async throws {
    #expect(abs(try #require(try await Constructed.automatic(value: 1.7).deviation) + 3) < 1e-9)
    for (value, expected) in [(0.8, -2.0), (1, 0), (2.2, 0), (3, 0), (3.3, 3)] {
      let row = try await Constructed.automatic(value: value, theory: Constructed.interval)
      #expect(abs(try #require(row.deviation) - expected) < 1e-9, "\(value)")
      #expect(row.relativeError == nil)
    }
    let row = try await Constructed.automatic(value: 1.7)
    #expect(abs(try #require(row.relativeError) + 0.15) < 1e-12)
  }

  /// The table says which rows are off by more than 5 % without a flag.
  @Test func silentErrors() async throws {
    var rows: [Comparison] = []
    for index in 0..<25 {
      rows.append(
        try await Constructed.automatic(
          "row \(index)", value: index < 3 ? 2.4 : 2.01,
          flags: index == 0 ? ["imprecise"] : index == 1 ? ["theory-not-exact"] : []))
    }
    let text = CalibrationTable.table(rows).rendered(as: .text)
    #expect(text.contains("25 rows: median error +0.5 %, largest +20.0 %; 3 above 5 %"), "\(text)")
    #expect(text.contains("2 of them without a flag"), "\(text)")
    let few = CalibrationTable.table(Array(rows.prefix(3))).rendered(as: .text)
    #expect(!few.contains("median"))
  }

  @Test func theCasesAreDistinctAndKnown() throws {
    let cases = try CalibrationCases.all()
    #expect(Set(cases.map(\.name)).count == cases.count && cases.count > 20)
    let random = try RandomLinearNetworks.cases(40, maximumWeights: 500, seed: 3)
    #expect(random.count == 40)
    #expect(
      try RandomLinearNetworks.cases(40, maximumWeights: 500, seed: 3).map(\.name)
        == random.map(\.name))
    for item in random {
      guard case .deepLinear(let linear) = item.model else {
        Issue.record("\(item.name)")
        continue
      }
      #expect(linear.network.parameterCount <= 500 && (2...4).contains(linear.network.depth))
      #expect((0...linear.network.widths.min()!).contains(linear.rank), "\(item.name)")
    }
  }
}
