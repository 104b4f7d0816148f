import Foundation
import Synchronization

/// Ctrl-C and `kill`, as a question that long work asks between two steps.
enum StopSignal {
  private static let raised = Atomic<Bool>(false)

  /// From now on SIGINT and SIGTERM only set a flag; a second one ends the program at once.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        if StopSignal.raised.exchange(true, ordering: .relaxed) {
          signal(received, SIG_DFL)
          raise(received)
        }
      }
    }
  }

  static var isRaised: Bool { raised.load(ordering: .relaxed) }
}
