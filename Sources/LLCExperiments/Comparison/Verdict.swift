import ExactAlgebra
import Identifiability
import LLCSampling
import LLCTheorems

/// What stands between the plain estimator, or a sweep's intercept, and the coefficient, term by term.
public struct DifferenceTerms: Sendable, Encodable {
  /// Standard error of the raw value.
  public let monteCarlo: Double
  /// Of the step size and of a burn-in that is too short, on the quadratic potential.
  public let step: Double
  /// Of the localisation, on the quadratic potential: `1/2 sum n beta h/(n beta h + gamma) - R/2`.
  public let localisation: Double
  /// What is left: finite n beta beyond the quadratic potential.
  public let finiteTemperature: Double
  /// The part of that which the ladder puts down to a multiplicity above 1.
  public let multiplicity: Double

  /// The largest in magnitude, in words; nil when all are within the Monte Carlo error.
  var dominant: String? {
    let terms = [
      ("the step size", step), ("the localisation", localisation),
      ("finite n beta", finiteTemperature), ("the multiplicity", multiplicity),
    ]
    guard let largest = terms.max(by: { abs($0.1) < abs($1.1) }), abs(largest.1) > 2 * monteCarlo
    else { return nil }
    return largest.0
  }
}

extension Comparison {
  /// The difference of the raw value from the coefficient, taken apart.
  public var terms: DifferenceTerms? {
    guard let truth = theory.truth?.value.approximation else { return nil }
    let raw = measurement.raw
    switch measurement {
    case .fixed, .sweep:
      guard let prediction else { return nil }
      let step = prediction.value - prediction.stationary
      let localisation = prediction.stationary - prediction.asymptotic
      // Of a sweep the intercept: what extrapolation leaves.
      return DifferenceTerms(
        monteCarlo: measurement.standardError, step: step, localisation: localisation,
        finiteTemperature: measurement.value - truth - step - localisation, multiplicity: 0)
    case .automatic(let estimate):
      let localisation = -estimate.localisationCorrection
      let rest = raw.value - truth - localisation
      let logarithmic = (estimate.ladder?.multiplicity ?? 1) > 1
      return DifferenceTerms(
        monteCarlo: raw.error, step: 0, localisation: localisation,
        finiteTemperature: logarithmic ? 0 : rest, multiplicity: logarithmic ? rest : 0)
    }
  }

  /// One sentence: whether the measurement agrees with theory, and what dominates the difference of
  /// the plain estimator from the coefficient.
  public var verdict: String {
    guard let deviation else {
      if notPredicted != nil { return "undecided: no prediction at these settings" }
      return "undecided: \(measurement.standardError > 0 ? "theory says nothing" : "no error bar")"
    }
    let distance = "\(deviation < 0 ? "-" : "+")\((abs(deviation) * 10).rounded() / 10) SE"
    let reference =
      automatic == nil
      ? "the prediction at these settings"
      : theory.truth.map { "λ = \($0.value)\($0.isProved ? "" : " (\($0.basis))")" }
        ?? "the certified interval [\(certified.lower), \(certified.upper)]"
    let unsound = flags.filter { Self.undermining.contains($0) }
    var sentence =
      if !unsound.isEmpty {
        "undecided, because \(unsound.joined(separator: ", ")): \(distance) from \(reference)"
      } else if abs(deviation) <= 3 {
        "consistent with \(reference) (\(distance))"
      } else {
        "not consistent with \(reference) (\(distance))"
      }
    if let terms {
      sentence +=
        terms.dominant.map { "; the raw value differs from λ mostly by \($0)" }
        ?? "; the raw value differs from λ by its Monte Carlo error"
    }
    return sentence
  }

  /// Flags that leave a standard error, or the value that it is compared with, without meaning.
  private static let undermining: Set<String> = [
    // The chains have not found equilibrium, or not that of the target.
    "high-r-hat", "low-ess", "stuck-chain", "unstable-step", "slow-direction", "equipartition",
    "noise-level",
    // They were not near w*, or w* is no minimum.
    "not-localised", "leaked", "loss-at-centre", "negative-estimate", "negative-curvature",
    // The correction or the prediction is not that of this point.
    "no-model", "not-constant", "unclear-rank", "numerical-rank-below-exact", "not-quadratic",
  ]
}
