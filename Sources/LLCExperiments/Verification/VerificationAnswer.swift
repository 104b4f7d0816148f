import AssumptionChecks
import ExactAlgebra
import Foundation
import Identifiability
import LLCTheorems
import ModelFamilies

extension WeightVerification {
  /// One paragraph: the strongest certified statement and its level, what noise could change, and how far the
  /// weights are from a minimum.
  public var answer: String {
    ([certifiedSentence] + genericSentences + realisationSentences + noiseSentences + unitSentences)
      .joined(separator: " ")
  }

  private var certifiedSentence: String {
    let certified = exact.certified
    let value =
      certified.isExact
      ? "λ = \(certified.lower)" : "λ lies in [\(certified.lower), \(certified.upper)]"
    let random: String
    switch certified.confidence {
    case .proved: random = ""
    case .monteCarlo(let probability):
      random = " (wrong with probability at most \(Self.short(probability)))"
    }
    return
      "For the network's own function at these weights, taken exactly, at level "
      + "\(certified.level.rawValue), \(value)\(random): \(certified.because)."
  }

  /// What almost every weight has, where these are not settled.
  private var genericSentences: [String] {
    let certified = exact.certified
    guard !certified.isExact, question.regime == nil || question.regime == .full,
      let level = exact.levels.first(where: { $0.level == certified.level }),
      let generic = level.generic, generic.confidence.isProved, units.census.inactive == 0
    else { return [] }
    return [
      "Almost every weight of these dimensions has \(Rational(generic.lower, 2)) there; nothing shows that "
        + "these do."
    ]
  }

  private var realisationSentences: [String] {
    guard let realisation else { return [] }
    let sentence =
      "For the task, the loss at the weights is \(Self.short(realisation.loss)) and its gradient has "
      + "norm \(Self.short(realisation.gradientNorm))"
    if realisation.loss == 0 { return [sentence + ": they are a solution, and the same holds."] }
    if let coefficient = realisation.coefficient, let radius = realisation.nearby?.solutionRadius {
      return [
        sentence
          + "; an exact solution lies within \(Self.short(radius)) of them, and the map is a "
          + "submersion there: λ = \(coefficient.value), multiplicity 1, at that solution."
      ]
    }
    var sentences = [
      sentence
        + ": they are not shown to be near a minimum, and what is said of their own function is "
        + "not said of the task."
    ]
    if let nearby = realisation.nearby {
      sentences.append(
        "Descending from them ends \(Self.short(nearby.distance)) away at the loss "
          + "\(Self.short(nearby.loss)) with a gradient of norm \(Self.short(nearby.gradientNorm))"
          + (realisation.lowerBound.map {
            $0 > 0 ? "; a solution that near has λ at least \(Self.short($0))." : "."
          } ?? "."))
    } else {
      sentences.append("No minimum nearby was sought: the Jacobian is too large.")
    }
    return sentences
  }

  private var noiseSentences: [String] {
    var sentences: [String] = []
    if let level = numerical.levels.first(where: { $0.level == exact.certified.level }) {
      let full = level.rank == level.largestPossible
      let gap = level.gap.map { $0.isFinite ? ", a gap of \(Self.short($0))" : ", the others zero" }
      sentences.append(
        "Up to noise of \(Self.short(numerical.tolerance)) the rank there is \(level.rank)"
          + (full
            ? ", the largest possible, and stays so within \(Self.short(level.safeRadius))."
            : " of \(level.largestPossible)\(gap ?? ""): no weights that noise could have made of "
              + "these have less, and weights of less rank than the exact one may be near."))
    }
    let decided = numerical.checks + (inputs.map { [$0] } ?? [])
    let open = decided.filter {
      if case .undecided = $0.verdict { $0.margin != nil } else { false }
    }
    let fragile = decided.filter { $0.verdict.fails && $0.margin != nil }
    if fragile.isEmpty && open.isEmpty {
      sentences.append(
        "No noise of that size changes the verdicts that were decided numerically.")
    }
    for check in fragile {
      let units = check.witness.prefix(6).map(String.init).joined(separator: ", ")
      sentences.append(
        "Up to noise \"\(check.statement)\" fails (theorem "
          + "\(check.theorems.joined(separator: ", ")))" + (units.isEmpty ? "" : ", by \(units)")
          + ".")
    }
    for check in open { sentences.append("Noise could change \"\(check.statement)\".") }
    return sentences
  }

  private var unitSentences: [String] {
    var sentences: [String] = []
    let census = units.census
    if census.inactive > 0 {
      sentences.append(
        "\(census.active) of \(question.family.width) units are active; \(census.zeroOutput) have "
          + "zero output weights, \(census.zeroInput) zero input weights, \(census.zeroBoth) both, "
          + "up to the threshold.")
    }
    if let zeroed {
      let certified = zeroed.verdicts.certified
      sentences.append(
        "With those set to zero, \(Self.short(zeroed.distance)) away, "
          + (certified.isExact
            ? "λ = \(certified.lower)" : "λ lies in [\(certified.lower), \(certified.upper)]")
          + " for the network's own function: \(certified.because).")
    }
    if !parallel.isEmpty {
      sentences.append(
        "Units with parallel input weights: "
          + parallel.prefix(4).map { "{\($0.prefix(6).map(String.init).joined(separator: ", "))}" }
          .joined(separator: ", ") + (parallel.count > 4 ? " and \(parallel.count - 4) more" : "")
          + ".")
    }
    if let symmetries = exact.symmetries, symmetries.kernelDimension > 0 {
      let kinds = Dictionary(grouping: symmetries.kernelVectors, by: \.kind.rawValue)
        .sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
      sentences.append(
        "Known symmetries span \(symmetries.kernelDimension) directions"
          + (kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")") + ".")
    }
    return sentences
  }

  static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}
