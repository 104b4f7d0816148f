/// What happens in a sweep, as its runner sees it.
public enum SweepEvent: Sendable {
  /// A worker took a run, which has these checkpoints already.
  case started(run: Int, RunSpec, [TrajectoryPoint])
  case progressed(run: Int, RunProgress)
  /// A checkpoint, after it was stored.
  case measured(run: Int, TrajectoryPoint)
  case finished(run: Int)
  case failed(run: Int, because: String)
  /// Another process took the run over.
  case lost(run: Int)
  /// Nothing is left to do but what another process works on.
  case waiting
}
