import Identifiability
import ModelFamilies
import Reporting

/// `slt rank polynomial-network --threshold --format json`, schema 1.
struct ThresholdPayload: Encodable {
  struct Row: Encodable {
    let degree: Int
    let expected: Int
    let rank: Int
    let defect: Int
    let basis: String
    let failureProbability: Double
  }

  let schema = 1
  let widths: [Int]
  let largestDegree: Int
  /// Computed for the degrees tried, not proved for those beyond.
  @NullableEncoded var threshold: Int?
  let degrees: [Row]

  init(_ found: ActivationThreshold) {
    widths = found.steps.first?.network.widths ?? []
    largestDegree = found.steps.count + 1
    threshold = found.leastDegree
    degrees = found.steps.enumerated().map { index, step in
      let (basis, failure) = step.rank.confidence.fields
      return Row(
        degree: index + 2, expected: step.network.expectedDimension, rank: step.rank.lower,
        defect: step.defect, basis: basis, failureProbability: failure)
    }
  }

  var table: Table {
    let found =
      threshold.map { "no defect from degree \($0) to \(largestDegree)" }
      ?? "a defect at degree \(largestDegree)"
    return Table(
      title: "Widths \(widths.map(String.init).joined(separator: ",")): \(found), as computed",
      columns: [
        Column("degree", alignment: .trailing), Column("expected", alignment: .trailing),
        Column("rank", alignment: .trailing), Column("defect", alignment: .trailing), "basis",
      ],
      rows: degrees.map { row in
        [
          .integer(row.degree), .integer(row.expected), .integer(row.rank), .integer(row.defect),
          .text(
            row.basis == "proved"
              ? "proved"
              : "wrong with probability at most "
                + Formatting.significant(row.failureProbability, digits: 2)),
        ]
      })
  }
}
