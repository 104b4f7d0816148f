/// One training run to its end, or to where it is stopped.
///
/// It is the run that a sweep with this spec makes, to the last bit, without its estimates and theory.
public struct TrainingSession: Sendable {
  public enum Event: Sendable {
    /// Some times a second at most.
    case progressed(RunProgress)
    /// At about thirty epochs, spaced logarithmically.
    case reached(TrajectoryPoint)
  }

  public let weights: TrainedWeights
  /// False when it was stopped before the last epoch.
  public let isComplete: Bool

  /// - Parameters:
  ///   - isStopped: asked a few times a second, between two epochs.
  ///   - observe: called between two epochs; keep it short.
  /// - Throws: `RunSettingError`; `TrainingError.nonFinite` when it diverges.
  public init(
    _ spec: RunSpec, isStopped: @escaping @Sendable () -> Bool,
    observe: @escaping @Sendable (Event) -> Void
  ) async throws {
    try spec.check()
    let sweep = SweepSpec(
      name: "train", runs: [spec], measurement: TrajectoryMeasurement(sampler: nil, theory: false))
    // A thread of its own: the others wait for signals.
    let work = Task(executorPreference: WorkerThread(0)) {
      var run = try TrajectoryRun(spec, sweep, resuming: nil)
      do {
        while let point = try await run.advance(progress: { progress in
          observe(.progressed(progress))
          if isStopped() { withUnsafeCurrentTask { $0?.cancel() } }
        }) {
          observe(.reached(point))
          if isStopped() { throw CancellationError() }
        }
        return (try run.state, true)
      } catch is CancellationError {
        return (try run.state, false)
      }
    }
    let (state, isComplete) = try await work.value
    weights = try TrainedWeights(spec, state: state)
    // Told to stop in the same moment as it ended: nothing is missing.
    self.isComplete = isComplete || weights.point.epoch == spec.epochs
  }
}
