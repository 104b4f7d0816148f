import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Synchronization
import Testing

/// Modular addition, p = 3, m = 4, centred, at its own teacher.
private func smallNetwork() throws -> (loss: QuadraticLoss, weights: [Double]) {
  let task = try ModularAddition(modulus: 3)
  let network = try task.network(width: 4)
  var stream = RandomStream(seed: 1, purpose: .teacherWeights)
  let weights = stream.normals(network.parameterCount)
  let inputs = NetworkInputs.pairs(task.pairs, modulus: 3)
  let targets = try QuadraticLoss.teacherTargets(
    family: .quadratic(network), weights: weights, inputs: inputs)
  return (try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred), weights)
}

private func records(
  _ loss: any LossFunction, _ centre: [Double], _ settings: SamplerSettings, seed: UInt64,
  maxThreads: Int = .max
) async throws -> [ChainRecord] {
  let posterior = try LocalisedPosterior(
    loss: loss, nBeta: settings.nBeta, localisation: settings.localisation, centre: centre,
    weightDecay: settings.weightDecay)
  return try await ChainRunner(
    posterior: posterior, settings: settings, seed: seed, maxThreads: maxThreads
  ).run()
}

private let variants = [
  SamplerSettings(
    nBeta: 100, localisation: 1, stepSize: 1e-4, chains: 5, burnIn: 7, draws: 50, thinning: 3),
  SamplerSettings(
    nBeta: 100, localisation: 1, stepSize: 1e-4, chains: 5, burnIn: 7, draws: 50, thinning: 3,
    batchSize: 4),
  SamplerSettings(
    method: .mala, nBeta: 100, localisation: 1, stepSize: 1e-3, chains: 5, burnIn: 7, draws: 50,
    thinning: 3),
  options(.hmc, stepSize: 1e-2),
  options(.hmc, stepSize: 1e-2) {
    $0.leapfrogSteps = 4
    $0.weightDecay = 3
  },
  options(.rmspropSGLD, stepSize: 1e-5),
  options(.rmspropSGLD, stepSize: 1e-5) { $0.batchSize = 4 },
  options(.sgnht, stepSize: 1e-5),
  options(.sgnht, stepSize: 1e-5) { $0.batchSize = 4 },
  options(.sgld, stepSize: 1e-4) {
    $0.weightDecay = 3
    $0.noiseLevel = 0.5
    $0.boundingBox = 0.02
  },
]

/// The same under devinterp's conventions.
private func replayed(_ settings: SamplerSettings) -> SamplerSettings {
  var settings = settings
  settings.conventions = .devinterp
  if settings.method == .sgnht { settings.localisation = 0 }
  return settings
}

private func options(
  _ method: SamplerMethod, stepSize: Double, _ change: (inout SamplerSettings) -> Void = { _ in }
) -> SamplerSettings {
  var settings = SamplerSettings(
    method: method, nBeta: 100, localisation: 1, stepSize: stepSize, chains: 5, burnIn: 7,
    draws: 50, thinning: 3)
  change(&settings)
  return settings
}

@Test(
  "the number of threads changes no bit; the seed and the chain do",
  arguments: variants + variants.filter { !$0.method.isAdjusted }.map(replayed))
func reproducible(_ settings: SamplerSettings) async throws {
  let (loss, weights) = try smallNetwork()
  let one = try await records(loss, weights, settings, seed: 1, maxThreads: 1)
  let two = try await records(loss, weights, settings, seed: 1, maxThreads: 2)
  let many = try await records(loss, weights, settings, seed: 1)
  #expect(one.map(\.chain) == [0, 1, 2, 3, 4])
  for other in [two, many] {
    #expect(one.map(\.losses) == other.map(\.losses))
    #expect(one.map(\.finalWeights) == other.map(\.finalWeights))
  }
  #expect(Set(one.map(\.losses)).count == 5)
  let reseeded = try await records(loss, weights, settings, seed: 2)
  #expect(zip(one, reseeded).allSatisfy { $0.losses != $1.losses })
  // A chain does not depend on how many others there are.
  var fewer = settings
  fewer.chains = 2
  let pair = try await records(loss, weights, fewer, seed: 1)
  #expect(pair.map(\.losses) == one.prefix(2).map(\.losses))
}

