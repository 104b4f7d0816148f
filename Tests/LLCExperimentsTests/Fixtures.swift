import Foundation
import LLCExperiments
import Testing

/// Specs that run in about a second.
enum Fixtures {
  static func spec(
    seed: UInt64 = 3, sampler: String = Fixtures.sampler, _ cases: String...
  ) throws -> ExperimentSpec {
    try ExperimentSpec(
      yaml: "schema: 1\nseed: \(seed)\nsampler: \(sampler)\ncases:\n"
        + cases.map { "  - {\($0)}\n" }.joined(), file: "spec.yaml")
  }

  static let sampler =
    "{nBeta: 1.0e+7, localisation: 100, relativeStepSize: 0.25, chains: 4, burnIn: 4000, draws: 1000, thinning: 20}"

  static let quick =
    "{nBeta: 1.0e+6, localisation: 100, relativeStepSize: 0.25, chains: 3, burnIn: 50, draws: 200, thinning: 2}"

  static let tiny =
    "name: tiny, model: {family: quadratic, input: 2, width: 2, output: 1}, data: {inputs: gaussian, samples: 8}"

  static func run(_ spec: ExperimentSpec, threads: Int = 2) async throws -> [Comparison] {
    try await ExperimentRunner(spec, maxThreads: threads).run()
  }

  static func json(_ rows: [Comparison]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(ComparisonPayload(rows)), as: UTF8.self)
  }

  /// The rows of the JSON, read with Foundation.
  static func rows(_ rows: [Comparison]) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(try json(rows).utf8))
    let object = try #require(value as? [String: Any])
    #expect(object["schema"] as? Int == 1)
    return try #require(object["rows"] as? [[String: Any]])
  }
}
