public import AssumptionChecks
import ExactAlgebra
import Foundation
public import LLCTheorems

/// What theorems 5.1 and 5.2 say of a matrix that people bring: at its entries taken exactly, and up
/// to noise.
///
///     5.1   lambda = rank(J) / 2, the rank of E[h J^T J] for a positive h
///     5.2   lambda = (K/2) rank(P F)
public struct GivenMatrixVerification: Sendable {
  public let given: GivenMatrix
  public let exact: DyadicMatrixRank
  public let numerical: MatrixRank
  /// That the exact rank stands up to noise, and, where it does not, that the numerical one does.
  public let checks: [NumericalCheck]
  public let assumptions: [Assumption]

  /// - Parameter relativeTolerance: noise over the Frobenius norm of the matrix as given; the
  ///   precision of its numbers if nil.
  /// - Throws: `NumericError`.
  public init(
    _ given: GivenMatrix, relativeTolerance: Double? = nil, seed: UInt64 = 1
  ) throws {
    self.given = given
    let exact = DyadicMatrixRank(given, seed: seed)
    self.exact = exact
    let (matrix, error) = given.isCentred ? given.centred() : (given.matrix, 0)
    // Centring is a projection: it makes no perturbation larger.
    let numerical = try MatrixRank(
      matrix, noise: (relativeTolerance ?? given.precision) * given.frobeniusNorm,
      centringError: error)
    self.numerical = numerical
    let theorem = given.theorem
    checks = Set([exact.lower, min(numerical.rank, exact.lower)]).sorted(by: >)
      .filter { $0 >= 1 }.map { numerical.check(rank: $0, theorem: theorem) }
    assumptions = given.assumptions
  }

  /// At the exact entries: a value where the rank is proved or beyond reasonable doubt.
  public var value: LearningCoefficient { given.value(rank: exact.lower) }
  /// At the numerical rank.
  public var numericalValue: LearningCoefficient { given.value(rank: numerical.rank) }

  /// One paragraph: both values, what they rest on, and what noise could change.
  public var answer: String {
    func text(_ value: Double?) -> String { value.map { String(format: "%.2g", $0) } ?? "0" }
    var sentences = [
      "At these entries, taken exactly, the rank is \(exact.lower) and λ = \(value.value) "
        + "(theorem \(given.theorem), if its assumptions hold): "
        + (exact.isProved
          ? "proved by a minor and \(exact.upperBecause)."
          : "at least that is proved; that it is more is less likely than "
            + "\(text(exact.failureProbability)).")
    ]
    if numerical.rank == exact.lower {
      sentences.append(
        numerical.rank == 0
          ? "Up to noise and rounding of \(text(numerical.threshold)) it is 0 as well."
          : "Noise and rounding of \(text(numerical.threshold)) do not change it: σ_\(numerical.rank) = "
            + "\(text(numerical.smallestKept)).")
    } else {
      sentences.append(
        "Up to noise and rounding of \(text(numerical.threshold)) the rank is \(numerical.rank) and λ = "
          + "\(numericalValue.value): σ_\(numerical.rank) = \(text(numerical.smallestKept)), "
          + "σ_\(numerical.rank + 1) = \(text(numerical.largestDropped)).")
    }
    if let gap = numerical.gap, gap < 10 {
      sentences.append(
        "The gap there is only \(text(gap)): another threshold gives another rank.")
    }
    return sentences.joined(separator: " ")
  }
}

extension GivenMatrix {
  var theorem: String {
    role == .jacobian ? NeuralTangentKernel.identifier : RandomFeatures.identifier
  }

  func value(rank: Int) -> LearningCoefficient {
    switch role {
    case .jacobian: NeuralTangentKernel.value(rank: rank)
    case .features(let outputs): RandomFeatures.value(outputDimension: outputs, rank: rank)
    }
  }

  /// What no matrix can show is open.
  var assumptions: [Assumption] {
    let inputs = Assumption(
      "the samples are all inputs that occur",
      .undecided(because: "only the matrix is given; other inputs can only raise the rank"))
    switch role {
    case .jacobian:
      return [
        Assumption(
          "the network is replaced by its linearisation at theta_0",
          .holds(because: "its Jacobian was given in its place")),
        Assumption(
          "the curvature weight h is positive",
          .undecided(because: "assumed; h = 1 for the squared loss")), inputs,
      ]
    case .features:
      return [
        Assumption(
          "the hidden layer is frozen, V alone is trained",
          .holds(because: "its features were given in its place")), inputs,
      ]
    }
  }
}
