import ExactAlgebra
import Identifiability
import MapLanguage
import Reporting

/// `slt rank --map FILE --format json`, schema 1: the keys of `slt rank`, and what is known of the map;
/// `lower` and `upper` bound lambda.
struct UserMapPayload: Encodable {
  let schema = 1
  let map: String
  let level: String
  let rows: Int
  let columns: Int
  /// The largest degree of an output in the weights.
  let degree: Int
  /// At the point; the generic rank with `--at generic`.
  let rank: Int
  /// The proved upper bound of `rank`.
  let rankAtMost: Int
  let genericRank: Int
  let atMost: Int
  let basis: String
  let failureProbability: Double
  /// Of a manifold through the point on which the outputs stay as they are; generic with `--at generic`.
  let orbitDimension: Int
  let lower: String
  let upper: String
  let exact: Bool
  @NullableEncoded var multiplicity: Int?
  let because: String
  let certified: Bool
  /// Of the squared distance of the coordinates at a singular point; null where ranks prove the value, or charts say
  /// no more than they do.
  @NullableEncoded var charts: Charts?
  let seconds: Double
  private let lines: [[Cell]]
  private let title: String

  private enum CodingKeys: String, CodingKey {
    case schema, map, level, rows, columns, degree, rank, rankAtMost, genericRank, atMost, basis
    case failureProbability, orbitDimension, lower, upper, exact, multiplicity, because, certified
    case charts, seconds
  }

  struct Charts: Encodable {
    let lower: String
    let upper: String
    let exact: Bool
    @NullableEncoded var multiplicity: Int?
    let because: String
  }

  init(
    _ map: UserMap, file: String, _ point: UserPointRank?, _ generic: GenericRank,
    _ certified: CertifiedCoefficient, _ charts: CertifiedCoefficient?, seconds: Double
  ) {
    self.map = file
    level = map.level.rawValue
    rows = map.coordinateCount
    columns = map.parameterCount
    degree = map.program.degree
    rank = point?.lower ?? generic.lower
    rankAtMost = point?.upper ?? generic.upper
    genericRank = generic.lower
    atMost = generic.upper
    let parts = [point?.confidence, generic.confidence, certified.confidence].compactMap { $0 }
    (basis, failureProbability) = parts.map(\.fields).max { $0.1 < $1.1 } ?? ("proved", 0)
    let directions = point?.directions ?? map.directions
    orbitDimension = point?.orbitDimension ?? directions.genericDimension
    lower = certified.lower.description
    upper = certified.upper.description
    exact = certified.isExact
    multiplicity = certified.multiplicity
    because = certified.because
    self.certified = point.map { $0.certificate != nil } ?? generic.confidence.isProved
    self.charts = charts.map {
      Charts(
        lower: $0.lower.description, upper: $0.upper.description, exact: $0.isExact,
        multiplicity: $0.multiplicity, because: $0.because)
    }
    self.seconds = seconds
    let names = map.program.symbols.map(\.name).joined(separator: ", ")
    title =
      "Jacobian of \(file), \(rows) x \(columns): "
      + (names.isEmpty
        ? "the outputs as written"
        : "coefficients of the outputs in \(names) (inputs identify them)")
    lines =
      (point.map { [Self.row($0)] } ?? []) + [
        Self.row(generic), Self.row(directions, map.program, orbitDimension),
        [
          "λ", .exact(lower == upper ? lower : "[\(lower), \(upper)]"), .text(because),
        ],
      ]
      + (charts.map { [Self.row($0)] } ?? [])
  }

  private static func row(_ point: UserPointRank) -> [Cell] {
    [
      "rank at the weights", .integer(point.lower),
      .text(
        point.isProved
          ? "proved: \(point.upperBecause)"
          : "at most \(point.upper) is proved: \(point.upperBecause)"),
    ]
  }

  private static func row(_ charts: CertifiedCoefficient) -> [Cell] {
    let order = charts.multiplicity.map { ", multiplicity \($0)" } ?? ""
    let value = charts.isExact ? "\(charts.lower)" : "[\(charts.lower), \(charts.upper)]"
    return ["λ by charts", .exact(value), .text(charts.because + order)]
  }

  private static func row(_ generic: GenericRank) -> [Cell] {
    let basis =
      generic.confidence.isProved
      ? "proved: \(generic.bound.because)"
      : "Monte Carlo, wrong with probability at most "
        + Formatting.significant(generic.confidence.fields.1, digits: 2)
        + "; at most \(generic.upper) is proved: \(generic.bound.because)"
    return ["generic rank", .integer(generic.lower), .text(basis)]
  }

  private static func row(
    _ directions: FibreDirections, _ program: MapProgram, _ dimension: Int
  ) -> [Cell] {
    var text = "read off the steps: \(directions)"
    if !directions.held.isEmpty {
      let names = directions.held.prefix(3).map { program.name(ofParameter: $0) }
      text +=
        "; \(names.joined(separator: ", "))\(directions.held.count > 3 ? ", ..." : "") held at zero"
    }
    return [
      "directions without effect", .integer(dimension),
      .text(text),
    ]
  }

  var table: Table {
    Table(
      title: title,
      columns: [
        Column("what", alignment: .leading), Column("value", alignment: .trailing), "basis",
      ], rows: lines)
  }
}
