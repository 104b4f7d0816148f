public import Reporting

/// Where each run of a sweep ended. The same for an uninterrupted sweep and one that was killed and
/// taken up again; seconds, which are not, are in `StatusTable`.
public enum SweepTable {
  public static func table(
    _ runs: [StoredRun], last points: [Int: TrajectoryPoint]
  ) -> Table {
    let varied = RunSetting.varied(in: runs.lazy.map(\.spec))
    var table = Table(
      columns: ["run"] + varied.map { Column($0) } + [
        "status", "epochs", "training loss", "validation loss", "training accuracy",
        "validation accuracy", Column("LLC", note: "at the last checkpoint, ± standard error"),
        "flags",
      ])
    for run in runs {
      let point = points[run.index]
      let settings = run.spec.settings.filter { varied.contains($0.key) }
      table.append(
        [.integer(run.index)] + settings.map(Cell.init) + [
          .text(run.status.rawValue), point.map { .integer($0.epoch) } ?? .empty,
          .optional(point?.trainingLoss), .optional(point?.validationLoss),
          .optional(point?.trainingAccuracy), .optional(point?.validationAccuracy),
          point?.coefficientCell ?? .empty, .text(point?.flags.joined(separator: ", ") ?? ""),
        ])
    }
    return table
  }
}

/// How far each run of a store is.
public enum StatusTable {
  public static func table(_ runs: [StoredRun]) -> Table {
    let varied = RunSetting.varied(in: runs.lazy.map(\.spec))
    var table = Table(
      columns: ["run"] + varied.map { Column($0) } + [
        "status", "epoch", "of", Column("time", unit: "s"), "version", "reason",
      ])
    for run in runs {
      let settings = run.spec.settings.filter { varied.contains($0.key) }
      table.append(
        [.integer(run.index)] + settings.map(Cell.init) + [
          .text(run.status.rawValue), run.epoch.map { .integer($0) } ?? .empty,
          .integer(run.spec.epochs), .number(run.seconds, significantDigits: 3),
          .text(run.codeVersions.joined(separator: ", ")), .text(run.reason ?? ""),
        ])
    }
    return table
  }
}

/// Every checkpoint of every run, a row each.
public enum PointTable {
  public static func table(_ points: [(run: Int, point: TrajectoryPoint)]) -> Table {
    var table = Table(columns: ["run"] + PointColumn.all.map { Column($0.name) })
    for (run, point) in points {
      table.append([.integer(run)] + PointColumn.all.map { Cell($0.value(point)) })
    }
    return table
  }
}

extension TrajectoryPoint {
  fileprivate var coefficientCell: Cell {
    guard let coefficient else { return .empty }
    return coefficientError.map { .measurement(coefficient, standardError: $0) }
      ?? .number(coefficient)
  }
}

extension Cell {
  fileprivate init(_ setting: RunSetting) {
    self = Int(setting.value).map { .integer($0) } ?? .exact(setting.value)
  }

  fileprivate init(_ value: PointColumn.Value) {
    switch value {
    case .nothing: self = .empty
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .text(let text): self = .text(text)
    case .words(let words): self = .text(words.joined(separator: " "))
    }
  }

  fileprivate static func optional(_ value: Double?) -> Cell { value.map { .number($0) } ?? .empty }
}
