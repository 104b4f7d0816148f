import NumericAlgebra
import NumericModels

/// Where a chain is, and the memory it moves in. Belongs to one chain; not shared.
public final class ChainState {
  let workspace: any LossWorkspace
  let count: Int
  var current: RealBuffer
  var currentGradient: RealBuffer
  var proposal: RealBuffer
  var proposalGradient: RealBuffer
  let noise: RealBuffer
  /// L_n at the position; with minibatches, the loss over the last batch, before the last step.
  public internal(set) var loss: Double
  /// The samples in the order in which batches are taken, and where the next batch starts.
  var batchIndices: [Int] = []
  var batchStart = 0
  private var memory: AnyObject?

  /// A chain at `position` (w* unless given), its loss and gradient evaluated there.
  public init(_ target: LocalisedPosterior, position: [Double]? = nil) {
    workspace = target.loss.makeWorkspace()
    count = target.loss.parameterCount
    if let position {
      precondition(position.count == count, "\(position.count) weights, not \(count)")
    }
    current = RealBuffer(position ?? target.centre)
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

  /// What a kernel keeps from step to step (momentum, second moments, a thermostat), made at its
  /// first step.
  @inline(__always)
  func memory<Memory: AnyObject>(_ make: () -> Memory) -> Memory {
    if let memory, type(of: memory) == Memory.self {
      return unsafeDowncast(memory, to: Memory.self)
    }
    let made = make()
    memory = made
    return made
  }

  /// The same, nil before the first step.
  func existingMemory<Memory: AnyObject>(_ type: Memory.Type) -> Memory? { memory as? Memory }

  /// Fills the noise: fresh normals, or given ones.
  func setNoise(_ values: [Double]) {
    precondition(values.count == count, "\(values.count) normals, not \(count)")
    for i in 0..<count { noise.pointer[i] = values[i] }
  }
}
