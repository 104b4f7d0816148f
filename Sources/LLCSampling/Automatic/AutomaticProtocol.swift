import ChainDiagnostics
import Foundation
import NumericAlgebra
public import NumericModels

extension AutomaticEstimate {
  /// Runs the automatic protocol at w*: the Hessian's spectrum, the screen of the zero set, a plan by
  /// the rules of `AutomaticPlan`, Hamiltonian Monte Carlo on its rungs, corrections, flags.
  ///
  /// - Parameters:
  ///   - centre: w*, D values, a zero of the residual.
  ///   - progress: told the gradients spent so far and the budget.
  /// - Throws: `SettingsError`; `SpectrumSizeError` for models whose Hessian cannot be decomposed;
  ///   `SamplingError.allChainsFailed`; `CancellationError`.
  public static func measured(
    _ loss: any ResidualLoss, at centre: [Double], settings: AutomaticSettings = .init(),
    seed: UInt64, maxThreads: Int = .max,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) async throws -> AutomaticEstimate {
    try settings.check()
    let geometry = try LocalGeometry(of: loss, at: centre)
    let screen = ZeroSetScreen(of: loss, at: centre, geometry: geometry, seed: seed)
    let (plan, piloting) = try Self.plan(
      loss, at: centre, settings, geometry: geometry, screen: screen, seed: seed)
    let run = try AutomaticRun(
      loss: loss, centre: centre, geometry: geometry, settings: settings, plan: plan, seed: seed,
      maxThreads: maxThreads)
    var rungs: [RungEstimate] = []
    let budget = plan.maximumGradients
    for (index, nBeta) in plan.rungs.enumerated() {
      let left = budget - run.gradients
      let share = left / (plan.rungs.count - index)
      // A rung costs at least its warm-up and a round; what cannot be paid is not begun.
      if index > 0, let last = rungs.last, plan.kind == .singular {
        let growth = 2.0
        let perTrajectory = min(.pi / 2 / last.stepSize * growth, Double(plan.maximumSteps))
        let least = Double(settings.chains * (settings.warmUp + settings.draws)) * perTrajectory
        if least > Double(left) { break }
      }
      let rung = try await run.measure(
        nBeta, targetError: settings.targetError,
        budget: share,
        reserve: max(share, left / 2),
        progress: progress.map { report in { @Sendable in report($0, budget) } })
      rungs.append(rung)
      // The higher the rung, the narrower the valley: where chains no longer mix, higher ones
      // would not either.
      if plan.kind == .singular && !rung.mixes { break }
    }
    if plan.kind == .singular {
      let good = rungs.prefix { $0.mixes }
      if good.count >= 2 { rungs = Array(good) }
    }
    let scan =
      settings.scan
      ? try await LocalisationScan(
        of: loss, at: centre, geometry: geometry, screen: screen, plan: plan, settings: settings,
        seed: seed, maxThreads: maxThreads) : nil
    return AutomaticEstimate(
      rungs: rungs, scan: scan, plan: plan, geometry: geometry, screen: screen, settings: settings,
      seed: seed,
      lossAtCentre: loss.empiricalLoss(at: centre),
      gradients: run.gradients + screen.gradients + piloting + (scan?.gradients ?? 0),
      failures: run.failures)
  }

  /// At flat points the distance shrinks until the pilot's step is half the Gaussian optimum and its
  /// control variates explain nine tenths of the energy; where curvature limits the step, step and
  /// distance are proportional.
  private static func plan(
    _ loss: any ResidualLoss, at centre: [Double], _ settings: AutomaticSettings,
    geometry: LocalGeometry, screen: ZeroSetScreen, seed: UInt64
  ) throws -> (AutomaticPlan, gradients: Int) {
    var shrinking = 1.0
    var gradients = 0
    while true {
      let plan = AutomaticPlan(
        settings, geometry: geometry, screen: screen, gradientOperations: loss.gradientOperations,
        shrinking: shrinking)
      guard plan.kind == .flat, settings.localisation == nil, settings.nBeta == nil,
        shrinking > 1e-4, let highest = plan.rungs.last
      else { return (plan, gradients) }
      let run = try AutomaticRun(
        loss: loss, centre: centre, geometry: geometry, settings: settings, plan: plan,
        seed: seed &+ 0x5851_F42D_4C95_7F2D, maxThreads: 1)
      let pilot = try run.pilot(highest)
      gradients += run.gradients
      let pace = pilot.stepSize / plan.firstStep(geometry, nBeta: highest)
      if pace >= 0.5 && pilot.unexplained <= 0.1 { return (plan, gradients) }
      shrinking *= min(0.5, max(0.1, pace))
    }
  }

