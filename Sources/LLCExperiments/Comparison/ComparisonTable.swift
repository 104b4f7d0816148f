import ExactAlgebra
import Identifiability
import LLCSampling
import LLCTheorems
public import Reporting

/// `slt compare` as a table.
public enum ComparisonTable {
  public static func table(_ comparisons: [Comparison]) -> Table {
    var table = Table(
      columns: [
        "case", "level", "theorem",
        Column("theory λ", alignment: .trailing),
        Column("predicted", alignment: .trailing),
        Column("measured", alignment: .trailing),
        Column("deviation", unit: "SE", alignment: .trailing),
        Column("ESS", alignment: .trailing), Column("R-hat", alignment: .trailing), "flags",
      ], footnotes: footnotes(comparisons))
    for row in comparisons { table.append(cells(row)) }
    return table
  }

  private static func cells(_ row: Comparison) -> [Cell] {
    let certified = row.certified
    // A value that is not certified is marked as such; the interval is in the notes.
    let theory =
      certified.lower == certified.upper
      ? certified.lower.description
      : row.theory.known.map { "(\($0.value))" } ?? "[\(certified.lower), \(certified.upper)]"
    let wrong = row.otherLevels.map { "wrong level: \($0.theorem) says \($0.value)" }
    return [
      .text(row.name), .text(row.level.rawValue), .text(row.theorem ?? "rank"), .exact(theory),
      row.prediction.map { .number($0.value, significantDigits: 5) } ?? .empty,
      .measurement(row.measurement.value, standardError: row.measurement.standardError),
      row.deviation.map { .text(signed($0)) } ?? .empty,
      .number(row.measurement.effectiveSampleSize, significantDigits: 3),
      row.measurement.rHat.map { .number($0, significantDigits: 4) } ?? .empty,
      .text((row.flags + wrong).joined(separator: "; ")),
    ]
  }

  /// One digit after the point: more would claim a precision that a standard error lacks.
  private static func signed(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return (tenths >= 0 ? "+" : "") + "\(tenths == 0 ? 0 : tenths)"
  }

  /// What each flag says, in the order in which they are explained.
  private static let meanings: [(flag: String, meaning: String)] = [
    ("theory-not-exact", "exact ranks leave an interval, or rest on random points"),
    (
      "loss-at-centre",
      "the loss at w* is not zero, so the Hessian behind the prediction is not exact"
    ),
    (
      "numerical-rank-below-exact",
      "some of the Hessian's eigenvalues drown in rounding; the prediction leaves them out"
    ),
    (
      "not-quadratic",
      "theory does not say that the quadratic part decides at this point, and the prediction is "
        + "made from that part alone"
    ),
    (
      "not-localised",
      "localisation is 0 and the loss has flat directions, so the posterior is not normalisable"
    ),
    ("deviates", "measurement and prediction differ by more than 4 standard errors"),
    (
      "slow-direction",
      "the chains last fewer than \(Int(Comparison.minimumRelaxations)) relaxation times of the "
        + "slowest direction, so that the standard error may be too small"
    ),
    (
      EstimateFlag.lowEffectiveSampleSize.rawValue,
      "effective sample size below 100: the standard error is itself uncertain"
    ),
    (EstimateFlag.highRHat.rawValue, "R-hat above 1.02: the chains disagree"),
    (EstimateFlag.singleChain.rawValue, "one chain was left, so there is no R-hat"),
    (
      EstimateFlag.droppedChains.rawValue, "a chain met a value that is not finite and was left out"
    ),
    (EstimateFlag.unstableStep.rawValue, "the step is beyond the stability limit of the sampler"),
    (EstimateFlag.minibatchNoise.rawValue, "the prediction does not know the noise of minibatches"),
    (
      EstimateFlag.stuckChain.rawValue,
      "all draws of a chain are equal: it never moved, or the loss is constant"
    ),
    (EstimateFlag.lowAcceptance.rawValue, "mala accepted fewer than one step in five"),
    (
      EstimateFlag.noiseLevel.rawValue,
      "the injected noise is not that of sampling, so that about its square times lambda was measured"
    ),
    (
      EstimateFlag.devinterpConventions.rawValue,
      "draws and L(w*) are devinterp's: minibatch losses, before the step"
    ),
    (EstimateFlag.negative.rawValue, "below 0 by over 3 standard errors: w* is no minimum"),
    (
      AutomaticFlag.budget.rawValue,
      "the target of the standard error was not reached within maximumGradients"
    ),
    (
      AutomaticFlag.equipartition.rawValue,
      "the mean of (w - w*) . grad U differs from the number of weights: the chains are not at "
        + "equilibrium"
    ),
    (
      AutomaticFlag.temperature.rawValue,
      "the values at three temperatures do not lie on a line in 1/(n beta)"
    ),
    (
      AutomaticFlag.imprecise.rawValue,
      "the standard error, with the spread between the models of the ladder, exceeds 2.5 %"
    ),
    (AutomaticFlag.noModel.rawValue, "no model of the ladder describes the rungs"),
    (
      AutomaticFlag.unclearRank.rawValue,
      "the Hessian's smallest eigenvalue is not clear of rounding, so its rank is uncertain"
    ),
    (
      AutomaticFlag.leaked.rawValue,
      "the weights went further from w* than the localisation alone would let them"
    ),
  ]

  private static func footnotes(_ rows: [Comparison]) -> [String] {
    var notes = [
      "theory λ: certified at the weights, as n beta -> infinity, by exact ranks and, where named, "
        + "by the theorem; predicted: what this sampler returns at these settings on the quadratic "
        + "potential; measured ± its standard error; deviation: measured - predicted at given settings, "
        + "measured - theory λ under the automatic protocol, whose value is corrected."
    ]
    notes += Self.meanings.filter { meaning in
      rows.contains { $0.flags.contains(meaning.flag) }
    }.map { "\($0.flag): \($0.meaning)." }
    for row in rows where row.certified.lower != row.certified.upper {
      if let known = row.theory.known {
        notes.append(
          "\(row.name): λ = \(known.value) is \(known.basis); certified is "
            + "[\(row.certified.lower), \(row.certified.upper)]: \(row.certified.because).")
      }
    }
    for row in rows { notes.append("\(row.name): \(row.verdict).") }
    for row in rows {
      for other in row.otherLevels {
        notes.append(
          "\(row.name): theorem \(other.theorem) would say \(other.value). That is the coefficient "
            + "at level \(other.level.rawValue), the wrong level for this loss: \(other.because).")
      }
    }
    return notes
  }
}
