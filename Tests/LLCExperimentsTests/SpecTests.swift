import Foundation
import GradientTraining
import LLCExperiments
import LLCSampling
import LLCTheorems
import ModelFamilies
import Testing

/// What a spec says when it leaves things out, and where it is wrong.
@Suite struct SpecTests {
  @Test func defaults() throws {
    let spec = try ExperimentSpec(
      yaml: """
        schema: 1
        cases:
          - name: a
            model: {family: biased-quadratic, input: 3, width: 2}
            data: {inputs: gaussian, samples: 9}
            sampler: {nBeta: 10, localisation: 0, stepSize: 0.5, draws: 4}
        """, file: "f")
    #expect(spec.seed == 1 && spec.cases.count == 1)
    let item = try #require(spec.cases[0].network)
    let sampler = try #require(spec.cases[0].sampler.settings)
    #expect(spec.cases[0].name == "a" && item.loss == .plain && item.regime == .full)
    #expect(item.family.name == "biased-quadratic" && item.family.inputDimension == 3)
    guard case .planted(let scale, _) = item.point, case .gaussian(9) = item.data,
      case .absolute(0.5) = sampler.step
    else {
      Issue.record("\(item)")
      return
    }
    let settings = sampler.template
    #expect(scale == 1 && settings.method == .sgld && settings.chains == 4)
    #expect(settings.burnIn == 0 && settings.thinning == 1 && settings.batchSize == nil)
    #expect(sampler.temperatures == [10] && !sampler.isSweep && settings.conventions == .standard)
  }

  @Test func overrides() throws {
    let spec = try ExperimentSpec(
      yaml: """
        schema: 1
        seed: 18446744073709551615
        sampler: {method: mala, nBeta: 10, localisation: 1, relativeStepSize: 0.5, chains: 8, burnIn: 7, draws: 40, thinning: 3}
        cases:
          - name: a
            model: {family: quadratic, width: 5}
            data: {task: modular-addition, modulus: 3}
            loss: centred
            regime: lazy
            sampler: {stepSize: 0.25, draws: 9}
          - name: b
            model: {family: quadratic, input: 6, width: 5, output: 3}
            data: {task: modular-addition, modulus: 3}
            regime: ntk
            point: {kind: trained, scale: 0.5, optimiser: adamw, weightDecay: 0.1, epochs: 12, targetLoss: 1.0e-3}
        """, file: "f")
    #expect(spec.seed == .max)
    let (a, b) = (try #require(spec.cases[0].network), try #require(spec.cases[1].network))
    let samplers = spec.cases.compactMap(\.sampler.settings)
    #expect(a.loss == .centred && a.regime == .lazy && a.family.outputDimension == 3)
    let first = samplers[0].template
    #expect(first.draws == 9 && first.chains == 8 && first.thinning == 3)
    #expect(first.method == .mala && first.burnIn == 7)
    // The case's absolute step replaces the relative one that all share.
    guard case .absolute(0.25) = samplers[0].step, case .relative(0.5) = samplers[1].step,
      case .trained(let scale, let settings) = b.point
    else {
      Issue.record("\(samplers), \(b)")
      return
    }
    #expect(scale == 0.5 && settings.epochs == 12 && settings.targetLoss == 1e-3)
    #expect(settings.optimiser == .adamW(learningRate: 1e-3, weightDecay: 0.1))
  }

  /// Old text, new text, line, key, part of the message.
  static let mistakes: [(String, String, Int?, String, String)] = [
    ("seed: 3", "sed: 3", 2, "", "did you mean \"seed\""),
    ("seed: 3", "seed: x", 2, "seed", "\"x\""),
    ("samples: 8", "samples: 0", 5, "cases[0].data.samples", "at least 1"),
    ("samples: 8", "sample: 8", 5, "cases[0].data", "did you mean \"samples\""),
    ("samples: 8", "samples: {}", 5, "cases[0].data.samples", "a mapping"),
    ("width: 2", "width: 1.5", 5, "cases[0].model.width", "an integer"),
    ("width: 2", "width: 0x2", 5, "cases[0].model.width", "an integer"),
    ("output: 1", "output: 9223372036854775807", 5, "cases[0].model", "64-bit"),
    ("draws: 200", "draws: 3", 3, "sampler.draws", "at least 4"),
    ("chains: 3", "chains: 1", 3, "sampler.chains", "R-hat"),
    ("nBeta: 1.0e+6", "nBeta: 1e999", 3, "sampler.nBeta", "finite"),
    ("relativeStepSize: 0.25", "relativeStepSize: 1.0", 3, "sampler.relativeStepSize", "stability"),
    ("relativeStepSize: 0.25, ", "", 5, "cases[0]", "relativeStepSize"),
    ("name: tiny, ", "", 5, "cases[0]", "\"name\" is missing"),
    ("schema: 1", "schema: 9", 1, "schema", "schema 1"),
    ("cases:", "cases: [", nil, "", "not YAML"),
  ]

  @Test(arguments: mistakes)
  func refused(_ old: String, _ new: String, line: Int?, key: String, part: String) throws {
    let good =
      "schema: 1\nseed: 3\nsampler: \(Fixtures.quick)\ncases:\n  - {\(Fixtures.tiny)}\n"
    _ = try ExperimentSpec(yaml: good, file: "f.yaml")
    #expect(good.contains(old))
    let bad = good.replacingOccurrences(of: old, with: new)
    let error = try #require(throws: SpecError.self) {
      _ = try ExperimentSpec(yaml: bad, file: "f.yaml")
    }
    #expect(error.file == "f.yaml" && error.key == key, "\(error)")
    if let line { #expect(error.line == line, "\(error)") }
    #expect(error.problem.contains(part), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  /// Weights lie beside the spec that names them.
  @Test func pathsAreRelativeToTheSpec() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("spec.yaml").path
    let text = """
      schema: 1
      sampler: \(Fixtures.quick)
      cases:
        - {\(Fixtures.tiny), point: {kind: file, path: w.json}}
        - {\(Fixtures.tiny.replacingOccurrences(of: "tiny", with: "other")), point: {kind: file, path: /w.json}}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let spec = try ExperimentSpec(contentsOfFile: path)
    guard case .file(let first) = spec.cases[0].network?.point,
      case .file("/w.json") = spec.cases[1].network?.point
    else {
      Issue.record("\(spec)")
      return
    }
    #expect(first == folder.path + "/w.json")
  }

  /// Refused from the spec alone, however little memory there is.
  @Test func memoryIsCheckedFirst() async throws {
    let spec = try Fixtures.spec(sampler: Fixtures.quick, Fixtures.tiny)
    let error = try await #require(throws: ExperimentError.self) {
      _ = try await ExperimentRunner(spec, memory: 1000).run()
    }
    #expect(error.name == "tiny" && error.problem.contains("GiB"))
  }

  /// The last case is looked at before the first one runs.
  @Test func allCasesAreCheckedFirst() async throws {
    let missing =
      Fixtures.tiny.replacingOccurrences(of: "tiny", with: "second")
      + ", point: {kind: file, path: /nowhere/w.json}"
    let spec = try Fixtures.spec(
      sampler: Fixtures.quick.replacingOccurrences(of: "draws: 200", with: "draws: 2000000"),
      Fixtures.tiny, missing)
    let error = try await #require(throws: ExperimentError.self) {
      _ = try await ExperimentRunner(spec).run { _ in Issue.record("the first case ran") }
    }
    #expect(error.name == "second" && error.problem.contains("no such file"))
  }
}
