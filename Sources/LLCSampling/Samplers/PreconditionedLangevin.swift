import CNumericKernels
import NumericAlgebra
import NumericModels

/// RMSProp-preconditioned SGLD (Li, Chen, Carlson and Carin 2016, algorithm 1, arXiv:1512.07666):
///
///     V <- alpha V + (1 - alpha) g g                g = grad L over the batch, without n beta
///     G = 1 / (delta + sqrt V)                      elementwise
///     x <- x - eps/2 G grad U(x) + nu N(0, eps G)
///
/// A preconditioner that depends on the position needs the drift `eps/2 Gamma(x)`,
/// `Gamma_i = sum_j dG_ij/dx_j`, for the target to be stationary. The paper drops it (its corollary
/// 2 bounds the bias) and so does devinterp. While V follows the chain that bias stays
/// however small eps is: V remembers about 1/(1 - alpha) steps, and with small steps that is one
/// place, where `G ~ 1 / (delta + |g|)` slows the chain down on slopes and hurries it over the
/// bottom; the chain lingers where the loss is high. Here V is learnt for `adaptationSteps` steps
/// and then kept: a constant G has no Gamma, and only the bias of the step is left. Draws belong
/// after those steps.
public struct PreconditionedLangevin: Sampler {
  public let stepSize: Double
  public let batches: Batches?
  /// alpha, in [0, 1).
  public let decay: Double
  /// delta, in units of the gradient of L: where gradients are far below it, G is 1/delta.
  public let floor: Double
  /// V follows the gradient for so many steps; nil for always.
  public let adaptationSteps: Int?
  /// nu, 1 for sampling.
  public let noiseLevel: Double
  public let boundingBox: Double?

  public init(
    stepSize: Double, batches: Batches? = nil, decay: Double = 0.99, floor: Double = 0.1,
    adaptationSteps: Int?, noiseLevel: Double = 1, boundingBox: Double? = nil
  ) {
    self.stepSize = stepSize
    self.batches = batches
    self.decay = decay
    self.floor = floor
    self.adaptationSteps = adaptationSteps
    self.noiseLevel = noiseLevel
    self.boundingBox = boundingBox
  }

  private final class Memory {
    let moments: RealBuffer
    var steps = 0
    init(_ count: Int) { moments = RealBuffer(count: count) }
  }

  /// V, nil before the first step.
  public func secondMoments(_ state: ChainState) -> [Double]? {
    state.existingMemory(Memory.self)?.moments.values
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
    let memory = state.memory { Memory(state.count) }
    let adapts = adaptationSteps.map { memory.steps < $0 } ?? true
    memory.steps += 1
    slt_preconditioned_langevin(
      state.count, state.current.pointer, state.currentGradient.pointer,
      target.priorMean.pointer, target.nBeta, target.priorPrecision, stepSize,
      noiseLevel * stepSize.squareRoot(), adapts ? decay : 1, adapts ? 1 - decay : 0, floor,
      memory.moments.pointer, state.noise.pointer, state.current.pointer)
    if let boundingBox { state.clamp(boundingBox, target) }
    state.evaluateAll(batches)
    return StepInfo(accepted: true, isFinite: state.loss.isFinite, lossBefore: before)
  }
}
