public import AssumptionChecks
import ExactAlgebra
import Identifiability
public import LLCTheorems
import NumericAlgebra
import NumericModels

/// How far weights are from solving their task, and what follows for the task: a learning coefficient belongs
/// to a minimum.
public struct Realisation: Sendable {
  /// At the weights.
  public let loss: Double
  /// Of the loss over the weights; zero at a critical point.
  public let gradientNorm: Double
  /// Nil where the Jacobian is too large to look for one.
  public let nearby: NearbyMinimum?
  /// Whether the weights are at, or shown to be within a distance of, an exact solution.
  public let verdict: Verdict
  /// The coefficient of the task's loss at the solution nearby; nil where the weights themselves are a
  /// solution, and where none is shown to be near.
  public let coefficient: LearningCoefficient?
  /// A lower bound of the coefficient at the place where the descent ended, if that is a solution.
  public let lowerBound: Double?

  /// - Parameter levels: ranks of the Jacobian up to noise.
  /// - Returns: nil where the targets are the network's own outputs.
  /// - Throws: `LossError`; `NumericError`.
  init?(_ question: VerificationQuestion, levels: [LevelRank]) throws {
    guard let (inputs, targets) = try question.samples(), let targets else { return nil }
    let isCentred = question.loss == .centred
    let loss = try QuadraticLoss(
      family: question.family, inputs: inputs, targets: targets,
      centring: isCentred ? .centred : .plain)
    let (value, gradient) = loss.lossAndGradient(at: question.weights)
    self.loss = value
    gradientNorm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let nearby =
      question.regime == .lazy || question.regime == .ntk
      ? nil
      : try NearbyMinimum(
        question.family, weights: question.weights, inputs: inputs.matrix, targets: targets,
        centred: isCentred)
    self.nearby = nearby
    let level = levels.first { $0.level == (isCentred ? .centred : .data) }
    let found = "the loss there is \(value), its gradient has norm \(gradientNorm)"
    if value == 0 {
      verdict = .holds(because: "the loss there is zero")
      (coefficient, lowerBound) = (nil, nil)
    } else if let radius = nearby?.solutionRadius, let level {
      verdict = .holds(
        because:
          "an exact solution lies within \(radius), where the map is a submersion, by a contraction "
          + "evaluated in double precision")
      coefficient = LearningCoefficient(
        Rational(level.largestPossible, 2), multiplicity: 1)
      lowerBound = nil
    } else {
      verdict = .undecided(because: found)
      coefficient = nil
      lowerBound = nearby.flatMap { nearby in
        level.map { Double($0.rank(within: nearby.distance)) / 2 }
      }
    }
  }
}
