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
    random.noise.fill(normals: state.noise.pointer, count: state.count)
    return move(state, &random.batches, target)
  }

  /// One step with given standard normal noise, D values.
  public func step(
    _ state: ChainState, noise: [Double], _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    state.setNoise(noise)
    return move(state, &random.batches, target)
  }

  @inline(__always)
  private func move(
    _ state: ChainState, _ stream: inout RandomStream, _ target: LocalisedPosterior
  ) -> StepInfo {
    state.evaluateBatch(batches, &stream, target.loss.sampleSize)
    let before = state.loss
    slt_langevin(
      state.count, state.current.pointer, state.currentGradient.pointer,
      target.priorMean.pointer, target.nBeta, target.priorPrecision, stepSize,
      noiseLevel * stepSize.squareRoot(), state.noise.pointer, state.current.pointer)
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
