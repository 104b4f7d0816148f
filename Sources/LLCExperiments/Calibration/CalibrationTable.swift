import LLCSampling
import LLCTheorems
public import Reporting

/// `slt calibrate` as a table.
public enum CalibrationTable {
  public static func table(_ rows: [Comparison]) -> Table {
    var table = Table(
      columns: [
        "case", Column("truth", alignment: .trailing), Column("mult", alignment: .trailing),
        Column("predicted", alignment: .trailing), Column("raw", alignment: .trailing),
        Column("corrected", alignment: .trailing),
        Column("deviation", unit: "SE", alignment: .trailing),
        Column("error", unit: "%", alignment: .trailing),
        Column("gradients", alignment: .trailing),
        Column("CPU", unit: "s", alignment: .trailing), "flags",
      ], footnotes: notes(rows))
    for row in rows { table.append(cells(row)) }
    return table
  }

  private static func cells(_ row: Comparison) -> [Cell] {
    let raw = row.measurement.raw
    let truth = row.theory.truth
    return [
      .text(row.name),
      truth.map { .exact($0.isProved ? "\($0.value)" : "(\($0.value))") } ?? .empty,
      truth?.multiplicity.map { .exact("\($0)") } ?? .empty,
      row.prediction.map { .number($0.value, significantDigits: 5) } ?? .empty,
      .measurement(raw.value, standardError: raw.error),
      .measurement(row.measurement.value, standardError: row.measurement.standardError),
      row.deviation.map { .text(signed($0, digits: 1)) } ?? .empty,
      row.relativeError.map { .text(signed(100 * $0, digits: 2)) } ?? .empty,
      .integer(row.measurement.gradients), .number(row.seconds, significantDigits: 2),
      .text(row.flags.filter { $0 != "theory-not-exact" }.joined(separator: "; ")),
    ]
  }

  static func signed(_ value: Double, digits: Int) -> String {
    let scale = digits == 1 ? 10.0 : 100.0
    let rounded = (value * scale).rounded() / scale
    return (rounded >= 0 ? "+" : "") + "\(rounded == 0 ? 0 : rounded)"
  }

  private static func notes(_ rows: [Comparison]) -> [String] {
    var notes = [
      "truth: the coefficient at the weights, in brackets where it is conjectured or stated and not "
        + "certified; predicted: 1/2 sum n beta h/(n beta h + gamma) at the highest n beta of a flat "
        + "point; raw: n beta (mean L - L(w*)) there; corrected ± its standard error; deviation and "
        + "error: of the corrected value from the truth."
    ]
    let errors = rows.compactMap(\.relativeError).map(abs).sorted()
    if rows.count > 20, let worst = errors.last {
      let beyond = rows.filter { abs($0.relativeError ?? 0) > 0.05 }
      let silent = beyond.filter { $0.flags.allSatisfy { $0 == "theory-not-exact" } }
      notes.append(
        "\(rows.count) rows: median error \(signed(100 * errors[errors.count / 2], digits: 2)) %, "
          + "largest \(signed(100 * worst, digits: 2)) %; \(beyond.count) above 5 %, "
          + "\(silent.count) of them without a flag.")
    }
    return notes
  }
}

/// `slt calibrate --format json`, schema 1: the rows of `slt compare` and the seconds of each.
public struct CalibrationPayload: Encodable, Sendable {
  public struct Row: Encodable, Sendable {
    let comparison: ComparisonPayload.Row
    let seconds: Double

    enum CodingKeys: String, CodingKey { case seconds }

    public func encode(to encoder: any Encoder) throws {
      try comparison.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(seconds, forKey: .seconds)
    }
  }

  public let schema = 1
  public let rows: [Row]

  public init(_ comparisons: [Comparison]) {
    rows = comparisons.map { Row(comparison: .init($0), seconds: $0.seconds) }
  }
}
