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
    ([certifiedSentence] + genericSentences + realisationSentences + rankSentences + noiseSentences
      + unitSentences)
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
        + ": no exact solution is shown to be near, and what is said of their own function is not "
        + "said of the task."
    ]
    guard let nearby = realisation.nearby else {
      return sentences + ["A minimum nearby was not sought: the Jacobian is too large."]
    }
    let solved = nearby.loss <= 1e-20 * realisation.loss || nearby.loss < 1e-24
    sentences.append(
      "Descending from them ends \(Self.short(nearby.distance)) away, at the loss "
        + "\(Self.short(nearby.loss)) and a gradient of norm \(Self.short(nearby.gradientNorm))"
        + (solved
          ? ", a solution up to rounding"
            + (realisation.lowerBound.map { ": λ is at least \(Self.short($0)) there" } ?? "")
          : ", where the target is not realised") + ".")
    return sentences
  }

  private var rankSentences: [String] {
    guard let near = numerical.levels.first(where: { $0.level == exact.certified.level }) else {
      return []
    }
    let level = exact.levels.first { $0.level == near.level }
    let most = level?.generic.flatMap { $0.confidence.isProved ? $0.lower : nil }
    let own = level.flatMap { try? $0.rank.get() }?.lower
    let gap = near.gap.map {
      $0.isFinite ? ", a gap of \(Self.short($0))" : ", the rest exactly zero"
    }
    let start =
      "Up to noise of \(Self.short(numerical.tolerance)) the rank there is \(near.rank)\(gap ?? "")"
    if near.rank == most ?? near.largestPossible {
      return [
        start + ": the largest that any weight has, and it stays so within "
          + "\(Self.short(near.safeRadius))."
      ]
    }
    if let own, near.rank < own {
      return [
        start
          + ", and not \(own): singular values up to \(Self.short(near.threshold)) may be noise, so "
          + "that the exact value may rest on digits that mean nothing; weights of rank \(near.rank), for which "
          + "λ is at least \(Rational(near.rank, 2)), may be as near as the noise."
      ]
    }
    return [start + ", and no perturbation below \(Self.short(near.safeRadius)) lowers it."]
  }

  private var noiseSentences: [String] {
    var sentences: [String] = []
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
