import Foundation
import LLCExperiments
import Reporting
import Synchronization

/// A training run on standard error: a line at each checkpoint, and on a terminal one that moves.
final class TrainingDisplay: Sendable {
  /// Nil where there is no terminal.
  private let live: Mutex<LiveLines?>

  init() { live = Mutex(Terminal.width(.standardError).map { LiveLines(width: $0) }) }

  func take(_ event: TrainingSession.Event) {
    switch event {
    case .progressed(let progress):
      let line =
        "epoch \(progress.epoch), batch loss \(Formatting.significant(progress.batchLoss, digits: 4))"
      write(live.withLock { $0?.redraw([line]) ?? "" })
    case .reached(let point):
      finish()
      write("epoch \(point.epoch): \(Self.text(point))\n")
    }
  }

  func finish() { write(live.withLock { $0?.erase() ?? "" }) }

  private static func text(_ point: TrajectoryPoint) -> String {
    func pair(_ name: String, _ training: Double, _ validation: Double?) -> String {
      let texts = [training, validation].compactMap { $0 }
        .map { Formatting.significant($0, digits: 4) }
      return "\(name) \(texts.joined(separator: " / "))"
    }
    return pair("loss", point.trainingLoss, point.validationLoss) + ", "
      + pair("accuracy", point.trainingAccuracy, point.validationAccuracy)
      + (point.validationLoss == nil ? "" : " (training / validation)")
  }

  private func write(_ text: String) {
    if !text.isEmpty { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  }
}
