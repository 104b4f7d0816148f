import Foundation
import LLCExperiments
import Reporting
import Synchronization

/// Stopped by a signal, with all that was stored standing.
struct SweepInterrupted: Error, CustomStringConvertible {
  let description = "interrupted; the same command goes on from the last checkpoints"
}

/// What is shown of a sweep while it runs.
final class SweepDisplay: Sendable {
  enum Style: Sendable, Equatable {
    /// Lines at the foot of the terminal, drawn again several times a second.
    case terminal(width: Int)
    /// A line a minute on standard error.
    case log
    /// A JSON object a checkpoint on standard output.
    case jsonLines
    case silent

    static func chosen(quiet: Bool, jsonLines: Bool) -> Style {
      if jsonLines { return .jsonLines }
      if quiet { return .silent }
      return Terminal.width(.standardError).map { .terminal(width: $0) } ?? .log
    }
  }

  private struct State {
    var progress: SweepProgress
    var live: LiveLines
    var lastLog = 0.0
    var outputFailed = false
  }

  /// Between two redraws; 8 a second look steady and cost nothing.
  static let redrawPause = Duration.milliseconds(125)
  private static let logSeconds = 60.0

  private let style: Style
  private let unicode = Sparkline.isUnicodeShown
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init(_ style: Style, name: String, _ runs: [StoredRun]) {
    self.style = style
    let width = if case .terminal(let width) = style { width } else { 80 }
    state = Mutex(
      State(
        progress: SweepProgress(name: name, runs, now: 0), live: LiveLines(width: width)))
  }

  private var now: Double { start.duration(to: .now) / .seconds(1) }

  /// Whether standard output can no longer be written: a sweep whose results go nowhere ends.
  var outputFailed: Bool { state.withLock { $0.outputFailed } }

  func take(_ event: SweepEvent) {
    let now = now
    state.withLock { state in
      state.progress.take(event, now: now)
      switch event {
      case .failed(let run, let reason) where style != .silent:
        write(state.live.erase() + "run \(run) failed: \(reason)\n")
      case .lost(let run) where style != .silent:
        write(state.live.erase() + "run \(run) was taken over by another process\n")
      case .measured(let run, let point) where style == .jsonLines:
        do {
          let line = try JSONOutput.encode(PointPayload(point, run: run), compact: true)
          try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
        } catch { state.outputFailed = true }
      default: break
      }
    }
  }

  /// Shows what there is to show; called every `redrawPause`.
  func tick() {
    let now = now
    state.withLock { state in
      switch style {
      case .terminal:
        write(state.live.redraw(state.progress.lines(now: now, unicode: unicode)))
      case .log:
        guard now - state.lastLog >= Self.logSeconds else { return }
        state.lastLog = now
        write(state.progress.line(now: now) + "\n")
      case .jsonLines, .silent: break
      }
    }
  }

  func finish() { state.withLock { state in write(state.live.erase()) } }

  private func write(_ text: String) {
    if !text.isEmpty { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  }
}
