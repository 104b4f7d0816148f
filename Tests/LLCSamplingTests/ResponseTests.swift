import Foundation
import LLCSampling
import Testing

/// Theory section 8 term by term: variance recursion v <- a^2 v + eps, started at 0.
private func bruteForce(_ eigenvalues: [Double], _ settings: SamplerSettings) -> Double {
  var total = 0.0
  for h in eigenvalues where h > 0 {
    let a = 1 - settings.stepSize * (settings.nBeta * h + settings.localisation) / 2
    var variance = 0.0
    var sum = 0.0
    for t in 1...settings.burnIn + settings.draws * settings.thinning {
      let before = variance
      variance = a * a * variance + settings.noiseLevel * settings.noiseLevel * settings.stepSize
      if t > settings.burnIn && (t - settings.burnIn).isMultiple(of: settings.thinning) {
        sum += settings.conventions == .devinterp ? before : variance
      }
    }
    total += settings.nBeta * h / 2 * sum / Double(settings.draws)
  }
  return total
}

@Test(
  "the response formula is the variance recursion, for slow, fast and alternating directions",
  arguments: Conventions.allCases)
func againstRecursion(_ conventions: Conventions) throws {
  for gamma in [0.0, 1.0, 50.0] {
    for (burnIn, draws, thinning) in [(0, 4, 1), (10, 100, 1), (3, 50, 7), (1000, 2000, 3)] {
      for step in [1e-9, 1e-4, 0.01, 0.019] {
        var settings = SamplerSettings(
          nBeta: 100, localisation: gamma, stepSize: step, burnIn: burnIn, draws: draws,
          thinning: thinning)
        settings.noiseLevel = 0.8
        settings.conventions = conventions
        // eps kappa up to 3 and beyond 2 (a < 0), and down to 1e-12; 0 contributes nothing.
        for h in [1.5, 1.0, 0.3, 1e-3, 1e-7, 1e-10, 0] {
          let spectrum = HessianSpectrum(eigenvalues: [h], parameterCount: 3)
          let expected = bruteForce([h], settings)
          let found = try ResponsePrediction(spectrum: spectrum, settings: settings).value
          #expect(
            abs(found - expected) <= 1e-9 * expected,
            "h \(h), gamma \(gamma), step \(step), B \(burnIn), T \(draws), tau \(thinning)")
        }
      }
    }
  }
}

@Test("a = 0 exactly: stationary after one step")
func oneStep() throws {
  let settings = SamplerSettings(
    nBeta: 1, localisation: 0, stepSize: 2, burnIn: 0, draws: 5)
  let prediction = try ResponsePrediction(
    spectrum: HessianSpectrum(eigenvalues: [1], parameterCount: 1), settings: settings)
  #expect(prediction.value == bruteForce([1], settings))
  #expect(prediction.value == 1)
  // devinterp's first draw is w* itself.
  var early = settings
  early.conventions = .devinterp
  #expect(
    try ResponsePrediction(
      spectrum: HessianSpectrum(eigenvalues: [1], parameterCount: 1), settings: early
    ).value == 0.8)
}

@Test("devinterp's sgnht is predicted as what it is: SGLD at the temperature 2 A")
func devinterpThermostat() throws {
  let spectrum = HessianSpectrum(eigenvalues: [1, 0.3], parameterCount: 2)
  var settings = SamplerSettings(
    method: .sgnht, nBeta: 100, localisation: 0, stepSize: 1e-4, burnIn: 1_000_000, draws: 1000)
  #expect(try ResponsePrediction(spectrum: spectrum, settings: settings).value == 1)
  settings.conventions = .devinterp
  let found = try ResponsePrediction(spectrum: spectrum, settings: settings).value
  #expect(abs(found - 0.02) < 1e-4)
}

@Test("what cannot be predicted is refused with its reason, whatever the spectrum")
func refusals() throws {
  let spectrum = HessianSpectrum(eigenvalues: [1], parameterCount: 1)
  let good = SamplerSettings(nBeta: 1, localisation: 1, stepSize: 0.1, burnIn: 10, draws: 10)
  #expect(ResponsePrediction.refusal(good) == nil)
  let faults: [(String, (inout SamplerSettings) -> Void)] = [
    ("method", { $0.method = .rmspropSGLD }), ("weightDecay", { $0.weightDecay = 1 }),
    ("boundingBox", { $0.boundingBox = 1 }), ("initialLoss", { $0.initialLoss = .given(value: 0) }),
  ]
  for (key, change) in faults {
    var settings = good
    change(&settings)
    let error = #expect(throws: SettingsError.self) {
      try ResponsePrediction(spectrum: spectrum, settings: settings)
    }
    #expect(error?.key == key && error?.description.contains("no response prediction") == true)
    #expect(error == ResponsePrediction.refusal(settings))
  }
}

@Test("the three columns: asymptotic, stationary, at these settings")
func columns() throws {
  let spectrum = HessianSpectrum(eigenvalues: [1, 0.5, 0, 0.25], parameterCount: 6)
  #expect(spectrum.rank == 3)
  var settings = SamplerSettings(
    nBeta: 1e6, localisation: 1e-3, stepSize: 1e-8, burnIn: 10_000_000, draws: 1_000_000_000)
  let long = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(long.asymptotic == 1.5)
  #expect(abs(long.stationary - 1.5) < 1e-7)
  #expect(abs(long.value - 1.5) < 0.005)
  settings.localisation = 1e6
  let pulled = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(abs(pulled.stationary - (0.5 + 1.0 / 3 + 0.2) / 2) < 1e-12)
  settings.method = .mala
  let exact = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(exact.value == exact.stationary)
}

@Test("an unstable step is refused with the largest stable one")
func stability() throws {
  let spectrum = HessianSpectrum(eigenvalues: [2, 1], parameterCount: 2)
  var settings = SamplerSettings(
    nBeta: 10, localisation: 5, stepSize: 4.0 / 25, burnIn: 0, draws: 10)
  #expect(spectrum.stabilityLimit(settings) == 4.0 / 25)
  let error = #expect(throws: SettingsError.self) {
    try ResponsePrediction(spectrum: spectrum, settings: settings)
  }
  #expect(error?.key == "stepSize")
  #expect(error?.description.contains("0.16") == true)
  settings.method = .sgnht
  #expect(throws: SettingsError.self) {
    try ResponsePrediction(spectrum: spectrum, settings: settings)
  }
  settings.method = .sgld
  settings.stepSize = 0.1599
  #expect(try ResponsePrediction(spectrum: spectrum, settings: settings).value.isFinite)
}
