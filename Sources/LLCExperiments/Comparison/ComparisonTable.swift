import ExactAlgebra
import Identifiability
import LLCSampling
import LLCTheorems
public import Reporting

/// `slt compare` as a table.
public enum ComparisonTable {
  public static func table(_ comparisons: [Comparison]) -> Table {
    var table = Table(
      columns: [
        "case", "level", "theorem",
        Column("theory λ", alignment: .trailing),
        Column("predicted", alignment: .trailing),
        Column("measured", alignment: .trailing),
        Column("deviation", unit: "SE", alignment: .trailing),
        Column("ESS", alignment: .trailing), Column("R-hat", alignment: .trailing), "flags",
      ], footnotes: footnotes(comparisons))
    for row in comparisons { table.append(cells(row)) }
    return table
  }

  private static func cells(_ row: Comparison) -> [Cell] {
    let certified = row.certified
    // A value that is not certified is marked as such; the interval is in the notes.
    let theory =
      certified.lower == certified.upper
      ? certified.lower.description
      : row.theory.known.map { "(\($0.value))" } ?? "[\(certified.lower), \(certified.upper)]"
    let wrong = row.otherLevels.map { "wrong level: \($0.theorem) says \($0.value)" }
    return [
      .text(row.name), .text(row.level.rawValue), .text(row.theorem ?? "rank"), .exact(theory),
      row.prediction.map(predicted) ?? .empty,
      .measurement(row.measurement.value, standardError: row.measurement.standardError),
      row.deviation.map { .text(signed($0)) } ?? .empty,
      .number(row.measurement.effectiveSampleSize, significantDigits: 3),
      row.measurement.rHat.map { .number($0, significantDigits: 4) } ?? .empty,
      .text((row.flags + wrong).joined(separator: "; ")),
    ]
  }

  private static func predicted(_ prediction: ExpectedEstimate) -> Cell {
    prediction.standardError > 0
      ? .measurement(prediction.value, standardError: prediction.standardError)
      : .number(prediction.value, significantDigits: 5)
  }

  /// One digit after the point: more would claim a precision that a standard error lacks.
  private static func signed(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return (tenths >= 0 ? "+" : "") + "\(tenths == 0 ? 0 : tenths)"
  }

  private static func footnotes(_ rows: [Comparison]) -> [String] {
    var notes = [
      "theory λ: certified at the weights, as n beta -> infinity, by exact ranks and, where named, "
        + "by the theorem; predicted: what this sampler returns at these settings on the quadratic "
        + "potential; measured ± its standard error; deviation: measured - predicted at given settings, "
        + "measured - theory λ under the automatic protocol, whose value is corrected."
    ]
    notes += FlagMeanings.all.filter { meaning in
      rows.contains { $0.flags.contains(meaning.flag) }
    }.map { "\($0.flag): \($0.meaning)." }
    notes += rows.compactMap(ComparisonNotes.interval)
    notes += rows.compactMap(ComparisonNotes.confidence)
    notes += rows.map(ComparisonNotes.verdict)
    notes += rows.flatMap(ComparisonNotes.settings)
    notes += rows.flatMap(ComparisonNotes.theory)
    return notes
  }
}
