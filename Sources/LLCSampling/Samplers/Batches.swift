import NumericAlgebra
import NumericModels

/// Which samples each stochastic gradient sees.
public struct Batches: Sendable, Hashable {
  public enum Order: Sendable, Hashable {
    /// A fresh random batch at every step, without replacement inside the batch. Batches are
    /// independent, so that the chain is a Markov chain in the weights alone.
    case fresh
    /// Random passes through the data, as PyTorch's `DataLoader(shuffle=True)` makes them: every
    /// sample once before any comes again, and a shorter last batch if the size does not divide n.
    case epochs
  }

  public let size: Int
  public let order: Order

  public init(size: Int, order: Order = .fresh) {
    self.size = size
    self.order = order
  }
}

extension ChainState {
  /// Evaluates loss and gradient at the position over the next batch; with nil they are those over
  /// all samples and already there.
  @inline(__always)
  func evaluateBatch(_ batches: Batches?, _ stream: inout RandomStream, _ sampleSize: Int) {
    guard let batches else { return }
    if batchIndices.isEmpty { batchIndices = Array(0..<sampleSize) }
    let range = nextBatch(batches, &stream)
    loss = batchIndices.withUnsafeBufferPointer { indices in
      workspace.batchLoss(
        at: current.pointer, batch: UnsafeBufferPointer(rebasing: indices[range]),
        gradient: currentGradient.pointer)
    }
  }

  /// Brings loss and gradient to the new position, where they are over all samples.
  @inline(__always)
  func evaluateAll(_ batches: Batches?) {
    guard batches == nil else { return }
    loss = workspace.empiricalLoss(at: current.pointer, gradient: currentGradient.pointer)
  }

  private func nextBatch(_ batches: Batches, _ stream: inout RandomStream) -> Range<Int> {
    switch batches.order {
    case .fresh:
      batchIndices.withUnsafeMutableBufferPointer { stream.chooseFront(batches.size, of: $0) }
      return 0..<batches.size
    case .epochs:
      if batchStart == 0 { stream.shuffle(&batchIndices) }
      let range = batchStart..<min(batchStart + batches.size, batchIndices.count)
      batchStart = range.upperBound == batchIndices.count ? 0 : range.upperBound
      return range
    }
  }
}
