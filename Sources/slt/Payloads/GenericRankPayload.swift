import ExactAlgebra
import Identifiability
import Reporting

/// `slt rank --at generic --format json`, schema 1; `lower` and `upper` bound lambda at almost
/// every weight.
struct GenericRankPayload: Encodable {
  struct Bound: Encodable {
    let value: Int
    let because: String
    @NullableEncoded var source: String?
  }

  let schema = 1
  let level: String
  let rows: Int
  let columns: Int
  let genericRank: Int
  let atMost: Int
  let basis: String
  let failureProbability: Double
  /// Every upper bound that applies, the smallest first.
  let bounds: [Bound]
  let method: String
  let lower: String
  let upper: String
  let exact: Bool
  let because: String
  let seconds: Double

  init(_ rank: GenericRank, of map: NetworkMap, seconds: Double) throws {
    let certified = CertifiedCoefficient(generic: rank, level: map.level)
    level = map.level.rawValue
    rows = map.coordinateCount
    columns = map.parameterCount
    genericRank = rank.lower
    atMost = rank.upper
    (basis, failureProbability) = rank.confidence.fields
    bounds = try RankBounds.all(for: map).sorted { $0.value < $1.value }
      .map { Bound(value: $0.value, because: $0.because, source: $0.source) }
    method = rank.method
    lower = certified.lower.description
    upper = certified.upper.description
    exact = certified.isExact
    because = certified.because
    self.seconds = seconds
  }

  var table: Table {
    var table = Table(
      title: "Generic Jacobian at level \(level), \(rows) x \(columns)",
      columns: [
        Column("what", alignment: .leading), Column("value", alignment: .trailing), "basis",
      ])
    table.append(["generic rank", .exact(rankText), .text(rankBasis)])
    for bound in bounds {
      let source = bound.source.map { " (\($0))" } ?? ""
      table.append(["at most", .integer(bound.value), .text(bound.because + source)])
    }
    table.append(["λ", .exact(lower == upper ? lower : "[\(lower), \(upper)]"), .text(because)])
    table.append([
      "seconds", .number(seconds, significantDigits: 3),
      .text("of this machine; not part of the result"),
    ])
    return table
  }

  private var rankText: String {
    basis == "proved" ? "\(genericRank)" : "[\(genericRank), \(atMost)]"
  }

  /// A Monte Carlo rank that is certain to fail is a bound and nothing more.
  private var rankBasis: String {
    if basis == "proved" { return "proved: \(method)" }
    if failureProbability >= 1 { return "between two bounds; from below: \(method)" }
    return "\(genericRank) by \(method), wrong with probability at most "
      + Formatting.significant(failureProbability, digits: 2)
  }
}
