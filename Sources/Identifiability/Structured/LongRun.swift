import ExactAlgebra

/// How long computations report, stop and go on.
public struct LongRun: Sendable {
  /// Where the state is kept, the last one included; nil keeps none. Remove it once the result has
  /// been written.
  public var checkpoint: String?
  /// Where a computation of more than ten minutes keeps its state when no file is named: a file
  /// of this folder, named by its instance. nil keeps none.
  public var checkpointFolder: String?
  /// Seconds between two writes of it.
  public var checkpointSeconds = 60.0
  /// The most seconds that it may take by its estimate; nil for any.
  public var timeLimit: Double?
  /// Told before the work starts what it will take.
  public var announce: @Sendable (Announcement) -> Void = { _ in }
  /// Called with the fraction done.
  public var progress: RankProgress?
  /// Asked between two steps; true saves the state and ends with `Interrupted`.
  public var shouldStop: @Sendable () -> Bool = { false }
  public var threads = 1

  public init(threads: Int = 1, progress: RankProgress? = nil) {
    self.threads = threads
    self.progress = progress
  }

  /// What a computation will take: its work, seconds by the measured speed of one step, and where
  /// the state is kept.
  public struct Announcement: Sendable {
    public let work: StructuredWork
    public let seconds: Double
    public let checkpoint: String?
    /// Steps that a checkpoint already holds.
    public let stepsDone: Int
  }

  /// The file of an instance, named by its hash.
  func checkpoint(instance: String, seconds: Double) -> String? {
    if let checkpoint { return checkpoint }
    guard let checkpointFolder else { return nil }
    let path = checkpointFolder + "/slt-rank-\(instance.prefix(12)).checkpoint"
    return seconds > 600 || LanczosCheckpoint.exists(path) ? path : nil
  }

  /// The computation was told to stop.
  public struct Interrupted: Error, Equatable, CustomStringConvertible {
    public let stepsDone: Int
    public let steps: Int
    public let checkpoint: String?

    public init(stepsDone: Int, steps: Int, checkpoint: String?) {
      (self.stepsDone, self.steps, self.checkpoint) = (stepsDone, steps, checkpoint)
    }

    public var description: String {
      "stopped after \(stepsDone) of \(steps) steps; "
        + (checkpoint.map { "the same command goes on from \($0)" }
          ?? "nothing was kept (--checkpoint FILE keeps it)")
    }
  }
}
