import AssumptionChecks
import ExactAlgebra
import Identifiability
import LLCTheorems
public import Reporting

/// `slt verify` as tables: ranks level by level, margins of the assumptions, norms of the units.
public enum VerificationTable {
  public static func levels(_ verification: WeightVerification) -> Table {
    let numerical = verification.numerical
    var table = Table(
      title: "Ranks of the Jacobian, for the network's own function",
      columns: [
        "level", Column("coordinates", alignment: .trailing),
        Column("exact rank", note: "of the weights as they are", alignment: .trailing),
        Column("generic", note: "rank at almost every weight", alignment: .trailing),
        Column("λ", alignment: .trailing), Column("mult", alignment: .trailing),
        Column(
          "rank up to noise", note: "singular values that noise cannot have made",
          alignment: .trailing),
        Column("gap", note: "between the singular values on both sides", alignment: .trailing),
        Column("safe", note: "no perturbation below it lowers that rank", alignment: .trailing),
        "because",
      ])
    for level in Level.allCases {
      let exact = verification.exact.levels.first { $0.level == level }
      let near = numerical.levels.first { $0.level == level }
      guard exact != nil || near != nil else { continue }
      let rank = exact.flatMap { try? $0.rank.get() }
      table.append([
        .text(level.rawValue),
        exact.map { .integer($0.coordinates) } ?? near.map { .integer($0.largestPossible) }
          ?? .empty,
        rank.map { .text($0.isProved ? "\($0.lower)" : "[\($0.lower), \($0.upper)]") } ?? .empty,
        exact?.generic.map { .integer($0.lower) } ?? .empty,
        exact?.certified.map { .exact(text($0)) } ?? .empty,
        exact?.certified?.multiplicity.map { .integer($0) } ?? .empty,
        near.map { .integer($0.rank) } ?? .empty,
        near?.gap.map { .number($0, significantDigits: 2) } ?? .empty,
        near.map { .number($0.safeRadius, significantDigits: 2) } ?? .empty,
        .text(exact.map(because) ?? "follows from the coordinates: the inputs identify them"),
      ])
    }
    for level in numerical.levels {
      table.footnotes.append(
        "level \(level.level.rawValue): noise moves a singular value by at most "
          + "\(Formatting.significant(level.threshold, digits: 2)), rounding included; the one above is "
          + "\(level.above.map { Formatting.significant($0, digits: 3) } ?? "none"), the one below "
          + "\(level.below.map { Formatting.significant($0, digits: 3) } ?? "none").")
    }
    if numerical.levels.isEmpty {
      table.footnotes.append("Too large for singular values: ranks up to noise are not known.")
    }
    return table
  }

  private static func because(_ level: ExactVerdicts.LevelVerdict) -> String {
    switch level.rank {
    case .success: level.certified?.because ?? ""
    case .failure(let refusal): refusal.description
    }
  }

  static func text(_ certified: CertifiedCoefficient) -> String {
    certified.lower == certified.upper
      ? certified.lower.description : "[\(certified.lower), \(certified.upper)]"
  }

  public static func assumptions(_ verification: WeightVerification) -> Table {
    let numerical = verification.numerical
    var table = Table(
      title:
        "Assumptions up to noise of \(Formatting.significant(numerical.tolerance, digits: 2)), "
        + "the weights' norm being \(Formatting.significant(numerical.norm, digits: 4))",
      columns: [
        "assumption", "theorems", "level", "verdict",
        Column(
          "safe", note: "no perturbation of all weights of a smaller Frobenius norm makes it fail",
          alignment: .trailing),
        Column(
          "about", note: "distance of the nearest weights that fail, along the gradient",
          alignment: .trailing),
        Column("decisive", note: "the singular value, or norm, that decides", alignment: .trailing),
        Column("units", note: "that bring it nearest to failing, by index from 0"), "because",
      ])
    for check in numerical.checks + (verification.inputs.map { [$0] } ?? []) {
      table.append([
        .text(check.statement), .text(check.theorems.joined(separator: ", ")),
        .text(check.level?.rawValue ?? ""), .text(check.verdict.name),
        check.margin.map { .number($0.safeRadius, significantDigits: 2) } ?? .empty,
        check.margin?.estimatedDistance.map { .number($0, significantDigits: 2) } ?? .empty,
        check.margin.map { .number($0.decisive, significantDigits: 3) } ?? .empty,
        .text(
          check.witness.prefix(5).map(String.init).joined(separator: " ")
            + (check.witness.count > 5 ? " ..." : "")), .text(check.verdict.because),
      ])
    }
    return table
  }

  public static func units(_ verification: WeightVerification) -> Table {
    let units = verification.units
    var table = Table(
      title: "Units by the norms of their weights, relative to the largest",
      columns: [
        "norms", Column("|w_j|", alignment: .trailing), Column("|v_j|", alignment: .trailing),
      ])
    for bin in units.histogram {
      table.append([
        .text(
          bin.exponent == -.infinity
            ? "zero" : "10^\(bin.exponent) to 10^\(bin.exponent + 0.5)"),
        .integer(bin.inputs), .integer(bin.outputs),
      ])
    }
    for (name, norms) in [("|w_j|", units.inputs), ("|v_j|", units.outputs)] {
      table.footnotes.append(
        "\(name): largest \(Formatting.significant(norms.largest, digits: 3)), zero at or below "
          + "\(Formatting.significant(norms.threshold, digits: 2)) of it"
          + (norms.gap.map {
            $0.isFinite
              ? ", in a gap of a factor \(Formatting.significant($0, digits: 2))"
              : ", the rest exactly zero"
          } ?? ", which no unit is") + ".")
    }
    return table
  }
}
