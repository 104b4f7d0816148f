import Foundation
import LLCExperiments
import Testing

/// Same spec and seed, same table.
@Suite struct ReproducibilityTests {
  static let cases = [
    Fixtures.tiny,
    "name: addition, model: {family: quadratic, width: 4}, data: {task: modular-addition, modulus: 2}, loss: centred",
    "name: mala, model: {family: biased-quadratic, input: 2, width: 2}, data: {inputs: gaussian, samples: 9}, sampler: {method: mala}",
    "name: hmc, model: {family: linear-regression, input: 2}, data: {inputs: gaussian, samples: 9}, sampler: {method: hmc, leapfrogSteps: 4, nBeta: [1.0e+3, 1.0e+5]}",
    "name: rmsprop, model: {family: linear-regression, input: 2}, data: {inputs: gaussian, samples: 9}, sampler: {method: rmsprop-sgld}",
  ]

  private func text(_ cases: [String], seed: UInt64 = 3, threads: Int = 2) async throws -> String {
    let yaml =
      "schema: 1\nseed: \(seed)\nsampler: \(Fixtures.quick)\ncases:\n"
      + cases.map { "  - {\($0)}\n" }.joined()
    return try Fixtures.json(
      try await Fixtures.run(try ExperimentSpec(yaml: yaml, file: "f"), threads: threads))
  }

  @Test func threadsDoNotMatter() async throws {
    let one = try await text(Self.cases, threads: 1)
    #expect(try await text(Self.cases, threads: 2) == one)
    #expect(try await text(Self.cases, threads: 7) == one)
  }

  @Test func seedMatters() async throws {
    let one = try await text(Self.cases)
    #expect(try await text(Self.cases, seed: 4) != one)
  }

  /// A row depends on the seed and on its place, and on nothing of the cases beside it.
  @Test func neighboursDoNotMatter() async throws {
    func row(_ cases: [String], _ index: Int) async throws -> NSDictionary {
      let value = try JSONSerialization.jsonObject(with: Data(try await text(cases).utf8))
      let rows = try #require((value as? [String: Any])?["rows"] as? [[String: Any]])
      return rows[index] as NSDictionary
    }
    let last = try await row(Self.cases, 2)
    let other = Fixtures.tiny.replacingOccurrences(of: "width: 2", with: "width: 3")
    #expect(try await row([other, Self.cases[1], Self.cases[2]], 2) == last)
    #expect(
      try await row(Self.cases + [other.replacingOccurrences(of: "tiny", with: "z")], 2) == last)
    // Moved to another place it is another draw.
    #expect(try await row([Self.cases[2]], 0) != last)
  }
}
