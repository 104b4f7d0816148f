import ExactAlgebra
import Identifiability
import LLCExperiments
import LLCTheorems
import Reporting

extension OutputOptions {
  /// A closed form as a table or as the JSON of `slt predict`.
  ///
  /// - Parameters:
  ///   - response: what a sampler reads, as a second table and one more key.
  ///   - complexThreshold: one more key; the table's footnote says it in words.
  func print(
    _ report: ClosedFormReport, response: PolynomialResponse? = nil,
    complexThreshold: Rational? = nil
  ) throws {
    var payload = PredictionPayload(report)
    payload.response = response
    payload.complexThreshold = complexThreshold?.description
    try print(
      [PredictionTable.table(report)] + (response.map { [Self.table($0, report)] } ?? []),
      json: payload)
  }

  private static func table(_ response: PolynomialResponse, _ report: ClosedFormReport) -> Table {
    var table = Table(
      title: "what a sampler reads at these settings",
      columns: [
        Column("n beta", alignment: .trailing), Column("localisation", alignment: .trailing),
        Column("expected", alignment: .trailing), Column("λ", alignment: .trailing),
        Column("directions seen", alignment: .trailing),
        Column("largest h", alignment: .trailing), Column("smallest h", alignment: .trailing),
      ],
      footnotes: [
        "expected: 1/2 sum h/(h + localisation/(n beta)) over the eigenvalues h of V^T V / n; seen: those with "
          + "n beta h above the localisation."
      ])
    table.append([
      .number(response.nBeta, significantDigits: 6),
      .number(response.localisation, significantDigits: 6),
      .number(response.expected, significantDigits: 5),
      .exact(report.certified.lower.description), .integer(response.directionsSeen),
      .number(response.largestCurvature, significantDigits: 3),
      .number(response.smallestCurvature, significantDigits: 3),
    ])
    return table
  }
}
