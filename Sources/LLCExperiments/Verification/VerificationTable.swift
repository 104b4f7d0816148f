import AssumptionChecks
import LLCTheorems
public import Reporting

/// `slt verify` as a table of margins.
public enum VerificationTable {
  public static func table(_ verification: WeightVerification) -> Table {
    let numerical = verification.numerical
    var table = Table(
      title:
        "Assumptions up to noise of \(Formatting.significant(numerical.tolerance, digits: 2)), "
        + "the weights' norm being \(Formatting.significant(numerical.norm, digits: 4))",
      columns: [
        "assumption", "theorems", "verdict",
        Column(
          "safe", note: "no perturbation of all weights of a smaller Frobenius norm makes it fail",
          alignment: .trailing),
        Column(
          "about", note: "distance of the nearest weights that fail, along the gradient",
          alignment: .trailing),
        Column("decisive", note: "the singular value, or norm, that decides", alignment: .trailing),
        "units", "because",
      ])
    for check in numerical.checks {
      table.append([
        .text(check.statement), .text(check.theorems.joined(separator: ", ")),
        .text(check.verdict.name),
        check.margin.map { .number($0.safeRadius, significantDigits: 2) } ?? .empty,
        check.margin?.estimatedDistance.map { .number($0, significantDigits: 2) } ?? .empty,
        check.margin.map { .number($0.decisive, significantDigits: 3) } ?? .empty,
        .text(
          check.witness.prefix(5).map(String.init).joined(separator: " ")
            + (check.witness.count > 5 ? " ..." : "")), .text(check.verdict.because),
      ])
    }
    if let residual = verification.residual {
      table.footnotes.append(
        "The loss at the weights is \(Formatting.significant(residual.loss, digits: 4)), its gradient "
          + "has norm \(Formatting.significant(residual.gradientNorm, digits: 4)).")
    }
    table.footnotes.append(verification.answer)
    return table
  }
}
