import Foundation

/// The CPU time of this process.
enum CPUClock {
  /// Seconds over all threads.
  static var seconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