  init(
    rungs: [RungEstimate], scan: LocalisationScan?, plan: AutomaticPlan, geometry: LocalGeometry,
    screen: ZeroSetScreen,
    settings: AutomaticSettings, seed: UInt64, lossAtCentre: Double, gradients: Int,
    failures: [ChainFailure]
  ) {
    let last = rungs[rungs.count - 1]
    let (rank, count) = (geometry.rank, geometry.parameterCount)
    let half = Double(rank) / 2
    let corrected = rungs.map {
      (value: $0.best.value + $0.localisationCorrection(rank: rank), error: $0.best.error)
    }
    var flags: [AutomaticFlag] = []
    if plan.kind == .flat {
      ladder = nil
      let sweep = TemperatureSweep(
        zip(rungs, corrected).map { ($0.nBeta, $1.value, max($1.error, 1e-12)) })
      value = sweep.intercept
      standardError = sweep.interceptError
      if sweep.deviates { flags.append(.temperature) }
    } else {
      ladder = LadderFit(
        zip(rungs, corrected).map { rung, point in
          .init(
            temperature: rung.nBeta * max(plan.lossScale, .leastNormalMagnitude),
            value: point.value, error: max(point.error, 1e-12))
        }, bounds: half...(half + Double(count - rank) / 4))
      // Without two rungs that mix, the limit is anywhere between the rung and the bound from ranks.
      let (only, bound) = (corrected[corrected.count - 1], half + Double(count - rank) / 4)
      value = ladder?.value ?? only.value
      standardError = ladder?.standardError ?? max(only.error, abs(bound - only.value) / 2)
      if ladder == nil || (ladder?.misfit ?? 0) > 6 { flags.append(.noModel) }
    }
    kind = plan.kind
    raw = last.raw
    rawStandardError = last.rawStandardError
    localisationCorrection = last.localisationCorrection(rank: rank)
    extrapolation = plan.kind == .flat ? 0 : value - corrected[corrected.count - 1].value
    gaussianShare = value > 0 ? half / value : 0
    spectrum = geometry.spectrum
    self.rungs = rungs
    self.screen = screen
    self.scan = scan
    self.lossAtCentre = lossAtCentre
    self.seed = seed
    self.gradients = gradients
    droppedChains = failures
    var pinned = settings
    pinned.kind = plan.kind
    pinned.metric = plan.metric
    pinned.localisation = plan.localisation
    pinned.nBeta = plan.rungs
    pinned.maximumSteps = plan.maximumSteps
    pinned.maximumGradients = plan.maximumGradients
    self.settings = pinned

    let reached = standardError <= settings.targetError * abs(value)
    stopped = reached ? .targetReached : .budgetSpent
    if !reached && plan.kind == .flat { flags.append(.budget) }
    if rungs.contains(where: { !(($0.rHat ?? .infinity) <= LLCEstimate.maximumRHat) }) {
      flags.append(.highRHat)
    }
    if rungs.contains(where: {
      !($0.effectiveSampleSize >= LLCEstimate.minimumEffectiveSampleSize)
    }) {
      flags.append(.lowEffectiveSampleSize)
    }
    if rungs.contains(where: { $0.lowestAcceptance < 0.5 }) { flags.append(.lowAcceptance) }
    // The plain metric leaves the flat directions near w*: only the regular ones must be at equilibrium.
    let everywhere = plan.metric == .whitened
    if rungs.contains(where: { $0.violatesEquipartition(everywhere: everywhere) }) {
      flags.append(.equipartition)
    }
    if !failures.isEmpty { flags.append(.droppedChains) }
    if !(3 * standardError <= 0.05 * abs(value)) { flags.append(.imprecise) }
    if lossAtCentre * last.nBeta > 0.01 * max(value, 1) { flags.append(.lossAtCentre) }
    if geometry.gap < 1e4 { flags.append(.unclearRank) }
    if rungs.contains(where: { $0.distance > 1.2 }) { flags.append(.leaked) }
    self.flags = flags
  }
}

extension RungEstimate {
  fileprivate func violatesEquipartition(everywhere: Bool) -> Bool {
    func far(_ value: Double, _ error: Double) -> Bool {
      abs(value - 1) > 4 * error && abs(value - 1) > 0.02
    }
    if everywhere && far(equipartition, equipartitionError) { return true }
    guard let regularEquipartition, let regularEquipartitionError else { return false }
    return far(regularEquipartition, regularEquipartitionError)
  }
}
