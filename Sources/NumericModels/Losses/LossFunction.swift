/// An empirical loss L_n(w) that can be sampled and trained: a value and a gradient.
///
/// A conforming type is an immutable description; the memory that an evaluation needs is in a
/// workspace, one for each chain, so that hot loops allocate nothing.
public protocol LossFunction: Sendable {
  /// D, the length of w.
  var parameterCount: Int { get }
  /// n, the number of samples that batches can be drawn from; 0 for a loss without samples, such as
  /// a population loss or a polynomial.
  var sampleSize: Int { get }
  /// Memory for evaluations; not to be shared between threads.
  func makeWorkspace() -> any LossWorkspace
}

/// Evaluates one loss, over and over, in memory of its own. Not for use from two threads at once.
public protocol LossWorkspace: AnyObject {
  /// L_n(w). `weights` holds D values.
  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double

  /// L_n(w) returned, its gradient written over `gradient` (D values, not overlapping `weights`).
  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double

  /// The same over the samples listed in `batch` (indices below n): an average over the batch.
  ///
  /// With a centred loss the outputs are centred over the batch, so its expectation over random
  /// batches is not the full loss exactly: the mean that is removed costs one of b degrees of
  /// freedom instead of one of n, and the expected batch loss is (1 - 1/b)/(1 - 1/n) times L_n.
  func batchLoss(
    at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double
}

extension LossWorkspace {
  /// For losses without samples: settings with a batch size are refused before they come here.
  public func batchLoss(
    at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    preconditionFailure("a batch of \(batch.count) of a loss without samples")
  }
}

extension LossFunction {
  /// L_n(w); allocates a workspace, so for single evaluations only.
  public func empiricalLoss(at weights: [Double]) -> Double {
    checkCount(weights)
    let workspace = makeWorkspace()
    return weights.withUnsafeBufferPointer { workspace.empiricalLoss(at: $0.baseAddress!) }
  }

  /// L_n(w) and its gradient; allocates a workspace, so for single evaluations only.
  public func lossAndGradient(at weights: [Double]) -> (loss: Double, gradient: [Double]) {
    checkCount(weights)
    let workspace = makeWorkspace()
    var gradient = [Double](repeating: 0, count: parameterCount)
    let loss = weights.withUnsafeBufferPointer { weights in
      gradient.withUnsafeMutableBufferPointer { gradient in
        workspace.empiricalLoss(at: weights.baseAddress!, gradient: gradient.baseAddress!)
      }
    }
    return (loss, gradient)
  }

  /// The loss over a batch and its gradient; allocates a workspace, so for single evaluations only.
  public func lossAndGradient(
    at weights: [Double], batch: [Int]
  ) -> (loss: Double, gradient: [Double]) {
    checkCount(weights)
    precondition(
      !batch.isEmpty && batch.allSatisfy { (0..<sampleSize).contains($0) },
      "a batch needs indices in 0 ..< \(sampleSize)")
    let workspace = makeWorkspace()
    var gradient = [Double](repeating: 0, count: parameterCount)
    let loss = weights.withUnsafeBufferPointer { weights in
      batch.withUnsafeBufferPointer { batch in
        gradient.withUnsafeMutableBufferPointer { gradient in
          workspace.batchLoss(
            at: weights.baseAddress!, batch: batch, gradient: gradient.baseAddress!)
        }
      }
    }
    return (loss, gradient)
  }

  func checkCount(_ weights: [Double]) {
    precondition(
      weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
  }
}
