import NumericAlgebra

/// One chain of the automatic protocol: it is warmed up, and draws, at one target after another.
///
/// A function of (seed, chain index) and of what it is asked to do, never of the clock or of other
/// chains. It is handed from task to task and never used by two at once.
final class HamiltonianChain: @unchecked Sendable {
  let index: Int
  private let geometry: LocalGeometry
  private let centreLoss: Double
  private var stream: RandomStream
  private let state: HamiltonianState
  private var target: LocalisedPosterior
  private var kernel: HamiltonianMonteCarlo
  private let regular: RealBuffer
  private let slope: RealBuffer
  private(set) var gradients = 0
  /// Trajectories so far, for the place of a failure.
  private(set) var trajectories = 0
  private(set) var failure: ChainFailure?

  init(
    _ index: Int, geometry: LocalGeometry, target: LocalisedPosterior,
    kernel: HamiltonianMonteCarlo, centreLoss: Double, seed: UInt64, displacement: [Double]? = nil
  ) {
    self.index = index
    self.geometry = geometry
    self.target = target
    self.kernel = kernel
    self.centreLoss = centreLoss
    stream = RandomStream(seed: seed, purpose: .sampling, chain: index)
    state = HamiltonianState(target, displacement: displacement)
    regular = RealBuffer(count: geometry.rank)
    slope = RealBuffer(count: geometry.rank)
    if !state.loss.isFinite { failure = ChainFailure(chain: index, step: 0) }
  }

  var stepSize: Double { kernel.stepSize }
  var position: [Double] { state.position }

  /// Goes on at another target, from where it is.
  func move(to target: LocalisedPosterior, kernel: HamiltonianMonteCarlo) {
    self.target = target
    self.kernel = kernel
    state.moveTarget(target)
  }

  /// Adapts the step over `count` trajectories; they are burn-in at the same time.
  func warmUp(_ count: Int, acceptance: Double) {
    var averaging = DualAveraging(firstStep: kernel.stepSize, target: acceptance)
    for _ in 0..<count {
      kernel.stepSize = averaging.step
      averaging.update(acceptance: trajectory().acceptance)
    }
    if count > 0 { kernel.stepSize = averaging.averagedStep }
  }

  /// Appends `count` draws, one after each trajectory.
  func draw(_ count: Int, into draws: inout RungDraws) {
    for _ in 0..<count where failure == nil {
      let info = trajectory()
      draws.append(self.draw(), info)
    }
  }

  private func trajectory() -> HamiltonianMonteCarlo.Info {
    let info = kernel.step(state, &stream, target: target)
    gradients += info.gradients
    trajectories += 1
    if !state.loss.isFinite { failure = ChainFailure(chain: index, step: trajectories) }
    return info
  }

  /// What is recorded of a position: see `RungDraws`.
  private func draw() -> RungDraws.Draw {
    let (u, g) = (state.displacement.pointer, state.gradient.pointer)
    geometry.project(u, regular.pointer)
    geometry.project(g, slope.pointer)
    var (all, square, inside) = (0.0, 0.0, 0.0)
    for i in 0..<state.count {
      all += u[i] * g[i]
      square += u[i] * u[i]
    }
    for i in 0..<geometry.rank { inside += regular.pointer[i] * slope.pointer[i] }
    return RungDraws.Draw(
      energy: target.nBeta * (state.loss - centreLoss),
      regularVirial: inside - Double(geometry.rank),
      kernelVirial: all - inside - Double(state.count - geometry.rank),
      distance: target.localisation * square)
  }
}
