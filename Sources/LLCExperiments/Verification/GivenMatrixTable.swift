import AssumptionChecks
import ExactAlgebra
import LLCTheorems
import NumericAlgebra
public import Reporting

/// A given matrix as tables: its ranks, and the verdicts.
public enum GivenMatrixTable {
  public static func tables(_ verification: GivenMatrixVerification) -> [Table] {
    [ranks(verification), verdicts(verification)]
  }

  private static func ranks(_ verification: GivenMatrixVerification) -> Table {
    let (given, exact, numerical) = (
      verification.given, verification.exact, verification.numerical
    )
    let name = given.role == .jacobian ? "Jacobian" : "features"
    var table = Table(
      title: "\(given.isCentred ? "centred " : "")\(name), \(given.matrix.rows) x "
        + "\(given.matrix.columns), \(given.samples) samples; theorem \(given.theorem)",
      columns: [
        Column("what", alignment: .leading), Column("value", alignment: .trailing), "basis",
      ])
    table.append([
      "rank of the entries as they are", .integer(exact.lower),
      .text(
        exact.isProved
          ? "proved: \(exact.upperBecause)"
          : "at least that is proved, at most \(exact.upper); wrong with probability at most "
            + Formatting.significant(exact.failureProbability, digits: 2)),
    ])
    table.append(["λ", .exact(verification.value.value.description), "at that rank"])
    table.append([
      "rank up to noise", .integer(numerical.rank),
      .text(
        "singular values above \(Formatting.significant(numerical.threshold, digits: 2)), the "
          + numerical.thresholdOrigin.text),
    ])
    table.append(["λ", .exact(verification.numericalValue.value.description), "at that rank"])
    func row(_ what: String, _ value: Double?, _ basis: String) {
      guard let value else { return }
      table.append([.text(what), .number(value, significantDigits: 3), .text(basis)])
    }
    let r = numerical.rank
    row(
      "σ_\(r)", numerical.smallestKept,
      "no perturbation of a smaller norm lowers the rank below \(r) (Weyl)")
    row("σ_\(r + 1)", numerical.largestDropped, "what is taken for noise")
    row("gap", numerical.gap, "σ_\(r) / σ_\(r + 1)")
    return table
  }

  private static func verdicts(_ verification: GivenMatrixVerification) -> Table {
    var table = Table(
      title: "Assumptions up to noise of "
        + Formatting.significant(verification.numerical.noise, digits: 2),
      columns: ["assumption", "verdict", Column("safe", alignment: .trailing), "because"])
    for assumption in verification.assumptions {
      table.append([
        .text(assumption.statement), .text(assumption.verdict.name), .empty,
        .text(assumption.verdict.because),
      ])
    }
    for check in verification.checks {
      table.append([
        .text(check.statement), .text(check.verdict.name),
        check.margin.map { .number($0.safeRadius, significantDigits: 2) } ?? .empty,
        .text(check.verdict.because),
      ])
    }
    table.footnotes.append(verification.answer)
    return table
  }
}

extension MatrixRank.ThresholdOrigin {
  fileprivate var text: String {
    switch self {
    case .noise: "noise of the entries"
    case .rounding: "rounding of the decomposition"
    }
  }
}
