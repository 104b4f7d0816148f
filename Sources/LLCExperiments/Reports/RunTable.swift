import LLCTheorems
import Reporting

/// The tables of a report.
enum RunTable {
  /// The values of some settings of a run.
  static func label(_ run: ReportRun, _ keys: [String]) -> String {
    run.spec.settings.filter { keys.contains($0.key) }.map { "\($0.key) \($0.value)" }
      .joined(separator: ", ")
  }

  static func table(_ runs: [ReportRun], varied: [String]) -> Table {
    var columns: [Column] = ["run"]
    columns += varied.map { Column($0, alignment: .trailing) }
    columns += [
      Column("epochs", alignment: .trailing), Column("training accuracy", alignment: .trailing),
      Column("validation accuracy", alignment: .trailing),
      Column(
        "memorised", unit: "epoch", note: "first checkpoint with a training accuracy of 0.99",
        alignment: .trailing),
      Column(
        "generalised", unit: "epoch", note: "first checkpoint with a validation accuracy of 0.99",
        alignment: .trailing),
      Column(
        "severity", unit: "epochs",
        note: "gap between the accuracies, integrated from memorisation to the end, for runs that "
          + "generalise; ± half the distance of its bounds between checkpoints",
        alignment: .trailing),
      Column("largest \u{3BB}", alignment: .trailing), Column("last \u{3BB}", alignment: .trailing),
      "stage", Column("seconds", alignment: .trailing), "flags",
    ]
    var table = Table(title: "Runs", columns: columns)
    for run in runs {
      let measures = run.grokking
      let last = run.last
      let estimate = run.lastEstimate
      var cells: [Cell] = [.integer(run.index)]
      cells += run.spec.settings.filter { varied.contains($0.key) }.map { .text($0.value) }
      cells += [
        .integer(last?.epoch ?? 0), .number(last?.trainingAccuracy ?? 0),
        last?.validationAccuracy.map { .number($0) } ?? .empty,
        measures.memorisationEpoch.map { .integer($0) } ?? .empty,
        measures.generalisationEpoch.map { .integer($0) } ?? .empty,
        severity(measures),
        measured(measures.largestCoefficient, measures.largestCoefficientError),
        measured(estimate?.coefficient, estimate?.coefficientError),
        (run.points.last { $0.stage != nil }?.stage).map { .text($0) } ?? .empty,
        .number(run.seconds, significantDigits: 3),
        .text(
          ((run.isComplete ? [] : ["incomplete"]) + run.lastFlags).joined(separator: "; ")
        ),
      ]
      table.append(cells)
    }
    return table
  }

  static func theory(_ runs: [ReportRun], varied: [String]) -> Table {
    var columns: [Column] = ["run"]
    columns += varied.filter { $0 != "seed" }.map { Column($0, alignment: .trailing) }
    columns += [
      Column("n", note: "training pairs", alignment: .trailing),
      Column(
        "level 1",
        note: "half the generic rank in the coordinates, which pairs of symbols do not identify",
        alignment: .trailing),
      Column(
        "all pairs", note: "half the generic rank of the outputs on all p^2 pairs",
        alignment: .trailing),
      Column(
        "training pairs",
        note: "half of min(m (3p - 2), K n'), which no rank on the training pairs exceeds",
        alignment: .trailing),
      Column(
        "lazy", note: "theorem 5.2 on the training pairs, (K/2) min(m, n')", alignment: .trailing),
      Column(
        "certified", note: "by the exact rank at the last weights, for a target that they realise",
        alignment: .trailing),
      Column(
        "predicted",
        note:
          "what the sampler is to return at its settings, from the spectrum at the last weights",
        alignment: .trailing),
      Column("last \u{3BB}", alignment: .trailing), Column("loss there", alignment: .trailing),
      Column("units", note: "active, of the width", alignment: .trailing),
    ]
    var table = Table(title: "Theory and measurement", columns: columns)
    for run in runs {
      let lines = TheoryLines(run.spec)
      let estimate = run.lastEstimate
      // Theorem 5.2 at an earlier, lazy checkpoint says nothing of the last weights.
      let ranked = run.points.last.flatMap {
        $0.theorem == ExactRankCertificate.identifier ? $0 : nil
      }
      var cells: [Cell] = [.integer(run.index)]
      cells += run.spec.settings.filter { varied.contains($0.key) && $0.key != "seed" }
        .map { .text($0.value) }
      cells += [
        .integer(run.spec.trainingPairCount),
        lines.coordinates.map { .number($0, significantDigits: 7) }
          ?? .empty,
        lines.allPairs.map { .number($0, significantDigits: 7) } ?? .empty,
        .number(lines.trainingPairs, significantDigits: 7),
        .number(lines.lazy, significantDigits: 7), interval(ranked),
        predicted(estimate),
        measured(estimate?.coefficient, estimate?.coefficientError),
        estimate.map { .number($0.trainingLoss, significantDigits: 2) } ?? .empty,
        run.points.last { $0.activeUnits != nil }?.activeUnits.map {
          .text("\($0) of \(run.spec.width)")
        } ?? .empty,
      ]
      table.append(cells)
    }
    return table
  }

  private static func interval(_ point: TrajectoryPoint?) -> Cell {
    guard let point, let lower = point.lowerBound, let upper = point.upperBound else {
      return .empty
    }
    return lower == upper ? .number(lower, significantDigits: 7) : .text("[\(lower), \(upper)]")
  }

  private static func predicted(_ point: TrajectoryPoint?) -> Cell {
    guard let value = point?.response else { return .empty }
    let error = point?.responseError ?? 0
    return error > 0
      ? .measurement(value, standardError: error) : .number(value, significantDigits: 5)
  }

  private static func severity(_ measures: GrokkingMeasures) -> Cell {
    guard let value = measures.severity else { return .empty }
    guard let bounds = measures.severityBounds, bounds.upperBound > bounds.lowerBound else {
      return .number(value)
    }
    return .measurement(value, standardError: (bounds.upperBound - bounds.lowerBound) / 2)
  }

  private static func measured(_ value: Double?, _ error: Double?) -> Cell {
    guard let value else { return .empty }
    return error.map { .measurement(value, standardError: $0) } ?? .number(value)
  }
}
