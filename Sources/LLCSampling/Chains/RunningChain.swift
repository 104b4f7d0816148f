import NumericAlgebra

/// A chain between its first step and its last.
struct RunningChain {
  let index: Int
  private(set) var step = 0
  private let target: LocalisedPosterior
  private let settings: SamplerSettings
  private let state: ChainState
  private let sampler: any Sampler
  private var random: ChainRandom
  private var losses: [Double] = []
  private var squaredDistances: [Double] = []
  private var virials: [Double] = []
  private var accepted = 0
  private var failure: ChainFailure?

  init(_ runner: ChainRunner, chain: Int) {
    index = chain
    target = runner.posterior
    settings = runner.settings
    state = ChainState(runner.posterior)
    sampler = runner.settings.makeSampler()
    random = ChainRandom(seed: runner.seed, purpose: runner.purpose, chain: chain)
    losses.reserveCapacity(min(settings.draws, 1 << 20))
    if !state.loss.isFinite { failure = ChainFailure(chain: chain, step: 0) }
  }

  var isFinished: Bool { failure != nil || step >= settings.stepCount }

  var record: ChainRecord {
    let counted = max(step - settings.burnIn, 0)
    return ChainRecord(
      chain: index, losses: losses, squaredDistances: squaredDistances, virials: virials,
      acceptance: settings.method.isAdjusted && counted > 0
        ? Double(accepted) / Double(counted) : nil,
      failure: failure, finalWeights: state.position)
  }

  /// Up to `count` more steps, fewer at the end or when a value is not finite.
  mutating func advance(by count: Int) {
    let last = min(step + count, settings.stepCount)
    while step < last && failure == nil { after(sampler.step(state, &random, target: target)) }
  }

  private mutating func after(_ info: StepInfo) {
    step += 1
    guard info.isFinite else { return fail() }
    let counted = step - settings.burnIn
    guard counted > 0 else { return }
    if info.accepted { accepted += 1 }
    guard counted.isMultiple(of: settings.thinning) else { return }
    let loss = drawnLoss(info)
    // A draw enters n beta (L - L*), which has to be a number with a square.
    guard abs(settings.nBeta * loss) < Self.largestDraw else { return fail() }
    losses.append(loss)
    recordPlace()
  }

  private func drawnLoss(_ info: StepInfo) -> Double {
    switch settings.conventions {
    case .standard: settings.batchSize == nil ? state.loss : state.fullLoss()
    case .devinterp: info.lossBefore
    }
  }

  private mutating func recordPlace() {
    let (w, g, count) = (state.current.pointer, state.currentGradient.pointer, state.count)
    let (centre, mean) = (target.centreBuffer.pointer, target.priorMean.pointer)
    let precision = target.priorPrecision
    var (square, virial) = (0.0, 0.0)
    for i in 0..<count {
      let u = w[i] - centre[i]
      square += u * u
      virial += u * (target.nBeta * g[i] + precision * (w[i] - mean[i]))
    }
    squaredDistances.append(square)
    if settings.method.keepsGradient && settings.batchSize == nil { virials.append(virial) }
  }

  private static let largestDraw = 1e150

  private mutating func fail() { failure = ChainFailure(chain: index, step: step) }
}
