public import Foundation

/// A run that goes from checkpoint to checkpoint and can be taken up again from any of them.
public protocol RunDriver: SendableMetatype {
  /// - Parameter state: `state` of a run with the same spec after some checkpoint; nil to start.
  /// - Throws: when the spec cannot be run, or the state is not one of it.
  init(_ spec: RunSpec, _ sweep: SweepSpec, resuming state: Data?) throws

  /// Trains to the next checkpoint and measures there; nil when the run is complete.
  ///
  /// - Parameter progress: the last epoch trained, some times a second at most.
  /// - Throws: `CancellationError` when the task is cancelled; what makes the run fail otherwise.
  mutating func advance(
    progress: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> TrajectoryPoint?

  /// Everything that `init(_:_:resuming:)` needs: the weights, the optimiser's memory, the place in
  /// the random streams. Resuming from it gives the same bits as not having stopped.
  var state: Data { get throws }
}

/// Where a run is between two checkpoints.
public struct RunProgress: Sendable, Hashable {
  public var epoch: Int
  /// Of the last batch.
  public var batchLoss: Double
  /// True while the coefficient is being measured.
  public var isMeasuring: Bool

  public init(epoch: Int, batchLoss: Double, isMeasuring: Bool = false) {
    self.epoch = epoch
    self.batchLoss = batchLoss
    self.isMeasuring = isMeasuring
  }
}
