import NumericAlgebra
import NumericModels

/// The chains of one run of the automatic protocol, carried from rung to rung.
final class AutomaticRun {
  private let loss: any LossFunction
  private let centre: [Double]
  private let centreLoss: Double
  private let geometry: LocalGeometry
  private let settings: AutomaticSettings
  private let plan: AutomaticPlan
  private let maxThreads: Int
  private let chains: [HamiltonianChain]

  init(
    loss: any LossFunction, centre: [Double], geometry: LocalGeometry, settings: AutomaticSettings,
    plan: AutomaticPlan, seed: UInt64, maxThreads: Int
  ) throws {
    self.loss = loss
    self.centre = centre
    self.geometry = geometry
    self.settings = settings
    self.plan = plan
    self.maxThreads = maxThreads
    let lossAtCentre = loss.empiricalLoss(at: centre)
    centreLoss = lossAtCentre
    let first = plan.rungs[0]
    let target = try LocalisedPosterior(
      loss: loss, nBeta: first, localisation: plan.localisation, centre: centre)
    let kernel = HamiltonianMonteCarlo(
      metric: plan.matrix(geometry, nBeta: first),
      stepSize: plan.firstStep(geometry, nBeta: first), maximumSteps: plan.maximumSteps)
    let starts = ChainStarts.places(
      loss, centre, geometry, kind: plan.kind, localisation: plan.localisation,
      count: settings.chains, seed: seed)
    chains = (0..<settings.chains).map {
      HamiltonianChain(
        $0, geometry: geometry, target: target, kernel: kernel, centreLoss: lossAtCentre,
        seed: seed, displacement: starts[$0])
    }
  }

  /// What one chain finds on a rung, from w*: for the choice of the distance.
  struct Pilot {
    /// The step that it settles at.
    let stepSize: Double
    /// The share of the energy's variance that the control variates leave.
    let unexplained: Double
  }

  func pilot(_ nBeta: Double, trajectories: Int = 60, draws count: Int = 60) throws -> Pilot {
    let target = try LocalisedPosterior(
      loss: loss, nBeta: nBeta, localisation: plan.localisation, centre: centre)
    chains[0].move(
      to: target,
      kernel: HamiltonianMonteCarlo(
        metric: plan.matrix(geometry, nBeta: nBeta),
        stepSize: plan.firstStep(geometry, nBeta: nBeta), maximumSteps: plan.maximumSteps))
    chains[0].warmUp(trajectories, acceptance: settings.acceptance)
    var draws = RungDraws()
    chains[0].draw(count, into: &draws)
    return Pilot(
      stepSize: chains[0].stepSize,
      unexplained: ControlVariates([draws], regular: true, kernel: true).unexplained)
  }

  var gradients: Int { chains.reduce(0) { $0 + $1.gradients } }
  var failures: [ChainFailure] { chains.compactMap(\.failure) }

  /// Moves every chain to a rung, warms it up, and draws until the standard error of the best
  /// estimate is `targetError` of it or `budget` gradients are spent; up to `reserve` while the chains do
  /// not mix yet.
  ///
  /// - Throws: `SamplingError.allChainsFailed`, `CancellationError`.
  func measure(
    _ nBeta: Double, targetError: Double, budget: Int, reserve: Int,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> RungEstimate {
    let target = try LocalisedPosterior(
      loss: loss, nBeta: nBeta, localisation: plan.localisation, centre: centre)
    let start = gradients
    let metric = plan.matrix(geometry, nBeta: nBeta)
    let fresh = plan.firstStep(geometry, nBeta: nBeta)
    let singular = plan.kind == .singular
    let isFirst = gradients == 0
    let (warmUp, acceptance) = (settings.warmUp, settings.acceptance)
    let maximumSteps = plan.maximumSteps
    var draws = [RungDraws](repeating: RungDraws(), count: chains.count)
    draws = try await each(draws) { chain, draws in
      // Singular directions stiffen with n beta: twice for four times at degree 4.
      let step = singular && !isFirst ? chain.stepSize / 2 : fresh
      chain.move(
        to: target,
        kernel: HamiltonianMonteCarlo(metric: metric, stepSize: step, maximumSteps: maximumSteps))
      chain.warmUp(warmUp, acceptance: acceptance)
    }
    var round = settings.draws
    while true {
      let count = round
      draws = try await each(draws) { chain, draws in chain.draw(count, into: &draws) }
      progress?(gradients)
      let alive = chains.indices.filter { chains[$0].failure == nil }
      guard !alive.isEmpty else { throw SamplingError.allChainsFailed(failures) }
      let estimate = RungEstimate(
        chains: alive.map { (chains[$0].index, draws[$0]) }, geometry: geometry, nBeta: nBeta,
        localisation: plan.localisation,
        stepSize: alive.reduce(0) { $0 + chains[$1].stepSize } / Double(alive.count))
      let spent = gradients - start
      let precise = estimate.best.error <= targetError * abs(estimate.best.value)
      let mixes = estimate.mixes && (estimate.rHat ?? 1) <= LLCEstimate.maximumRHat
      // The next round doubles the draws; it is not begun when it cannot be paid.
      let limit = mixes ? budget : reserve
      if (precise && mixes) || Double(spent) * 2 > Double(limit) { return estimate }
      round = draws[alive[0]].draws.count
    }
  }

  /// Runs `body` on every chain, chains side by side; results by chain index.
  private func each(
    _ draws: [RungDraws],
    _ body: @escaping @Sendable (HamiltonianChain, inout RungDraws) -> Void
  ) async throws -> [RungDraws] {
    try Task.checkCancellation()
    let workers = max(1, min(maxThreads, chains.count))
    let chains = chains
    return await withTaskGroup(of: [(Int, RungDraws)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: chains.count, by: workers).map { index in
            var own = draws[index]
            body(chains[index], &own)
            return (index, own)
          }
        }
      }
      var result = draws
      for await part in group { for (index, own) in part { result[index] = own } }
      return result
    }
  }
}
