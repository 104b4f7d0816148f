import Glibc

/// Processor time, in which a limit can be stated that a busy machine does not break: a wall clock
/// also counts what other tests and processes did meanwhile.
public struct ProcessorTime: Sendable {
  private let start = Self.now

  /// From now on, on this thread.
  public init() {}

  /// What this thread has used since, in seconds. On the thread that began, without suspension
  /// between; work handed to other threads does not count.
  public var seconds: Double { Self.now - start }

  private static var now: Double {
    var time = timespec()
    precondition(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
