import Foundation
public import Reporting

/// How often the 95 % interval of an estimate holds the coefficient, over many seeds.
public struct Coverage: Sendable, Encodable {
  public let name: String
  public let seeds: Int
  /// Runs whose `value ± 1.96 standardError` holds the truth.
  public let covered: Int
  /// Mean and standard deviation of the deviations in standard errors; 0 and 1 where both the value
  /// and its error are right.
  public let meanDeviation: Double
  public let deviationSpread: Double
  /// Mean relative error, and the root mean square.
  public let meanError: Double
  public let rootMeanSquareError: Double

  /// Rows of one case at several seeds; nil without a truth or an error bar.
  public init?(_ rows: [Comparison]) {
    let deviations = rows.compactMap(\.deviation)
    let errors = rows.compactMap(\.relativeError)
    guard let first = rows.first, !deviations.isEmpty, errors.count == rows.count else {
      return nil
    }
    name = first.name
    seeds = deviations.count
    covered = deviations.count { abs($0) <= 1.96 }
    let count = Double(deviations.count)
    let mean = deviations.reduce(0, +) / count
    meanDeviation = mean
    deviationSpread =
      (deviations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)).squareRoot()
    meanError = errors.reduce(0, +) / count
    rootMeanSquareError = (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
  }

  public static func table(_ rows: [Coverage]) -> Table {
    var table = Table(
      columns: [
        "case", Column("seeds", alignment: .trailing),
        Column("coverage", unit: "%", alignment: .trailing),
        Column("mean deviation", unit: "SE", alignment: .trailing),
        Column("spread", unit: "SE", alignment: .trailing),
        Column("mean error", unit: "%", alignment: .trailing),
        Column("RMS error", unit: "%", alignment: .trailing),
      ],
      footnotes: [
        "coverage: share of the runs whose value ± 1.96 standard errors holds the truth; mean and "
          + "spread of the deviation are 0 and 1 where value and error are both right."
      ])
    for row in rows {
      table.append([
        .text(row.name), .integer(row.seeds),
        .number(100 * Double(row.covered) / Double(row.seeds), significantDigits: 3),
        .text(CalibrationTable.signed(row.meanDeviation, digits: 2)),
        .number(row.deviationSpread, significantDigits: 3),
        .text(CalibrationTable.signed(100 * row.meanError, digits: 2)),
        .number(100 * row.rootMeanSquareError, significantDigits: 2),
      ])
    }
    return table
  }
}
