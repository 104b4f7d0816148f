import CNumericKernels
import NumericAlgebra
import NumericModels

/// SGLD: `x <- x - eps/2 grad U(x) + nu N(0, eps)`, `grad U = n beta grad L(x) + gamma (x - w*)`
/// plus weight decay (Welling and Teh 2011; Lau et al. 2023, arXiv:2308.12108).
///
/// Unadjusted: on a quadratic potential of curvature kappa the stationary variance is
/// `nu^2 / (kappa (1 - eps kappa / 4))`, and there is none from eps kappa = 4 on. One gradient a step.
public struct StochasticGradientLangevin: Sampler {
  public let stepSize: Double
  /// The samples of each gradient; nil for all.
  public let batches: Batches?
  /// nu, 1 for sampling: any other value samples at the temperature nu^2.
  public let noiseLevel: Double
  /// Half the side of the box around w* that weights are clamped to after each step; nil for none.
  public let boundingBox: Double?

  public init(
    stepSize: Double, batches: Batches? = nil, noiseLevel: Double = 1, boundingBox: Double? = nil
  ) {
    self.stepSize = stepSize
    self.batches = batches
    self.noiseLevel = noiseLevel
    self.boundingBox = boundingBox
  }

  public func step(
    _ state: ChainState, _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    state.evaluateBatch(batches, &random.batches, target.loss.sampleSize)
    let before = state.loss
    // Noise is made and used a piece at a time, while it is in the first-level cache. An even piece
    // leaves the stream where one fill of everything would.
    for start in stride(from: 0, to: state.count, by: 2048) {
      let size = min(2048, state.count - start)
      random.noise.fill(normals: state.noise.pointer, count: size)
      move(state, start, size, target)
    }
    return finish(state, before, target)
  }

  /// One step with given standard normal noise, D values.
  public func step(
    _ state: ChainState, noise: [Double], _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    state.evaluateBatch(batches, &random.batches, target.loss.sampleSize)
    let before = state.loss
    state.setNoise(noise)
    move(state, 0, state.count, target)
    return finish(state, before, target)
  }

  /// Moves the coordinates start ..< start + size by the noise at the head of the buffer.
  @inline(__always)
  private func move(
    _ state: ChainState, _ start: Int, _ size: Int, _ target: LocalisedPosterior
  ) {
    slt_langevin(
      size, state.current.pointer + start, state.currentGradient.pointer + start,
      target.priorMean.pointer + start, target.nBeta, target.priorPrecision, stepSize,
      noiseLevel * stepSize.squareRoot(), state.noise.pointer, state.current.pointer + start)
  }

  @inline(__always)
  private func finish(
    _ state: ChainState, _ before: Double, _ target: LocalisedPosterior
  ) -> StepInfo {
    if let boundingBox { state.clamp(boundingBox, target) }
    state.evaluateAll(batches)
    return StepInfo(accepted: true, isFinite: state.loss.isFinite, lossBefore: before)
  }
}

extension ChainState {
  /// Puts every weight into `w*_i - box ... w*_i + box`; a momentum, where given, is turned round in
  /// the coordinates that were outside.
  func clamp(_ box: Double, _ target: LocalisedPosterior, momentum: RealBuffer? = nil) {
    slt_clamp(count, current.pointer, target.centreBuffer.pointer, box, momentum?.pointer)
  }
}
