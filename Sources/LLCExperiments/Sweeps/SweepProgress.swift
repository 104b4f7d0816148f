import Foundation
import Reporting

/// How far a sweep is, for the person who waits for it: from events to lines.
public struct SweepProgress: Sendable {
  private struct Active {
    let spec: RunSpec
    let begun: Double
    let firstEpoch: Int
    var epoch: Int
    var isMeasuring = false
    var last: TrajectoryPoint?
    var coefficients: [Double?]
  }

  private let name: String
  private let varied: [String]
  private let total: Int
  private let wholeCost: Double
  private let begun: Double
  private var doneCost = 0.0
  private var costAtStart = 0.0
  private var done = 0
  private var failed = 0
  private var isWaiting = false
  private var active: [Int: Active] = [:]

  /// - Parameters:
  ///   - runs: all that are to be done, with what the store says of them.
  ///   - now: seconds from any fixed moment.
  public init(name: String, _ runs: [StoredRun], now: Double) {
    self.name = name
    varied = RunSetting.varied(in: runs.lazy.map(\.spec))
    total = runs.count
    wholeCost = runs.reduce(0) { $0 + $1.spec.cost }
    begun = now
    for run in runs {
      switch run.status {
      case .done: done += 1
      case .failed: failed += 1
      case .pending, .running:
        costAtStart += run.spec.cost(to: run.epoch ?? 0)
        continue
      }
      doneCost += run.spec.cost
      costAtStart += run.spec.cost
    }
  }

  public mutating func take(_ event: SweepEvent, now: Double) {
    switch event {
    case .started(let run, let spec, let points):
      let epoch = points.last?.epoch ?? 0
      isWaiting = false
      active[run] = Active(
        spec: spec, begun: now, firstEpoch: epoch, epoch: epoch, last: points.last,
        coefficients: points.map(\.coefficient))
    case .progressed(let run, let progress):
      active[run]?.epoch = progress.epoch
      active[run]?.isMeasuring = progress.isMeasuring
    case .measured(let run, let point):
      active[run]?.epoch = point.epoch
      active[run]?.isMeasuring = false
      active[run]?.last = point
      active[run]?.coefficients.append(point.coefficient)
    case .finished(let run):
      done += 1
      end(run)
    case .failed(let run, _):
      failed += 1
      end(run)
    case .lost(let run): active[run] = nil
    case .waiting: isWaiting = true
    }
  }

  private mutating func end(_ run: Int) {
    if let ended = active.removeValue(forKey: run) { doneCost += ended.spec.cost }
  }

  /// `grokking: 5 of 24 runs done, 1 failed, 43%, 12 min 05 s left`.
  public func summary(now: Double) -> String {
    var parts = ["\(name): \(Formatting.count(done)) of \(Formatting.count(total)) runs done"]
    if failed > 0 { parts.append("\(Formatting.count(failed)) failed") }
    // What another process does is seen when it is done.
    let cost = active.values.reduce(doneCost) { $0 + $1.spec.cost(to: $1.epoch) }
    if wholeCost > 0 { parts.append("\(Int(100 * min(1, cost / wholeCost)))%") }
    let rate = (cost - costAtStart) / (now - begun)
    if rate > 0, rate.isFinite, cost < wholeCost {
      parts.append("\(Formatting.duration(seconds: (wholeCost - cost) / rate)) left")
    }
    if isWaiting && active.isEmpty { parts.append("waiting for another process") }
    return parts.joined(separator: ", ")
  }

  /// The summary and a line a run at work.
  ///
  /// - Parameter limit: of the lines; the last one then says how many there are more.
  public func lines(now: Double, unicode: Bool, limit: Int = 20) -> [String] {
    let runs = active.keys.sorted()
    var lines = [summary(now: now)]
    for run in runs.prefix(limit) {
      if let line = active[run].map({ describe(run, $0, now, unicode: unicode) }) {
        lines.append(line)
      }
    }
    if runs.count > limit { lines.append("  and \(runs.count - limit) more") }
    return lines
  }

  /// All of it in one line, for a log.
  public func line(now: Double) -> String {
    let runs = active.keys.sorted().prefix(8).compactMap { run in
      active[run].map { "run \(run) at epoch \($0.epoch) of \($0.spec.epochs)" }
    }
    return ([summary(now: now)] + runs).joined(separator: "; ")
  }

  private func describe(_ run: Int, _ active: Active, _ now: Double, unicode: Bool) -> String {
    let settings = active.spec.settings.filter { varied.contains($0.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    // Settings last: a narrow terminal cuts the end, and what changes is in front of it.
    var parts = [
      "  run \(run)",
      "epoch \(Formatting.count(active.epoch)) of \(Formatting.count(active.spec.epochs))",
    ]
    let rate = Double(active.epoch - active.firstEpoch) / (now - active.begun)
    if rate > 0, rate.isFinite {
      let left = Double(active.spec.epochs - active.epoch) / rate
      parts[1] +=
        ", \(Formatting.significant(rate, digits: 3))/s, "
        + "\(Formatting.duration(seconds: left)) left"
    }
    if let point = active.last {
      parts.append(
        "accuracy "
          + Self.pair(point.trainingAccuracy, point.validationAccuracy) {
            "\(Formatting.significant(100 * $0, digits: 3))%"
          })
      parts.append(
        "loss "
          + Self.pair(point.trainingLoss, point.validationLoss) {
            Formatting.significant($0, digits: 3)
          })
      if let coefficient = point.coefficient {
        let bars = Sparkline.text(active.coefficients, width: 16, unicode: unicode)
        let value =
          point.coefficientError.map {
            Formatting.measurement(coefficient, standardError: $0)
          } ?? Formatting.significant(coefficient, digits: 4)
        parts.append("LLC \(bars) \(unicode ? value : value.replacing("±", with: "+-"))")
      }
    }
    if active.isMeasuring { parts.append("measuring") }
    if !settings.isEmpty { parts.append("(\(settings))") }
    return parts.joined(separator: "  ")
  }

  private static func pair(
    _ training: Double, _ validation: Double?, _ text: (Double) -> String
  ) -> String {
    text(training) + (validation.map { " | \(text($0))" } ?? "")
  }
}

extension RunSpec {
  fileprivate func cost(to epoch: Int) -> Double { cost * Double(epoch) / Double(max(1, epochs)) }
}
