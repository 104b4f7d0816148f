import Foundation
import LLCSampling
import Testing

@Test("settings that cannot be used are refused by name, value and fix")
func settingsErrors() throws {
  let good = SamplerSettings(
    nBeta: 10, localisation: 1, stepSize: 0.1, chains: 2, burnIn: 0, draws: 10)
  try good.check(sampleSize: 100)
  let faults: [(String, String, (inout SamplerSettings) -> Void)] = [
    ("nBeta", "0.0", { $0.nBeta = 0 }), ("nBeta", "nan", { $0.nBeta = .nan }),
    ("localisation", "-1.0", { $0.localisation = -1 }),
    ("stepSize", "-0.1", { $0.stepSize = -0.1 }), ("stepSize", "inf", { $0.stepSize = .infinity }),
    ("chains", "0", { $0.chains = 0 }), ("burnIn", "-1", { $0.burnIn = -1 }),
    ("draws", "0", { $0.draws = 0 }), ("thinning", "0", { $0.thinning = 0 }),
    (
      "draws", "\(Int.max)",
      {
        $0.draws = .max
        $0.thinning = 2
      }
    ),
    ("batchSize", "0", { $0.batchSize = 0 }), ("batchSize", "101", { $0.batchSize = 101 }),
    (
      "batchSize", "5",
      {
        $0.batchSize = 5
        $0.method = .mala
      }
    ),
    (
      "batchSize", "5",
      {
        $0.batchSize = 5
        $0.method = .hmc
      }
    ),
    (
      "boundingBox", "1.0",
      {
        $0.boundingBox = 1
        $0.method = .hmc
      }
    ),
    (
      "noiseLevel", "0.5",
      {
        $0.noiseLevel = 0.5
        $0.method = .hmc
      }
    ),
    ("leapfrogSteps", "3", { $0.leapfrogSteps = 3 }),
    (
      "leapfrogSteps", "0",
      {
        $0.leapfrogSteps = 0
        $0.method = .hmc
      }
    ),
    (
      "method", "hmc",
      {
        $0.conventions = .devinterp
        $0.method = .hmc
      }
    ),
    ("weightDecay", "-1.0", { $0.weightDecay = -1 }),
    ("boundingBox", "0.0", { $0.boundingBox = 0 }),
    ("noiseLevel", "-0.5", { $0.noiseLevel = -0.5 }),
    (
      "noiseLevel", "2.0",
      {
        $0.noiseLevel = 2
        $0.method = .sgnht
      }
    ),
    ("diffusionFactor", "0.1", { $0.diffusionFactor = 0.1 }),
    (
      "diffusionFactor", "-1.0",
      {
        $0.diffusionFactor = -1
        $0.method = .sgnht
      }
    ),
    (
      "preconditioner.decay", "1.0",
      {
        $0.method = .rmspropSGLD
        $0.preconditioner = Preconditioner(decay: 1)
      }
    ),
    (
      "preconditioner.floor", "0.0",
      {
        $0.method = .rmspropSGLD
        $0.preconditioner = Preconditioner(floor: 0)
      }
    ),
    ("burnIn", "0", { $0.method = .rmspropSGLD }),
    ("initialLoss", "nan", { $0.initialLoss = .given(value: .nan) }),
    ("initialLoss", "the first 3 batches", { $0.initialLoss = .firstBatches(count: 3) }),
    (
      "method", "mala",
      {
        $0.conventions = .devinterp
        $0.method = .mala
      }
    ),
    (
      "localisation, weightDecay", "1.0, 0.0",
      {
        $0.conventions = .devinterp
        $0.method = .sgnht
      }
    ),
  ]
  for (key, value, change) in faults {
    var settings = good
    change(&settings)
    let error = #expect(throws: SettingsError.self) { try settings.check(sampleSize: 100) }
    #expect(error?.key == key && error?.value == value, "\(String(describing: error))")
    #expect(error?.fix.isEmpty == false)
  }
  let loss = FunctionLoss.quadratic([1, 1])
  #expect(throws: SettingsError.self) {
    try LocalisedPosterior(loss: loss, nBeta: 1, localisation: 0, centre: [0])
  }
  #expect(throws: SettingsError.self) {
    try LocalisedPosterior(loss: loss, nBeta: 1, localisation: 0, centre: [0, .nan])
  }
}

@Test("settings keep every option through JSON, and older ones read as neutral")
func settingsCoding() throws {
  var settings = SamplerSettings(
    method: .rmspropSGLD, nBeta: 10, localisation: 1, stepSize: 0.1, burnIn: 10, draws: 10,
    batchSize: 5)
  settings.noiseLevel = 0.5
  settings.leapfrogSteps = 9
  settings.weightDecay = 2
  settings.boundingBox = 3
  settings.initialLoss = .firstBatches(count: 4)
  settings.preconditioner = Preconditioner(decay: 0.9, floor: 1, adaptation: .always)
  settings.conventions = .devinterp
  let decoded = try JSONDecoder().decode(
    SamplerSettings.self, from: JSONEncoder().encode(settings))
  #expect(decoded == settings)
  let old = """
    {"method": "sgld", "nBeta": 10, "localisation": 1, "stepSize": 0.1, "chains": 4, "burnIn": 10,
     "draws": 10, "thinning": 1}
    """
  #expect(
    try JSONDecoder().decode(SamplerSettings.self, from: Data(old.utf8))
      == SamplerSettings(nBeta: 10, localisation: 1, stepSize: 0.1, burnIn: 10, draws: 10))
}
