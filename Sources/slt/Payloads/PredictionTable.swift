import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Reporting

/// `slt predict` as a table.
enum PredictionTable {
  /// - Parameter place: which weights, where it is known.
  static func table(_ report: TheoremReport, at place: String?) -> Table {
    var table = Table(
      title: title(report.setting, place),
      columns: columns, footnotes: footnotes(report))
    for row in report.rows {
      table.append(cells(row.theorem.identifier, row.level, row.prediction, row.decisive))
    }
    table.append(certifiedRow(report.certified))
    return table
  }

  /// The same columns for a closed form of the wider literature.
  static func table(_ report: ClosedFormReport) -> Table {
    var table = Table(
      title: "\(report.title), \(report.weights) weights", columns: columns,
      footnotes: [report.advice])
    for row in report.rows {
      table.append(
        cells(
          row.theorem, report.level, row.prediction,
          row.assumptions.first { !$0.verdict.holds }))
    }
    table.append(certifiedRow(report.certified))
    return table
  }

  private static func certifiedRow(_ certified: CertifiedCoefficient) -> [Cell] {
    [
      "certified", .text(certified.level.rawValue), .exact(interval(certified)),
      certified.multiplicity.map { .integer($0) } ?? .empty,
      .text(certified.isExact ? "exact" : "bounded"), .text(certified.because),
    ]
  }

  private static func title(_ setting: Setting, _ place: String?) -> String {
    let family = setting.family
    var parts = [
      "\(family.name) network, d = \(family.inputDimension), m = \(family.width), "
        + "K = \(family.outputDimension), \(family.parameterCount) weights"
    ]
    if let task = setting.task {
      parts.append("modular addition p = \(task.modulus), \(setting.loss.rawValue) loss")
    }
    parts.append(
      setting.weights == nil ? "dimensions only" : place ?? "at the given weights")
    return parts.joined(separator: "; ")
  }

  private static var columns: [Column] {
    [
      "theorem", "level", Column("λ", alignment: .trailing),
      Column("mult", alignment: .trailing), "verdict", "first failed or open assumption",
    ]
  }

  private static func cells(
    _ identifier: String, _ level: Level, _ prediction: Prediction, _ decisive: Assumption?
  ) -> [Cell] {
    let lambda: Cell
    let multiplicity: Int?
    switch prediction {
    case .proved(let value), .conditional(let value):
      lambda = .exact(value.value.description)
      multiplicity = value.multiplicity
    case .bounded(let lower, let upper):
      lambda = .exact("[\(lower), \(upper)]")
      multiplicity = nil
    case .inapplicable(let value):
      lambda = value.map { .exact("(\($0.value))") } ?? .empty
      multiplicity = nil
    }
    return [
      .text(identifier), .text(level.rawValue), lambda,
      multiplicity.map { .integer($0) } ?? .empty, .text(prediction.name),
      .text(decisive.map { "\($0.statement): \($0.verdict.because)" } ?? ""),
    ]
  }

  private static func interval(_ certified: CertifiedCoefficient) -> String {
    certified.lower == certified.upper
      ? certified.lower.description : "[\(certified.lower), \(certified.upper)]"
  }

  private static func footnotes(_ report: TheoremReport) -> [String] {
    var notes = [report.advice]
    let levelOnly = report.rows.contains {
      if case .inapplicable(_?) = $0.prediction { true } else { false }
    }
    if levelOnly {
      notes.append(
        "(value): theorem value, assumes identifiable quadratic forms. These inputs do not "
          + "identify them, so it is the coefficient at level coordinates and not of this loss.")
    }
    if case .monteCarlo(let failure) = report.certified.confidence, failure < 1 {
      notes.append(
        "The certified row rests on random points: wrong with probability at most "
          + "\(Formatting.significant(failure, digits: 2)).")
    }
    return notes
  }
}
