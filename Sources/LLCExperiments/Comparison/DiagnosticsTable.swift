import LLCSampling
public import Reporting

/// What the chains of each row say of themselves, at each n beta.
public enum DiagnosticsTable {
  public static func table(_ comparisons: [Comparison]) -> Table {
    var table = Table(
      columns: [
        "case", Column("n beta", alignment: .trailing), Column("draws", alignment: .trailing),
        Column("ESS", alignment: .trailing), Column("bulk ESS", alignment: .trailing),
        Column("R-hat", alignment: .trailing), Column("acceptance", alignment: .trailing),
        Column("drift", unit: "z", alignment: .trailing),
        Column("γ|w-w*|²/D", alignment: .trailing),
        Column("equipartition", alignment: .trailing), Column("var/mean", alignment: .trailing),
        "lost",
      ],
      footnotes: [
        "drift: Geweke's z, the largest of the chains; γ|w-w*|²/D: at most 1 where the loss only adds "
          + "to the pull; equipartition: mean of (w-w*)·∇U over D, 1 at equilibrium; var/mean: of "
          + "n beta (L-L(w*)), 1 for a pure power law; lost: chains left out, with the step at which a "
          + "value was not finite, and trajectories that diverged."
      ])
    for row in comparisons {
      for estimate in row.estimates { table.append(cells(row.name, estimate)) }
      guard let automatic = row.automatic else { continue }
      for rung in automatic.rungs { table.append(cells(row.name, rung, automatic.droppedChains)) }
    }
    return table
  }

  private static func cells(_ name: String, _ estimate: LLCEstimate) -> [Cell] {
    let own = estimate.diagnostics
    return [
      .text(name), .number(estimate.settings.nBeta, significantDigits: 2),
      .integer(estimate.chainValues.count * estimate.settings.draws),
      .number(estimate.effectiveSampleSize, significantDigits: 3),
      .number(own.bulkEffectiveSampleSize, significantDigits: 3), optional(estimate.rHat, 4),
      optional(estimate.acceptance, 2), optional(own.drift, 2), optional(own.distance, 2),
      equipartition(own.equipartition, own.equipartitionError), optional(own.varianceRatio, 3),
      .text(lost(estimate.droppedChains, divergences: [])),
    ]
  }

  private static func cells(
    _ name: String, _ rung: RungEstimate, _ dropped: [ChainFailure]
  ) -> [Cell] {
    [
      .text(name), .number(rung.nBeta, significantDigits: 2), .integer(rung.draws),
      .number(rung.effectiveSampleSize, significantDigits: 3),
      .number(rung.bulkEffectiveSampleSize, significantDigits: 3), optional(rung.rHat, 4),
      .number(rung.acceptance, significantDigits: 2), optional(rung.drift, 2),
      .number(rung.distance, significantDigits: 2),
      equipartition(rung.equipartition, rung.equipartitionError),
      rung.raw > 0 ? .number(rung.energyVariance / rung.raw, significantDigits: 3) : .empty,
      .text(lost(dropped, divergences: rung.divergences)),
    ]
  }

  private static func optional(_ value: Double?, _ digits: Int) -> Cell {
    value.map { .number($0, significantDigits: digits) } ?? .empty
  }

  private static func equipartition(_ value: Double?, _ error: Double?) -> Cell {
    guard let value, let error else { return .empty }
    return .measurement(value, standardError: error)
  }

  private static func lost(
    _ dropped: [ChainFailure], divergences: [RungEstimate.Divergence]
  ) -> String {
    var parts = dropped.map { "chain \($0.chain) at step \($0.step)" }
    if let first = divergences.first {
      parts.append(
        "\(divergences.count) diverged, first in chain \(first.chain) at draw \(first.draw)")
    }
    return parts.joined(separator: "; ")
  }
}
