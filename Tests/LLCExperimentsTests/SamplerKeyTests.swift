import Foundation
import LLCExperiments
import LLCSampling
import Testing

/// The keys of `sampler:` mappings, their aliases, and where they are refused.
@Suite struct SamplerKeyTests {
  private func sampler(_ own: String, shared: String? = nil) throws -> SamplerSpec {
    let spec = try ExperimentSpec(
      yaml: "schema: 1\n" + (shared.map { "sampler: {\($0)}\n" } ?? "")
        + "cases:\n  - {\(Fixtures.tiny), sampler: {\(own)}}\n", file: "f.yaml")
    return try #require(spec.cases[0].sampler.settings)
  }

  static let base = "nBeta: 10, localisation: 1, stepSize: 0.5, draws: 9"

  @Test func everyOption() throws {
    let rms = try sampler(
      Self.base
        + ", method: rmsprop-sgld, noiseLevel: 0.5, weightDecay: 2, boundingBox: 3, initialLoss: 0.25, preconditioner: {decay: 0.9, floor: 0.2, adaptation: always}"
    ).template
    #expect(rms.method == .rmspropSGLD && rms.noiseLevel == 0.5 && rms.weightDecay == 2)
    #expect(rms.boundingBox == 3 && rms.initialLoss == .given(value: 0.25))
    #expect(
      rms.preconditioner == Preconditioner(decay: 0.9, floor: 0.2, adaptation: .always))
    let sgnht = try sampler(Self.base + ", method: sgnht, diffusionFactor: 0.3").template
    #expect(sgnht.diffusionFactor == 0.3)
    let hmc = try sampler(Self.base + ", method: hmc, leapfrogSteps: 7").template
    #expect(hmc.method == .hmc && hmc.leapfrogSteps == 7)
    let full = try sampler(Self.base + ", initialLoss: full-batch").template
    #expect(full.initialLoss == .fullBatch)
    let replay = try sampler(
      Self.base
        + ", conventions: devinterp, method: rmsprop-sgld, preconditioner: {}, initialLoss: {firstBatches: 5}"
    ).template
    #expect(replay.conventions == .devinterp && replay.initialLoss == .firstBatches(count: 5))
    // Under devinterp's conventions the preconditioner follows for ever.
    #expect(replay.preconditioner?.adaptation == .always)
  }

  @Test func devinterpNames() throws {
    let spec = try sampler(
      "nbeta: 10, localization: 1, lr: 0.5, num_chains: 3, num_draws: 9, num_burnin_steps: 4, num_steps_bw_draws: 2, noise_level: 0.5, bounding_box_size: 3, batch_size: 5, weight_decay: 2"
    )
    let settings = spec.template
    guard case .absolute(0.5) = spec.step else {
      Issue.record("\(spec)")
      return
    }
    #expect(spec.temperatures == [10] && settings.localisation == 1 && settings.chains == 3)
    #expect(settings.draws == 9 && settings.burnIn == 4 && settings.thinning == 2)
    #expect(settings.noiseLevel == 0.5 && settings.boundingBox == 3 && settings.batchSize == 5)
    #expect(settings.weightDecay == 2)
    // A case's alias goes over the file's key, and a step over a relative one.
    let over = try sampler(
      "nbeta: 20, lr: 0.25",
      shared: "nBeta: 10, localisation: 1, relativeStepSize: 0.5, num_draws: 9")
    guard case .absolute(0.25) = over.step else {
      Issue.record("\(over)")
      return
    }
    #expect(over.temperatures == [20] && over.template.draws == 9)
  }

  /// What a file gives the cases of one method, a case with another leaves aside.
  @Test func optionsOfOtherMethods() throws {
    let spec = try sampler(
      "method: mala", shared: "method: rmsprop-sgld, preconditioner: {floor: 1}, \(Self.base)")
    #expect(spec.template.method == .mala && spec.template.preconditioner == nil)
  }

  @Test func temperatures() throws {
    func spec(_ value: String, _ model: String, _ data: String) throws -> SamplerSpec {
      let spec = try ExperimentSpec(
        yaml:
          "schema: 1\ncases:\n  - {name: a, model: {\(model)}, \(data)sampler: {nBeta: \(value), localisation: 1, stepSize: 0.5, draws: 9}}\n",
        file: "f.yaml")
      return try #require(spec.cases[0].sampler.settings)
    }
    let quadratic = "family: quadratic, input: 2, width: 2, output: 1"
    let wbic = try spec("wbic", quadratic, "data: {inputs: gaussian, samples: 50}, ")
    #expect(wbic.temperatures == [50 / log(50)] && !wbic.isSweep)
    let three = try spec("wbic", quadratic, "data: {inputs: gaussian, samples: 3}, ")
    #expect(three.temperatures == [3 / log(3)])
    let sweep = try spec("[1, 10, 100]", quadratic, "data: {inputs: gaussian, samples: 3}, ")
    #expect(sweep.temperatures == [1, 10, 100] && sweep.isSweep)
    for (value, model, data, part) in [
      ("wbic", quadratic, "data: {inputs: gaussian, samples: 2}, ", "at least 3 samples"),
      ("wbic", "family: normal-crossing, exponents: [2]", "", "no samples"),
      ("[1]", quadratic, "data: {inputs: gaussian, samples: 3}, ", "needs 2 to"),
      ("[1, 2, 1]", quadratic, "data: {inputs: gaussian, samples: 3}, ", "given twice"),
      ("[10, 11, 12]", quadratic, "data: {inputs: gaussian, samples: 3}, ", "factor of 1.5"),
      ("[1, 0]", quadratic, "data: {inputs: gaussian, samples: 3}, ", "positive"),
      ("wibc", quadratic, "data: {inputs: gaussian, samples: 3}, ", "finite number"),
    ] {
      let error = #expect(throws: SpecError.self) { try spec(value, model, data) }
      #expect(
        error?.line == 3 && error?.problem.contains(part) == true, "\(String(describing: error))")
      #expect(
        error?.key.hasPrefix("cases[0].sampler.nBeta") == true, "\(String(describing: error))")
    }
  }

  /// Keys added to the base, the key that is named, part of the message.
  static let mistakes: [(String, String, String)] = [
    ("nbeta: 10", "sampler", "\"nBeta\" is given twice"),
    ("lr: 0.5", "sampler", "once by the name \"lr\""),
    ("num_draws: 9", "sampler", "given twice"),
    ("nbetta: 10", "sampler", "unknown key"),
    ("leapfrogSteps: 3", "sampler.leapfrogSteps", "belongs to method hmc"),
    ("method: hmc, leapfrogSteps: 0", "sampler.leapfrogSteps", "at least 1"),
    ("method: hmc, boundingBox: 1", "sampler.boundingBox", "belongs to method"),
    ("method: hmc, noiseLevel: 1", "sampler.noiseLevel", "belongs to method"),
    ("method: hmc, conventions: devinterp", "sampler.conventions", "has no hmc"),
    ("method: mala, noise_level: 0.5", "sampler.noise_level", "belongs to method sgld or"),
    ("noiseLevel: -1", "sampler.noiseLevel", "0 or more"),
    ("weightDecay: -1", "sampler.weightDecay", "0 or more"),
    ("boundingBox: 0", "sampler.boundingBox", "positive"),
    ("diffusionFactor: 1", "sampler.diffusionFactor", "belongs to method sgnht"),
    ("preconditioner: {}", "sampler.preconditioner", "belongs to method rmsprop-sgld"),
    ("method: rmsprop-sgld, preconditioner: 3", "sampler.preconditioner", "a mapping"),
    (
      "method: rmsprop-sgld, preconditioner: {decay: 1}", "sampler.preconditioner.decay",
      "less than 1"
    ),
    ("method: rmsprop-sgld, preconditioner: {dekay: 1}", "sampler.preconditioner", "dekay"),
    (
      "method: rmsprop-sgld, preconditioner: {adaptation: never}",
      "sampler.preconditioner.adaptation", "burn-in, always"
    ),
    ("initialLoss: fullbatch", "sampler.initialLoss", "a number, full-batch"),
    ("initialLoss: [1]", "sampler.initialLoss", "a list"),
    ("initialLoss: .nan", "sampler.initialLoss", "full-batch"),
    ("initialLoss: {firstBatches: 3}", "sampler.initialLoss.firstBatches", "devinterp"),
    ("conventions: devinterpp", "sampler.conventions", "did you mean \"devinterp\""),
    ("targetError: 0.1", "sampler.targetError", "method: auto"),
  ]

  @Test(arguments: mistakes)
  func refused(_ keys: String, key: String, part: String) throws {
    let error = #expect(throws: SpecError.self) { try sampler("\(Self.base), \(keys)") }
    #expect(error?.key == "cases[0].\(key)" && error?.line == 3, "\(String(describing: error))")
    #expect(error?.problem.contains(part) == true, "\(String(describing: error))")
  }

  @Test func replayOfAFile() throws {
    var spec = try Fixtures.spec(sampler: Fixtures.quick, Fixtures.tiny)
    try spec.replayDevinterp()
    #expect(spec.cases[0].sampler.settings?.template.conventions == .devinterp)
    for sampler in ["auto", "{method: mala}", "{method: hmc}"] {
      var bad = try Fixtures.spec(
        sampler: Fixtures.quick, "\(Fixtures.tiny), sampler: \(sampler)")
      let error = #expect(throws: ExperimentError.self) { try bad.replayDevinterp() }
      #expect(error?.name == "tiny" && error?.problem.contains("devinterp has no") == true)
    }
  }
}
