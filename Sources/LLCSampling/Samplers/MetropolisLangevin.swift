import CNumericKernels
import Foundation
public import NumericAlgebra
import NumericModels

/// MALA: the SGLD proposal y, accepted with probability
/// `min(1, p(y) q(x | y) / (p(x) q(y | x)))`, `q(y | x) = N(x - eps/2 grad U(x), eps)`
/// (Roberts and Tweedie 1996). Its stationary law is the target exactly, for any step.
///
/// A proposal with a loss that is not finite has density 0 and is rejected. One gradient a step.
public struct MetropolisLangevin: Sendable {
  public let stepSize: Double

  public init(stepSize: Double) { self.stepSize = stepSize }

  public func step(
    _ state: ChainState, _ stream: inout RandomStream, target: LocalisedPosterior
  ) -> StepInfo {
    let (count, step) = (state.count, stepSize)
    stream.fill(normals: state.noise.pointer, count: count)
    let uniform = 1 - stream.nextUniform()  // in (0, 1]
    slt_langevin(
      count, state.current.pointer, state.currentGradient.pointer, state.centre.pointer,
      target.nBeta, target.localisation, step, step.squareRoot(), state.noise.pointer,
      state.proposal.pointer)
    let loss = state.workspace.empiricalLoss(
      at: state.proposal.pointer, gradient: state.proposalGradient.pointer)
    guard loss.isFinite else { return StepInfo(accepted: false, isFinite: true) }

    let logRatio =
      potential(state.current, state.loss, target) - potential(state.proposal, loss, target)
      + slt_langevin_log_ratio(
        count, state.current.pointer, state.proposal.pointer, state.proposalGradient.pointer,
        state.centre.pointer, target.nBeta, target.localisation, step, state.noise.pointer)
    guard log(uniform) < logRatio else { return StepInfo(accepted: false, isFinite: true) }
    swap(&state.current, &state.proposal)
    swap(&state.currentGradient, &state.proposalGradient)
    state.loss = loss
    return StepInfo(accepted: true, isFinite: true)
  }

  private func potential(
    _ position: RealBuffer, _ loss: Double, _ target: LocalisedPosterior
  ) -> Double {
    let distance = slt_squared_distance(
      position.count, position.pointer, target.centreBuffer.pointer)
    return target.nBeta * loss + 0.5 * target.localisation * distance
  }
}
