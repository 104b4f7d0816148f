import CNumericKernels
import Foundation
import NumericAlgebra
import NumericModels

/// MALA: the SGLD proposal y, accepted with probability
/// `min(1, p(y) q(x | y) / (p(x) q(y | x)))`, `q(y | x) = N(x - eps/2 grad U(x), eps)`
/// (Roberts and Tweedie 1996). Its stationary law is the target exactly, for any step.
///
/// A proposal with a loss that is not finite, or outside the bounding box, has density 0 and is
/// rejected. One gradient a step.
public struct MetropolisLangevin: Sampler {
  public let stepSize: Double
  /// Half the side of the box around w* that the target is cut to; nil for none.
  public let boundingBox: Double?

  public init(stepSize: Double, boundingBox: Double? = nil) {
    self.stepSize = stepSize
    self.boundingBox = boundingBox
  }

  public func step(
    _ state: ChainState, _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    let (count, step, before) = (state.count, stepSize, state.loss)
    func rejected() -> StepInfo { StepInfo(accepted: false, isFinite: true, lossBefore: before) }
    random.noise.fill(normals: state.noise.pointer, count: count)
    let uniform = 1 - random.noise.nextUniform()  // in (0, 1]
    slt_langevin(
      count, state.current.pointer, state.currentGradient.pointer, target.priorMean.pointer,
      target.nBeta, target.priorPrecision, step, step.squareRoot(), state.noise.pointer,
      state.proposal.pointer)
    if let boundingBox,
      slt_largest_distance(count, state.proposal.pointer, target.centreBuffer.pointer)
        > boundingBox
    {
      return rejected()
    }
    let loss = state.workspace.empiricalLoss(
      at: state.proposal.pointer, gradient: state.proposalGradient.pointer)
    guard loss.isFinite else { return rejected() }

    let logRatio =
      potential(state.current, state.loss, target) - potential(state.proposal, loss, target)
      + slt_langevin_log_ratio(
        count, state.current.pointer, state.proposal.pointer, state.proposalGradient.pointer,
        target.priorMean.pointer, target.nBeta, target.priorPrecision, step,
        state.noise.pointer)
    guard log(uniform) < logRatio else { return rejected() }
    swap(&state.current, &state.proposal)
    swap(&state.currentGradient, &state.proposalGradient)
    state.loss = loss
    return StepInfo(accepted: true, isFinite: true, lossBefore: before)
  }

  private func potential(
    _ position: RealBuffer, _ loss: Double, _ target: LocalisedPosterior
  ) -> Double {
    let distance = slt_squared_distance(
      position.count, position.pointer, target.priorMean.pointer)
    return target.nBeta * loss + 0.5 * target.priorPrecision * distance
  }
}
