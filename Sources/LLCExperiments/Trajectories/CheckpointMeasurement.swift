import GradientTraining
import Identifiability
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels

/// What is measured at the checkpoints of one run, beside losses and accuracies.
struct CheckpointMeasurement: Sendable {
  private let loss: QuadraticLoss
  private let theory: TrajectoryTheory?
  private let sampler: SamplerSettings?
  private let seed: UInt64
  /// A hundredth of the loss at the start.
  private let lowLoss: Double

  /// - Parameter initialWeights: those of epoch 0.
  init(
    _ training: PairTraining, initialWeights: [Double], _ measurement: TrajectoryMeasurement,
    seed: UInt64
  ) throws {
    let task = training.task
    let network = try task.network(width: training.width)
    loss = try QuadraticLoss(
      network, inputs: .pairs(training.training, modulus: task.modulus),
      targets: try task.oneHotTargets(training.training), centring: training.centring)
    self.seed = seed
    lowLoss = loss.empiricalLoss(at: initialWeights) / 100
    sampler = measurement.sampler.map(SamplerSettings.init)
    try sampler?.check(sampleSize: loss.sampleSize)
    theory =
      measurement.theory
      ? TrajectoryTheory(
        network, modulus: task.modulus, pairs: training.training,
        centred: training.centring == .centred, initialWeights: initialWeights, seed: seed,
        limits: RankLimits(operations: Self.rankOperations)) : nil
  }

  /// Multiplications that the rank at the last weights may take: about a minute.
  private static let rankOperations = 60 * RankLimits.operationsPerSecond

  /// - Throws: `CancellationError`, `SettingsError`.
  func measure(_ point: inout TrajectoryPoint, weights: [Double], isLast: Bool) async throws {
    theory?.describe(&point, weights: weights, exactRank: isLast)
    guard let sampler else { return }
    if point.trainingLoss < lowLoss {
      do {
        let expected = try response(sampler, weights)
        point.response = expected.value
        point.responseError = expected.standardError
      } catch is SettingsError {
        // The curvature is too large for the step: the chains show something else than the posterior.
        point.flags.append(EstimateFlag.unstableStep.rawValue)
      } catch is NumericError {}
    }
    do {
      // Other draws at every checkpoint: with the same ones the errors of a curve would move together.
      let estimate = try await LLCEstimate.measured(
        loss, at: weights, settings: sampler, seed: seed &+ UInt64(point.epoch) &* 0x9E37_79B9,
        maxThreads: 1)
      point.coefficient = estimate.value
      point.coefficientError = estimate.monteCarloStandardError
      point.rHat = estimate.rHat
      point.effectiveSampleSize = estimate.effectiveSampleSize
      point.flags += estimate.flags.map(\.rawValue)
    } catch is SamplingError {
      // A sampler that diverges at one checkpoint is a finding about its settings, not the end of the run.
      point.flags.append("diverged")
    }
  }

  private func response(
    _ sampler: SamplerSettings, _ weights: [Double]
  ) throws -> ExpectedEstimate {
    // With the network's own outputs as targets the Hessian is `J^T J`: without the residual, which a
    // quadratic potential has not, and its negative directions.
    let ownLoss = try QuadraticLoss(
      family: loss.family, inputs: loss.inputs, targets: loss.outputs(at: weights),
      centring: loss.centring)
    let curvature = try CaseCurvature(
      of: ownLoss, at: weights, seed: seed, denseLimit: Self.denseLimit, probes: Self.probes)
    return try curvature.prediction(sampler, rank: nil)
  }

  /// The smaller side of the Jacobian up to which its spectrum takes less time than the chains.
  private static let denseLimit = 1000
  private static let probes = 4
}

extension SamplerSettings {
  init(_ sampler: TrajectorySampler) {
    self.init(
      method: sampler.method, nBeta: sampler.nBeta, localisation: sampler.localisation,
      stepSize: sampler.stepSize,
      chains: sampler.chains, burnIn: sampler.burnIn, draws: sampler.draws)
    leapfrogSteps = sampler.leapfrogSteps
  }
}
