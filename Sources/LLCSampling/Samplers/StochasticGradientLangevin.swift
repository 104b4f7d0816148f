import CNumericKernels
public import NumericAlgebra
import NumericModels

/// SGLD: `x <- x - eps/2 (n beta grad L(x) + gamma (x - w*)) + N(0, eps)`.
///
/// Unadjusted: on a quadratic potential of curvature kappa the stationary variance is
/// `1 / (kappa (1 - eps kappa / 4))`, and there is none from eps kappa = 4 on. One gradient a step.
public struct StochasticGradientLangevin: Sendable {
  public let stepSize: Double
  /// Samples in each gradient, drawn without replacement afresh at every step; nil for all.
  public let batchSize: Int?

  public init(stepSize: Double, batchSize: Int? = nil) {
    self.stepSize = stepSize
    self.batchSize = batchSize
  }

  /// One step. `batches` is read only with a batch size.
  public func step(
    _ state: ChainState, _ stream: inout RandomStream, batches: inout RandomStream,
    target: LocalisedPosterior
  ) -> StepInfo {
    stream.fill(normals: state.noise.pointer, count: state.count)
    return move(state, batches: &batches, target: target)
  }

  /// One step with given standard normal noise, D values.
  public func step(
    _ state: ChainState, noise: [Double], batches: inout RandomStream, target: LocalisedPosterior
  ) -> StepInfo {
    precondition(noise.count == state.count, "\(noise.count) normals, not \(state.count)")
    for i in 0..<state.count { state.noise.pointer[i] = noise[i] }
    return move(state, batches: &batches, target: target)
  }

  @inline(__always)
  private func move(
    _ state: ChainState, batches: inout RandomStream, target: LocalisedPosterior
  ) -> StepInfo {
    if let batchSize {
      // The gradient at the position over a fresh batch.
      if state.batchIndices.isEmpty { state.batchIndices = Array(0..<target.loss.sampleSize) }
      state.loss = state.batchIndices.withUnsafeMutableBufferPointer { indices in
        batches.chooseFront(batchSize, of: indices)
        return state.workspace.batchLoss(
          at: state.current.pointer,
          batch: UnsafeBufferPointer(rebasing: indices[0..<batchSize]),
          gradient: state.currentGradient.pointer)
      }
    }
    slt_langevin(
      state.count, state.current.pointer, state.currentGradient.pointer, state.centre.pointer,
      target.nBeta, target.localisation, stepSize, stepSize.squareRoot(), state.noise.pointer,
      state.current.pointer)
    if batchSize == nil {
      state.loss = state.workspace.empiricalLoss(
        at: state.current.pointer, gradient: state.currentGradient.pointer)
    }
    return StepInfo(accepted: true, isFinite: state.loss.isFinite)
  }
}
