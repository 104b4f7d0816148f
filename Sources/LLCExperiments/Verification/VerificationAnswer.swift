import AssumptionChecks
import ExactAlgebra
import Foundation
import Identifiability
public import LLCTheorems
import ModelFamilies

extension WeightVerification {
  /// One paragraph: the strongest certified statement, its level and whether noise could change it; what follows
  /// for a task; and what units and symmetries do.
  public var answer: String {
    ([certifiedSentence] + genericSentences + realisationSentences + noiseSentences
      + unitSentences).joined(separator: " ")
  }

  /// Whether the certified value would be the same at every weight that noise could have made of these.
  public var beyondNoise: Verdict {
    if question.regime == .lazy { return frozenFeatures }
    guard let near = numerical.levels.first(where: { $0.level == exact.certified.level }),
      let level = exact.levels.first(where: { $0.level == near.level }),
      let rank = try? level.rank.get()
    else {
      return .undecided(
        because: "the Jacobian is too large for singular values, or for an exact rank")
    }
    let gap = near.gap.map {
      $0.isFinite ? ", a gap of \(Self.short($0))" : ", the rest exactly zero"
    }
    if near.rank < rank.lower {
      return .fails(
        because: "the rank is \(rank.lower) by singular values that noise could have made, up to "
          + "\(Self.short(near.threshold)); beyond noise it is \(near.rank)\(gap ?? ""), and λ at least "
          + "\(Rational(near.rank, 2)) at every weight within the noise")
    }
    if level.generic?.lower == rank.lower || near.rank == near.largestPossible {
      return .holds(
        because: "no weight within \(Self.short(near.safeRadius)) has another rank; noise is "
          + Self.short(numerical.tolerance))
    }
    return .undecided(
      because:
        "the rank is \(near.rank)\(gap ?? ""), no lower within \(Self.short(near.safeRadius)) but "
        + "higher at weights as near as one likes: the value belongs to weights of exactly this structure"
    )
  }

  /// With the hidden layer frozen its features decide, and not the Jacobian over all weights.
  private var frozenFeatures: Verdict {
    let level = exact.certified.level
    let check = numerical.checks.first {
      level == .coordinates
        ? $0.theorems == ["4.1"] || $0.statement.contains("linearly independent")
          ? $0.margin != nil : false
        : $0.statement.hasPrefix("the frozen features")
    }
    switch check?.verdict {
    case .holds(let reason)?: return .holds(because: reason)
    case .fails(let reason)?, .undecided(let reason)?:
      return .undecided(because: "the frozen features may have another rank: \(reason)")
    case nil: return .undecided(because: "the frozen features have no singular values here")
    }
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
    let statement = "\(value)\(random), since \(certified.because)"
    let place = "For the network's own function at level \(certified.level.rawValue)"
    return switch beyondNoise {
    case .holds(let reason): "\(place), \(statement). Noise does not matter: \(reason)."
    case .fails(let reason):
      "\(place) nothing is decided that noise could not change: \(reason). Taken exactly, \(statement)."
    case .undecided(let reason): "\(place), taken exactly, \(statement). Up to noise: \(reason)."
    }
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
          + "submersion there (a contraction, evaluated in double precision): λ = "
          + "\(coefficient.value), multiplicity 1, at that solution."
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

  private var noiseSentences: [String] {
    let decided = numerical.checks + (inputs.map { [$0] } ?? [])
    let open = decided.filter {
      if case .undecided = $0.verdict { $0.margin != nil } else { false }
    }
    let fragile = decided.filter { $0.verdict.fails && $0.margin != nil }
    func list(_ checks: [NumericalCheck]) -> String {
      checks.map { check in
        "\"\(check.statement)\"" + (check.level.map { " at level \($0.rawValue)" } ?? "")
          + " (\(check.theorems.joined(separator: ", ")))"
      }.joined(separator: ", ")
    }
    if fragile.isEmpty && open.isEmpty {
      return ["Of the assumptions decided numerically none is within the noise of failing."]
    }
    return (fragile.isEmpty ? [] : ["Up to noise these fail: \(list(fragile))."])
      + (open.isEmpty ? [] : ["Noise could change these: \(list(open))."])
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
