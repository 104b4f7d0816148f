import Dispatch

/// Runs the work of one task at a time on a thread of its own, so that a task which computes for hours
/// takes no thread from those that wait for clocks and signals.
final class WorkerThread: TaskExecutor {
  private let queue: DispatchQueue

  init(_ number: Int) { queue = DispatchQueue(label: "worker \(number)") }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
