import Identifiability
import ModelFamilies
import Reporting

/// `slt phase-diagram --format json`, schema 1.
struct PhaseDiagramPayload: Encodable {
  struct Row: Encodable {
    let level: String
    @NullableEncoded var modulus: Int?
    let input: Int
    let output: Int
    let width: Int
    let rank: Int
    let atMost: Int
    let basis: String
    let failureProbability: Double
    let formula: Int
    let regime: String
    @NullableEncoded var exception: String?
    let theory: Int
    let agreement: String

    init(_ cell: PhaseDiagram.Cell) {
      level = cell.level.rawValue
      _modulus = NullableEncoded(wrappedValue: cell.modulus)
      input = cell.network.inputDimension
      output = cell.network.outputDimension
      width = cell.network.width
      rank = cell.rank.lower
      atMost = cell.rank.upper
      (basis, failureProbability) = cell.rank.confidence.fields
      formula = cell.expected.formula
      regime = cell.expected.regime.rawValue
      _exception = NullableEncoded(wrappedValue: cell.expected.deviation?.rawValue)
      theory = cell.expected.value
      agreement = cell.agreement.rawValue
    }
  }

  let schema = 1
  let rows: [Row]

  init(_ cells: [PhaseDiagram.Cell]) { rows = cells.map(Row.init) }

  var table: Table {
    var table = Table(columns: [
      "level", "p", "d", "K", "m", "rank", "at most", "basis", "failure probability", "formula",
      "regime", "exception", "theory", "agreement",
    ])
    for row in rows {
      table.append([
        .text(row.level), row.modulus.map { .integer($0) } ?? .empty, .integer(row.input),
        .integer(row.output), .integer(row.width), .integer(row.rank), .integer(row.atMost),
        .text(row.basis), .number(row.failureProbability, significantDigits: 2),
        .integer(row.formula), .text(row.regime), .text(row.exception ?? ""),
        .integer(row.theory), .text(row.agreement),
      ])
    }
    return table
  }

  /// Ranks that contradict the theory, or do not decide it.
  var failure: Contradiction? {
    let wrong = rows.filter { $0.agreement == PhaseDiagram.Agreement.contradicted.rawValue }
    guard let first = wrong.first else { return nil }
    let modulus = first.modulus.map { "p = \($0), " } ?? ""
    return Contradiction(
      description:
        "\(wrong.count) of \(rows.count) ranks contradict the theory; the first at level "
        + "\(first.level), \(modulus)d = \(first.input), K = \(first.output), m = \(first.width): "
        + "computed \(first.rank), theory \(first.theory)")
  }

  /// A computation that does not give what theory says; exit status 1.
  struct Contradiction: Error, CustomStringConvertible {
    let description: String
  }
}
