public import AssumptionChecks
import Identifiability
import ModelFamilies
public import Reporting

/// Snapped points as tables and sentences.
public enum SnappedTable {
  /// What stands above a table of the point: its kind, its distance and how many entries moved.
  public static func title(_ point: SnappedPoint) -> String {
    let kinds = point.kinds.map(\.rawValue).joined(separator: ", ")
    return "At the snapped weights (\(kinds)), at distance "
      + "\(Formatting.significant(point.distance, digits: 3)) from those given, "
      + "\(Formatting.significant(point.relativeDistance, digits: 3)) of their norm; "
      + "\(Formatting.count(point.changed)) entries changed, \(Formatting.count(point.kept)) kept"
  }

  /// The ranks at exact waves.
  public static func table(_ point: SnappedPoint, _ rows: [SnappedVerdict.WaveRow]) -> Table {
    Table(
      title: title(point),
      columns: [
        Column("level", alignment: .leading),
        Column(
          "rank at least",
          note:
            "modulo a prime with the roots of unity, which proves it; the same in two random fields",
          alignment: .trailing),
        Column("at most anywhere", alignment: .trailing), Column("λ", alignment: .trailing),
        Column(
          "solves the task", note: "coefficient by coefficient modulo three random primes",
          alignment: .leading), "upper end",
      ],
      rows: rows.map { row in
        let value = row.coefficient
        return [
          .text(row.level.rawValue), .integer(row.rank), .integer(row.genericRankBound),
          .exact(value.isExact ? "\(value.lower)" : "[\(value.lower), \(value.upper)]"),
          .text(row.interpolates ? "yes" : "no"), .text(value.upperBecause),
        ]
      },
      footnotes: point.notes + [
        "λ of the squared loss whose targets are the snapped network's own outputs"
      ])
  }

  /// What was not snapped; nil when all was.
  public static func undecided(_ snapping: Snapping) -> Table? {
    guard !snapping.undecided.isEmpty else { return nil }
    return Table(
      title: "Not snapped, at a tolerance of "
        + Formatting.significant(snapping.tolerance, digits: 2),
      columns: ["kind", "undecided because"],
      rows: snapping.undecided.map {
        [.text($0.kinds.map(\.rawValue).joined(separator: ", ")), .text($0.because)]
      })
  }
}
