import Foundation
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

/// Settings that leave nothing to the rules, so that workspaces are made in a known order: the
/// screen's, the one for the loss at w*, then one for each chain.
private let fixed = AutomaticSettings(
  draws: 100, warmUp: 40, maximumGradients: 20_000, kind: .flat, metric: .whitened,
  localisation: 400, nBeta: [1e5, 4e5])

@Test("a chain that meets a NaN is left out and reported, the others go on")
func droppedChain() async throws {
  let known = try KnownCase.biased(2, 3)
  let sound = try await AutomaticEstimate.measured(
    known.loss, at: known.centre, settings: fixed, seed: 2)
  #expect(sound.droppedChains.isEmpty && !sound.flags.contains(.droppedChains))
  // From its 250th gradient on one workspace says NaN, also where the chain stands: the next rung
  // finds it without a loss.
  let broken = TamperedLoss(known.loss) { workspace, evaluation, loss in
    workspace == 4 && evaluation > 250 ? .nan : loss
  }
  let estimate = try await AutomaticEstimate.measured(
    broken, at: known.centre, settings: fixed, seed: 2)
  #expect(estimate.droppedChains.count == 1, "\(estimate.droppedChains)")
  #expect(estimate.flags.contains(.droppedChains))
  #expect(estimate.value.isFinite && estimate.standardError.isFinite)
  let last = try #require(estimate.rungs.last)
  // Three chains of the rung are left.
  #expect(last.draws.isMultiple(of: 3), "\(last.draws)")
  #expect(abs(estimate.value - 3) < 5 * max(estimate.standardError, 0.02), "\(estimate.value)")
}

@Test("when every chain has failed the run throws and says where")
func allChainsFail() async throws {
  let known = try KnownCase.biased(2, 3)
  let broken = TamperedLoss(known.loss) { workspace, evaluation, loss in
    workspace >= 2 && evaluation > 250 ? .nan : loss
  }
  do {
    let estimate = try await AutomaticEstimate.measured(
      broken, at: known.centre, settings: fixed, seed: 2)
    Issue.record("\(estimate.value)")
  } catch SamplingError.allChainsFailed(let failures) {
    #expect(failures.map(\.chain) == [0, 1, 2, 3] && failures.allSatisfy { $0.step > 0 })
  }
}

@Test("a loss without a value at w* is an error, not a number")
func noLossAtCentre() async throws {
  let known = try KnownCase.biased(2, 3)
  for settings in [fixed, AutomaticSettings(maximumGradients: 20_000)] {
    await #expect(throws: (any Error).self) {
      let broken = TamperedLoss(known.loss) { _, _, _ in .nan }
      _ = try await AutomaticEstimate.measured(
        broken, at: known.centre, settings: settings, seed: 2)
    }
  }
}

@Test("a point that is no zero of the loss is flagged")
func notAMinimum() async throws {
  let known = try KnownCase.biased(2, 3)
  let beside = known.centre.enumerated().map { $1 + ($0.isMultiple(of: 2) ? 0.05 : -0.03) }
  let estimate = try await AutomaticEstimate.measured(
    known.loss, at: beside, settings: AutomaticSettings(maximumGradients: 50_000), seed: 2)
  #expect(estimate.lossAtCentre > 1e-4 && estimate.flags.contains(.lossAtCentre))
  // A minimum that is not zero: noise in the targets.
  let noisy = try LinearLoss(
    regressors: .init(rows: 20, columns: 3, values: testNormals(60, 1)),
    targets: .init(rows: 20, columns: 1, values: testNormals(20, 2)), centring: .plain)
  let raised = try await AutomaticEstimate.measured(
    noisy, at: [0, 0, 0], settings: AutomaticSettings(maximumGradients: 50_000), seed: 2)
  #expect(raised.flags.contains(.lossAtCentre))
}

@Test(
  "the loss at w* is subtracted: a regular minimum that is not zero has d/2 all the same, flagged")
func lossAtCentreIsSubtracted() async throws {
  let loss = try LinearLoss(
    regressors: .init(rows: [[1, 0], [0, 1], [0, 0]]), targets: .init(rows: [[0], [0], [1]]),
    centring: .plain)
  let estimate = try await AutomaticEstimate.measured(
    loss, at: [0, 0], settings: AutomaticSettings(maximumGradients: 50_000), seed: 2)
  #expect(abs(estimate.lossAtCentre - 1.0 / 6) < 1e-15 && estimate.flags.contains(.lossAtCentre))
  #expect(abs(estimate.value - 1) < 4 * max(estimate.standardError, 1e-6), "\(estimate.value)")
  #expect(estimate.standardError < 0.02 && abs(estimate.raw - 1) < 0.2)
}

@Test("settings that cannot be used are refused by name")
func automaticRefusals() async throws {
  let wrong: [(String, (inout AutomaticSettings) -> Void)] = [
    ("chains", { $0.chains = 1 }), ("draws", { $0.draws = 19 }), ("warmUp", { $0.warmUp = -1 }),
    ("targetError", { $0.targetError = 0 }), ("targetError", { $0.targetError = .nan }),
    ("maximumGradients", { $0.maximumGradients = 0 }), ("acceptance", { $0.acceptance = 1 }),
    ("acceptance", { $0.acceptance = .nan }), ("acceptance", { $0.acceptance = 0 }),
    ("maximumSteps", { $0.maximumSteps = 0 }), ("localisation", { $0.localisation = 0 }),
    ("localisation", { $0.localisation = .infinity }), ("nBeta", { $0.nBeta = [] }),
    ("nBeta", { $0.nBeta = [2, 1] }), ("nBeta", { $0.nBeta = [-1] }),
    ("nBeta", { $0.nBeta = [.nan] }), ("nBeta", { $0.nBeta = Array(repeating: 1, count: 65) }),
  ]
  let known = try KnownCase.regularModel(n: 5, d: 2)
  for (key, change) in wrong {
    var settings = AutomaticSettings()
    change(&settings)
    let error = #expect(throws: SettingsError.self, "\(key)") { try settings.check() }
    #expect(error?.key == key, "\(String(describing: error))")
    await #expect(throws: SettingsError.self) {
      _ = try await AutomaticEstimate.measured(
        known.loss, at: known.centre, settings: settings, seed: 1)
    }
  }
  #expect(throws: Never.self) { try AutomaticSettings().check() }
  await #expect(throws: (any Error).self) {
    _ = try await AutomaticEstimate.measured(known.loss, at: [0, .nan], seed: 1)
  }
}

@Test("a cancelled run stops")
func automaticCancelled() async throws {
  let known = try KnownCase.biased(4, 6)
  let task = Task {
    try await AutomaticEstimate.measured(
      known.loss, at: known.centre,
      settings: AutomaticSettings(targetError: 1e-9, maximumGradients: 1_000_000_000), seed: 1)
  }
  try await Task.sleep(for: .milliseconds(30))
  task.cancel()
  await #expect(throws: CancellationError.self) { _ = try await task.value }
}
