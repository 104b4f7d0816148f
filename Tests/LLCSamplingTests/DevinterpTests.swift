import Foundation
import LLCSampling
import NumericModels
import Testing

/// devinterp's own results, replayed under its conventions.
@Suite("Compatibility with devinterp 1.3.2")
struct DevinterpTests {
  /// Calls here for one row; each is cheap, so that the error of the comparison is the table's.
  private static let runs: UInt64 = 300

  private struct Mean {
    var (count, sum, squares) = (0.0, 0.0, 0.0)

    mutating func add(_ value: Double) {
      count += 1
      sum += value
      squares += value * value
    }

    var mean: Double { sum / count }
    var error: Double {
      ((squares - sum * sum / count) / (count - 1) / count).squareRoot()
    }
  }

  /// Two gates: the difference within 4 standard errors, and those under a cap.
  private func expectEqual(
    _ found: Mean, _ mean: Double, _ standardError: Double, cap: Double, _ name: String
  ) {
    let error = (found.error * found.error + standardError * standardError).squareRoot()
    let slack = 1e-5 * abs(mean)  // its losses are single precision
    #expect(
      abs(found.mean - mean) <= 4 * error + slack,
      "\(name): \(found.mean) +- \(found.error), devinterp \(mean) +- \(standardError)")
    #expect(error < cap, "\(name): standard error \(error)")
  }

  @Test("every row of the table: the estimate, and single draws", arguments: try rows())
  func replay(_ row: DevinterpReference.Row) async throws {
    let item = try #require(
      try DevinterpReference.load().cases.first { $0.name == row.case })
    let loss = try item.loss()
    let settings = try row.settings.samplerSettings(sampleSize: loss.sampleSize)
    #expect(settings.conventions == .devinterp)
    let atCentre = loss.empiricalLoss(at: item.weights)
    var estimates = Mean()
    var draws = [Mean](repeating: Mean(), count: row.draws.count)
    for seed in 0..<Self.runs {
      let posterior = try LocalisedPosterior(
        loss: loss, nBeta: settings.nBeta, localisation: settings.localisation,
        centre: item.weights, weightDecay: settings.weightDecay)
      let runner = try ChainRunner(posterior: posterior, settings: settings, seed: seed)
      let records = try await runner.run()
      let estimate = try LLCEstimate(records: records, runner: runner)
      #expect(estimate.droppedChains.isEmpty)
      #expect(estimate.flags.contains(.devinterpConventions))
      estimates.add(estimate.value)
      for (k, draw) in row.draws.enumerated() {
        let losses = records.map { $0.losses[draw.index] }
        draws[k].add(
          settings.nBeta * (losses.reduce(0, +) / Double(losses.count) - atCentre))
      }
    }
    let scale = max(abs(row.llc.mean), 1)
    expectEqual(estimates, row.llc.mean, row.llc.standardError, cap: 0.05 * scale, "llc")
    for (found, draw) in zip(draws, row.draws) {
      expectEqual(
        found, draw.mean, draw.standardError, cap: 0.1 * scale, "draw \(draw.index)")
    }
  }

  private static func rows() throws -> [DevinterpReference.Row] {
    try DevinterpReference.load().rows
  }

  @Test("the table says what made it, and has every sampler, full batch and minibatch")
  func header() throws {
    let table = try DevinterpReference.load()
    #expect(table.header.devinterp == "1.3.2")
    #expect(table.header.command.hasPrefix("python devinterp_reference.py"))
    let kinds = Set(
      table.rows.map { "\($0.settings.samplingMethod) \($0.settings.batchSize != nil)" })
    #expect(
      kinds.isSuperset(of: [
        "sgld false", "sgld true", "rmspropSGLD false", "rmspropSGLD true", "sgnht true",
      ]), "\(kinds)")
  }

  @Test("names, defaults and mapping")
  func names() throws {
    let published = """
      {"sampling_method": "sgld", "nbeta": 30, "lr": 0.002, "localization": 10, "num_chains": 5,
       "num_draws": 40, "num_burnin_steps": 7, "num_steps_bw_draws": 3, "noise_level": 0.5,
       "bounding_box_size": 0.25, "weight_decay": 2, "batch_size": 8, "init_loss": 0.125}
      """
    let settings = try JSONDecoder().decode(DevinterpSettings.self, from: Data(published.utf8))
      .samplerSettings(sampleSize: 100)
    #expect(settings.stepSize == 0.002 && settings.nBeta == 30 && settings.localisation == 10)
    #expect(settings.chains == 5 && settings.draws == 40 && settings.burnIn == 7)
    #expect(settings.thinning == 3 && settings.noiseLevel == 0.5 && settings.weightDecay == 2)
    #expect(settings.boundingBox == 0.25 && settings.batchSize == 8)
    #expect(settings.initialLoss == .given(value: 0.125))
    var defaults = DevinterpSettings()
    defaults.batchSize = 8
    defaults.initialLoss = 0
    let plain = try defaults.samplerSettings(sampleSize: 1000)
    #expect(plain.nBeta == 8 / log(8) && plain.chains == 10 && plain.draws == 100)
    #expect(plain.stepSize == 0.01 && plain.burnIn == 0 && plain.localisation == 0)
    #expect(plain.initialLoss == .firstBatches(count: 10), "0.0 counts as missing")
    let misspelt = #"{"localisation": 10}"#
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DevinterpSettings.self, from: Data(misspelt.utf8))
    }
    #expect("\(String(describing: error))".contains("localization"))
    var thermostat = defaults
    thermostat.samplingMethod = .sgnht
    thermostat.localization = 1
    #expect(throws: SettingsError.self) { try thermostat.samplerSettings(sampleSize: 1000) }
  }
}
