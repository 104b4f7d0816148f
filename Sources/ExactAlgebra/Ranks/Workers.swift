import Dispatch
import Synchronization

/// Work that is divided among threads.
enum Workers {
  /// Calls the body once for every index below `count`; each thread takes the next index when it
  /// has done its last, so that a thread that is held up does not hold up the others. The body gets
  /// the index; calls must not write to the same place.
  static func run(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    run(count, threads: threads) { index, _ in body(index) }
  }

  /// The same; the body also gets the number of its thread, below `threads`.
  static func run(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (_ index: Int, _ thread: Int) -> Void
  ) {
    let threads = min(threads, count)
    if threads <= 1 {
      for index in 0..<count { body(index, 0) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        body(index, thread)
      }
    }
  }
}
