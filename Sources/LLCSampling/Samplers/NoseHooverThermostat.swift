import CNumericKernels
import Foundation
import NumericAlgebra
import NumericModels

/// SGNHT, the stochastic gradient Nose-Hoover thermostat (Ding et al. 2014): with momentum p of mass
/// 1, friction xi and diffusion A,
///
///     dx = p dt,   dp = -grad U(x) dt - xi p dt + sqrt(2 A) dW,   dxi = (p.p / D - 1) dt
///
/// whose stationary law is `exp(-U(x) - p.p/2 - D (xi - A)^2 / 2)`. Noise of the gradient that is the
/// same in all directions and places adds to A; xi rises with it, and x keeps its law. Noise that is
/// not so, as minibatches have it, is corrected on average over the directions only.
///
/// One step of time `h = sqrt(eps)`: kick p by -h grad U, half a drift, half a thermostat, the
/// Ornstein-Uhlenbeck part exactly, then thermostat and drift again; the positions are those of the
/// symmetric splitting BADODAB of Leimkuhler and Shang 2016 (SIAM J. Sci. Comput. 38, A712). On a
/// quadratic potential with exact gradients and xi = A the variance is exactly 1/kappa for
/// eps kappa < 4. xi itself varies by 1/sqrt D, so that the law is exact for large D and has an
/// error of order eps kappa / D otherwise. Ding's own Euler step is of first order in h.
public struct NoseHooverThermostat: Sampler {
  public let stepSize: Double
  public let batches: Batches?
  /// A, in units of 1/time; momentum lasts about 1/(A h) steps.
  public let diffusionFactor: Double
  /// A weight that leaves the box is put on its face and its momentum turned round.
  public let boundingBox: Double?

  /// - Parameter diffusionFactor: A; `0.1 / sqrt eps` unless given, which keeps the momentum for ten
  ///   steps.
  public init(
    stepSize: Double, batches: Batches? = nil, diffusionFactor: Double? = nil,
    boundingBox: Double? = nil
  ) {
    self.stepSize = stepSize
    self.batches = batches
    self.diffusionFactor = diffusionFactor ?? Self.diffusionFactor(stepSize)
    self.boundingBox = boundingBox
  }

  /// A unless given: the momentum lasts ten steps.
  static func diffusionFactor(_ stepSize: Double) -> Double { 0.1 / stepSize.squareRoot() }

  private final class Memory {
    let momentum: RealBuffer
    var friction: Double

    init(momentum: RealBuffer, friction: Double) {
      self.momentum = momentum
      self.friction = friction
    }
  }

  /// p and xi; nil before the first step.
  public func thermostat(_ state: ChainState) -> (momentum: [Double], friction: Double)? {
    state.existingMemory(Memory.self).map { ($0.momentum.values, $0.friction) }
  }

  public func step(
    _ state: ChainState, _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    let memory = state.memory {
      // p from its stationary law, and xi at its mean.
      let momentum = RealBuffer(count: state.count)
      random.noise.fill(normals: momentum.pointer, count: state.count)
      return Memory(momentum: momentum, friction: diffusionFactor)
    }
    random.noise.fill(normals: state.noise.pointer, count: state.count)
    return move(state, memory, &random.batches, target)
  }

  /// One step with given standard normal noise, and at the first step a given momentum; D values.
  public func step(
    _ state: ChainState, noise: [Double], momentum: [Double], _ random: inout ChainRandom,
    target: LocalisedPosterior
  ) -> StepInfo {
    precondition(momentum.count == state.count, "\(momentum.count) momenta, not \(state.count)")
    let memory = state.memory { Memory(momentum: RealBuffer(momentum), friction: diffusionFactor) }
    state.setNoise(noise)
    return move(state, memory, &random.batches, target)
  }

  @inline(__always)
  private func move(
    _ state: ChainState, _ memory: Memory, _ stream: inout RandomStream,
    _ target: LocalisedPosterior
  ) -> StepInfo {
    state.evaluateBatch(batches, &stream, target.loss.sampleSize)
    let before = state.loss
    let (time, momentum) = (stepSize.squareRoot(), memory.momentum.pointer)
    let rate = time / (2 * Double(state.count))
    let kicked = slt_kick_drift(
      state.count, state.current.pointer, momentum, state.currentGradient.pointer,
      target.priorMean.pointer, target.nBeta, target.priorPrecision, time)
    memory.friction += rate * kicked - time / 2
    let keep = exp(-memory.friction * time)
    let refreshed = slt_refresh_drift(
      state.count, state.current.pointer, momentum, keep,
      (diffusionFactor * Self.variance(memory.friction, time)).squareRoot(),
      state.noise.pointer, time)
    memory.friction += rate * refreshed - time / 2
    if let boundingBox { state.clamp(boundingBox, target, momentum: memory.momentum) }
    state.evaluateAll(batches)
    return StepInfo(accepted: true, isFinite: state.loss.isFinite, lossBefore: before)
  }

  /// `(1 - exp(-2 xi h)) / xi`, 2 h at xi = 0.
  private static func variance(_ friction: Double, _ time: Double) -> Double {
    friction == 0 ? 2 * time : -expm1(-2 * friction * time) / friction
  }
}
