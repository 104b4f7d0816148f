import NumericAlgebra
import NumericModels

/// Where a chain is, and the memory it moves in. Belongs to one chain; not shared.
public final class ChainState {
  let workspace: any LossWorkspace
  let centre: RealBuffer
  let count: Int
  var current: RealBuffer
  var currentGradient: RealBuffer
  var proposal: RealBuffer
  var proposalGradient: RealBuffer
  let noise: RealBuffer
  /// L_n at the position; with minibatches, the loss over the last batch.
  public internal(set) var loss: Double
  /// Random numbers for the batches alone, so that the noise does not depend on the batch size.
  var batchIndices: [Int] = []

  /// A chain at `position` (w* unless given), its loss and gradient evaluated there.
  public init(_ target: LocalisedPosterior, position: [Double]? = nil) {
    workspace = target.loss.makeWorkspace()
    centre = target.centreBuffer
    count = target.loss.parameterCount
    if let position {
      precondition(position.count == count, "\(position.count) weights, not \(count)")
    }
    current = RealBuffer(position ?? centre.values)
    currentGradient = RealBuffer(count: count)
    proposal = RealBuffer(count: count)
    proposalGradient = RealBuffer(count: count)
    noise = RealBuffer(count: count)
    loss = workspace.empiricalLoss(at: current.pointer, gradient: currentGradient.pointer)
  }

  /// The weights.
  public var position: [Double] { current.values }

  /// The gradient of the loss (of the last batch with minibatches) at the position.
  public var gradient: [Double] { currentGradient.values }

  /// L_n at the position over all samples, whatever the batches.
  public func fullLoss() -> Double { workspace.empiricalLoss(at: current.pointer) }
}

/// What one step did.
public struct StepInfo: Sendable {
  /// False when a proposal was rejected.
  public let accepted: Bool
  /// False when the loss at the new position is NaN or infinite.
  public let isFinite: Bool
}
