import LLCExperiments
import Reporting
import Synchronization

/// One progress line for each stage of a case.
final class CaseProgress: Sendable {
  private let current = Mutex<(name: String, reporter: ProgressReporter)?>(nil)

  func update(_ progress: ExperimentRunner.Progress) {
    current.withLock { current in
      let label =
        progress.stage == .sampling
        ? progress.caseName : "\(progress.caseName), \(progress.stage.rawValue)"
      if current?.name != label {
        current?.reporter.finish()
        current = (label, ProgressReporter(label, total: progress.total))
      }
      current?.reporter.update(completed: progress.completed)
    }
  }

  func finish() { current.withLock { $0?.reporter.finish() } }
}
