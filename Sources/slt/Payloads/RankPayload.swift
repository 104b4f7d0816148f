import ExactAlgebra
import Identifiability
import Reporting

/// `slt rank --format json`, schema 1; `lower` and `upper` bound lambda.
struct RankPayload: Encodable {
  let schema = 1
  let level: String
  let rows: Int
  let columns: Int
  let rank: Int
  let genericRank: Int
  let basis: String
  let failureProbability: Double
  let lower: String
  let upper: String
  let exact: Bool
  let because: String
  let certified: Bool
  let seconds: Double

  init(
    _ level: Level, _ rank: PointRank, _ generic: GenericRank, _ certified: CertifiedCoefficient,
    seconds: Double
  ) {
    self.level = level.rawValue
    rows = rank.rows
    columns = rank.columns
    self.rank = rank.lower
    genericRank = generic.lower
    let weakest = [rank.confidence, generic.confidence, certified.confidence].map(\.fields)
      .max { $0.1 < $1.1 }
    (basis, failureProbability) = weakest ?? ("proved", 0)
    lower = certified.lower.description
    upper = certified.upper.description
    exact = certified.isExact
    because = certified.because
    self.certified = rank.certificate != nil
    self.seconds = seconds
  }

  func table(rank: PointRank, generic: GenericRank, certified: CertifiedCoefficient) -> Table {
    let proved = rank.isProved
    return Table(
      title: "Jacobian at level \(level), \(rows) x \(columns)",
      columns: [
        Column("what", alignment: .leading), Column("value", alignment: .trailing), "basis",
      ],
      rows: [
        [
          "rank at the weights", .integer(rank.lower),
          .text(proved ? "proved: \(rank.upperBecause)" : "at most \(rank.upper) is proved"),
        ],
        [
          "generic rank", .integer(generic.lower),
          .text(
            generic.confidence.isProved
              ? "proved: \(generic.bound.because)"
              : "Monte Carlo, wrong with probability at most "
                + Formatting.significant(failure(generic), digits: 2)
                + "; at most \(generic.upper) is proved"),
        ],
        [
          "symmetry vectors", .integer(rank.symmetries.kernelDimension),
          .text(
            rank.symmetries.isMultipliedOut
              ? "multiplied out; \(rank.symmetries.refuted.count) refuted"
              : "each unit's own, by its weights that vanish"),
        ],
        [
          "λ",
          .exact(lower == upper ? lower : "[\(lower), \(upper)]"), .text(certified.because),
        ],
      ])
  }

  private func failure(_ generic: GenericRank) -> Double { generic.confidence.fields.1 }
}
