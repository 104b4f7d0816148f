public import AssumptionChecks
import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import NumericModels

/// What theorems say of given floating-point weights: exactly as they are, and up to noise.
///
/// Theorems and ranks are about the network's own function as the target, for which the weights are a
/// minimum; `realisation` says what follows for a task.
public struct WeightVerification: Sendable {
  public let question: VerificationQuestion
  /// At the exact values of the weights: each is a dyadic fraction.
  public let exact: ExactVerdicts
  /// Up to perturbations of the tolerance.
  public let numerical: QuadraticChecks
  /// Whether the inputs identify quadratic forms; nil where no inputs were given.
  public let inputs: NumericalCheck?
  public let units: ActiveUnits
  /// Units with parallel input weights up to noise.
  public let parallel: [[Int]]
  /// Nil where the targets are the network's own outputs.
  public let realisation: Realisation?
  /// The same with the inactive blocks set to zero, where noise or a gap says that there are some that are
  /// not zero already; its distance in Frobenius norm.
  public let zeroed: (verdicts: ExactVerdicts, distance: Double)?

  /// - Throws: `NumericError`, `LossError`.
  public init(_ question: VerificationQuestion) throws {
    self.question = question
    let samples = try question.samples()
    numerical = try QuadraticChecks(
      question.family, weights: question.weights, inputs: samples?.inputs.matrix,
      centred: question.loss == .centred, relativeTolerance: question.relativeTolerance)
    if case .samples(let inputs, _, let tolerance) = question.data {
      self.inputs = try InputChecks.identification(inputs, relativeTolerance: tolerance)
    } else {
      inputs = nil
    }
    let units = ActiveUnits(
      question.family, weights: question.weights, tolerance: numerical.tolerance,
      threshold: question.activeThreshold)
    self.units = units
    parallel = ParallelUnits.groups(
      question.family, weights: question.weights, tolerance: numerical.tolerance)
    realisation = try Realisation(question, levels: numerical.levels)
    func verdicts(_ weights: [Rational]) -> ExactVerdicts {
      ExactVerdicts(
        question.setting(at: weights), seed: question.seed, limits: question.limits)
    }
    exact = verdicts(question.rationals)
    let (weights, distance) = units.zeroed(question.family, weights: question.weights)
    zeroed =
      distance > 0
      ? (verdicts(weights.map { Rational(exactly: $0) ?? .zero }), distance) : nil
  }
}