@Test(
  "a draw's loss is the full-batch loss at that draw's state, at the steps that were asked for",
  arguments: variants)
func recordedLosses(_ settings: SamplerSettings) async throws {
  let (loss, weights) = try smallNetwork()
  let record = try await records(loss, weights, settings, seed: 1)[0]
  #expect(record.losses.count == 50)
  #expect(record.losses.last == loss.empiricalLoss(at: record.finalWeights))
  // Shorter runs of the same chain end at its earlier draws.
  for draws in [4, 17] {
    var shorter = settings
    shorter.draws = draws
    let prefix = try await records(loss, weights, shorter, seed: 1)[0]
    #expect(prefix.losses == Array(record.losses.prefix(draws)))
    #expect(prefix.losses.last == loss.empiricalLoss(at: prefix.finalWeights))
  }
}

@Test("a chain that meets NaN is left out and reported, the others go on")
func droppedChains() async throws {
  // A standard normal that breaks beyond 3.5: some chains get there, some do not.
  let loss = FunctionLoss(parameterCount: 1) { x, gradient in
    gradient[0] = x[0]
    return abs(x[0]) > 3.5 ? .nan : x[0] * x[0] / 2
  }
  let settings = SamplerSettings(
    nBeta: 1, localisation: 0, stepSize: 0.5, chains: 8, burnIn: 10, draws: 1500)
  let all = try await records(loss, [0], settings, seed: 1)
  let failures = all.compactMap(\.failure)
  #expect(failures.count > 0 && failures.count < 8, "\(failures)")
  for record in all {
    #expect(record.losses.allSatisfy { $0.isFinite })
    if let failure = record.failure {
      #expect(failure.chain == record.chain)
      #expect(record.losses.count == max(failure.step - 1 - settings.burnIn, 0))
      #expect(abs(record.finalWeights[0]) > 3.5)
    } else {
      #expect(record.losses.count == 1500)
    }
  }
  let estimate = try await LLCEstimate.measured(loss, at: [0], settings: settings, seed: 1)
  #expect(estimate.droppedChains == failures)
  #expect(estimate.chainValues.count == 8 - failures.count)
  #expect(estimate.flags.contains(.droppedChains))

  let broken = FunctionLoss(parameterCount: 1) { _, _ in .nan }
  await #expect(
    throws: SamplingError.allChainsFailed((0..<8).map { ChainFailure(chain: $0, step: 0) })
  ) {
    try await LLCEstimate.measured(broken, at: [0], settings: settings, seed: 1)
  }
  var unstable = settings
  unstable.stepSize = 1000
  let error = await #expect(throws: SamplingError.self) {
    try await LLCEstimate.measured(
      FunctionLoss.quadratic([1]), at: [0], settings: unstable, seed: 1)
  }
  #expect(error?.description.contains("stepSize") == true)
}

@Test("cancellation stops the chains, and progress reaches the end of each")
func cancellation() async throws {
  var settings = SamplerSettings(
    nBeta: 10, localisation: 1, stepSize: 0.1, chains: 3, burnIn: 30, draws: 100)
  let posterior = try LocalisedPosterior(
    loss: FunctionLoss.quadratic([1]), nBeta: 10, localisation: 1, centre: [0])
  let last = Mutex([Int](repeating: 0, count: 3))
  _ = try await ChainRunner(posterior: posterior, settings: settings, seed: 1).run { progress in
    last.withLock { $0[progress.chain] = max($0[progress.chain], progress.step) }
  }
  #expect(last.withLock { $0 } == [130, 130, 130])

  settings.draws = 1 << 50  // years
  let runner = try ChainRunner(posterior: posterior, settings: settings, seed: 1)
  let task = Task { try await runner.run() }
  task.cancel()
  await #expect(throws: CancellationError.self) { try await task.value }
}
