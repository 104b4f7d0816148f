import Foundation
import Synchronization

/// Tells a waiting person how far a long computation is; writes to standard error only.
///
/// Nothing is shown for work that ends within two seconds. On a terminal one line is redrawn, at
/// most ten times a second, and cleared at the end; elsewhere a line is logged every ten seconds,
/// so that a log file stays short. Safe to call from any thread; a call that prints nothing costs
/// one lock and one look at the clock.
public final class ProgressReporter: Sendable {
  /// Where the text goes and what time it is; replaced in tests.
  public struct Environment: Sendable {
    public var isTerminal: Bool
    /// Columns of the terminal.
    public var width: Int
    /// Seconds from any fixed moment, never going back.
    public var now: @Sendable () -> Double
    /// Called under the reporter's lock: it must not call the reporter.
    public var write: @Sendable (String) -> Void

    public init(
      isTerminal: Bool, width: Int = 80, now: @escaping @Sendable () -> Double,
      write: @escaping @Sendable (String) -> Void
    ) {
      self.isTerminal = isTerminal
      self.width = width
      self.now = now
      self.write = write
    }

    /// Standard error and the continuous clock.
    public static var standardError: Environment {
      let start = ContinuousClock.now
      return Environment(
        isTerminal: Terminal.isTerminal(.standardError),
        width: Terminal.width(.standardError) ?? 80,
        now: { start.duration(to: .now) / .seconds(1) },
        write: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) })
    }
  }

  static let quietSeconds = 2.0
  static let redrawSeconds = 0.1
  static let logSeconds = 10.0

  private struct State {
    var completed = 0
    var resumed = 0
    var lastShown: Double?
    var finished = false
  }

  private let label: String
  private let total: Int?
  private let environment: Environment
  private let start: Double
  private let state = Mutex(State())

  /// - Parameters:
  ///   - label: what is being done.
  ///   - total: the number of steps, nil when unknown.
  public init(
    _ label: String, total: Int? = nil, environment: Environment = .standardError
  ) {
    self.label = label.singleLine
    self.total = total
    self.environment = environment
    start = environment.now()
  }

  public var completed: Int { state.withLock { $0.completed } }

  /// Counts steps done and shows them if it is time to.
  public func advance(by steps: Int = 1) {
    state.withLock { state in
      state.completed += steps
      showIfDue(&state)
    }
  }

  /// Steps that an earlier run did: they are shown as done and do not count for the speed.
  public func resume(at completed: Int) {
    state.withLock { state in
      state.resumed = completed
      state.completed = completed
    }
  }

  /// Sets the number of steps done.
  public func update(completed: Int) {
    state.withLock { state in
      state.completed = completed
      showIfDue(&state)
    }
  }

  /// Clears the line, or logs the total time if anything was logged. Later calls do nothing.
  public func finish() {
    state.withLock { state in
      guard !state.finished else { return }
      state.finished = true
      guard state.lastShown != nil else { return }
      if environment.isTerminal {
        environment.write("\r\u{1B}[K")
      } else {
        let time = Formatting.duration(seconds: environment.now() - start)
        environment.write("\(label): \(Formatting.count(state.completed)) done in \(time)\n")
      }
    }
  }

  deinit { finish() }

  private func showIfDue(_ state: inout State) {
    let now = environment.now()
    let elapsed = now - start
    let pause = environment.isTerminal ? Self.redrawSeconds : Self.logSeconds
    guard !state.finished, elapsed >= Self.quietSeconds,
      state.lastShown.map({ now - $0 >= pause }) ?? true
    else { return }
    state.lastShown = now
    let line = ProgressLine(
      label: label, completed: state.completed, total: total, elapsed: elapsed,
      resumed: state.resumed)
    if environment.isTerminal {
      environment.write("\r\(line.bar(width: environment.width))\u{1B}[K")
    } else {
      environment.write(line.log + "\n")
    }
  }
}
