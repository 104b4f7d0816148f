public import AssumptionChecks
import Identifiability
import ModelFamilies
public import Reporting

/// Snapped points as tables and sentences.
public enum SnappedTable {
  /// What stands above a table of the point: its kind and its distance.
  public static func title(_ point: SnappedPoint) -> String {
    let kinds = point.kinds.map(\.rawValue).joined(separator: ", ")
    return "At the snapped weights (\(kinds)), at distance "
      + "\(Formatting.significant(point.distance, digits: 3)) from those given, "
      + "\(Formatting.significant(point.relativeDistance, digits: 3)) of their norm"
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
            "modulo a prime with the roots of unity, which proves it; the larger of two random fields",
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
      footnotes: ["λ of the squared loss whose targets are the snapped network's own outputs"])
  }

  /// Every kind that was tried: how far its point is, or why there is none.
  public static func summary(_ snapping: Snapping) -> Table {
    func kinds(_ kinds: [SnapKind]) -> Cell {
      .text(kinds.map(\.rawValue).joined(separator: ", "))
    }
    return Table(
      title: "Exact points near the weights, at a tolerance of "
        + Formatting.significant(snapping.tolerance, digits: 2),
      columns: [
        "kind", Column("distance", alignment: .trailing),
        Column("of the norm", alignment: .trailing), Column("changed", alignment: .trailing),
        Column("kept", note: "entries that are the same number as before", alignment: .trailing),
        "what was done",
      ],
      rows: snapping.verdicts.map(\.point).map {
        [
          kinds($0.kinds), .number($0.distance, significantDigits: 3),
          .number($0.relativeDistance, significantDigits: 3), .integer($0.changed),
          .integer($0.kept), .text($0.notes.joined(separator: "; ")),
        ]
      }
        + snapping.undecided.map {
          [
            kinds($0.kinds), .empty, .empty, .empty, .empty,
            .text("undecided because \($0.because)"),
          ]
        })
  }
}
