import ExactAlgebra
import Identifiability
import Reporting

/// `slt rank polynomial-network|attention --format json`: the keys of `slt rank` and the dimension
/// beside what is expected; schema 1.
struct SampledRankPayload: Encodable {
  let schema = 1
  let level = "coordinates"
  /// Coefficients, the rows of the Jacobian; null beyond 64 bits.
  @NullableEncoded var rows: Int?
  let columns: Int
  /// At the point; the generic rank with `--at generic`.
  let rank: Int
  let genericRank: Int
  let atMost: Int
  let basis: String
  let failureProbability: Double
  let lower: String
  let upper: String
  let exact: Bool
  let because: String
  let certified: Bool
  @NullableEncoded var ambient: Int?
  @NullableEncoded var expected: Int?
  /// Expected less generic rank.
  @NullableEncoded var defect: Int?
  /// Whether the generic rank is the number of coefficients.
  let filling: Bool
  let seconds: Double
  private let expectation: String

  private enum CodingKeys: String, CodingKey {
    case schema, level, rows, columns, rank, genericRank, atMost, basis, failureProbability
    case lower, upper, exact, because, certified, ambient, expected, defect, filling, seconds
  }

  init(
    _ map: some SampledMap, _ point: SampledPointRank?, _ generic: GenericRank,
    _ certified: CertifiedCoefficient, _ expectation: Expectation, seconds: Double
  ) {
    rows = map.coordinateCount
    columns = map.parameterCount
    rank = point?.lower ?? generic.lower
    genericRank = generic.lower
    atMost = generic.upper
    let parts = [point?.confidence, generic.confidence, certified.confidence].compactMap { $0 }
    (basis, failureProbability) =
      parts.map(\.fields).max { $0.1 < $1.1 } ?? ("proved", 0)
    lower = certified.lower.description
    upper = certified.upper.description
    exact = certified.isExact
    because = certified.because
    self.certified = basis == "proved"
    ambient = map.coordinateCount
    expected = expectation.dimension
    defect = expectation.dimension.map { $0 - generic.lower }
    filling = generic.lower == map.coordinateCount
    self.expectation = expectation.because
    self.seconds = seconds
  }

  func table(
    _ map: some SampledMap, _ point: SampledPointRank?, _ generic: GenericRank
  ) -> Table {
    var table = Table(
      title: "Jacobian of \(rows.map { "\($0)" } ?? "more than 2^63") coefficients, "
        + "\(columns) weights",
      columns: [
        Column("what", alignment: .leading), Column("value", alignment: .trailing), "basis",
      ])
    if let point {
      table.append([
        "rank at the weights", .integer(point.lower),
        .text(
          point.confidence.isProved
            ? "proved: \(point.bound.because)" : "at most \(point.bound.value) is proved"),
      ])
    }
    table.append(["generic rank", .integer(generic.lower), .text(basisText(generic))])
    if let expected, let defect {
      table.append(["expected", .integer(expected), .text(expectation)])
      table.append([
        "defect", .integer(defect),
        defect == 0 ? "none" : "the dimension is less than expected",
      ])
    }
    table.append([
      "filling", .text(filling ? "yes" : "no"),
      .text("\(ambient.map { "\($0)" } ?? "more than 2^63") coefficients"),
    ])
    table.append(["λ", .exact(lower == upper ? lower : "[\(lower), \(upper)]"), .text(because)])
    return table
  }

  private func basisText(_ generic: GenericRank) -> String {
    let source = generic.bound.source.map { " (\($0))" } ?? ""
    if generic.confidence.isProved { return "proved: \(generic.bound.because)\(source)" }
    return "Monte Carlo, wrong with probability at most "
      + Formatting.significant(generic.confidence.fields.1, digits: 2)
      + "; at most \(generic.upper) is proved: \(generic.bound.because)\(source)"
  }
}
