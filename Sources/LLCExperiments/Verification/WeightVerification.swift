public import AssumptionChecks
import ExactAlgebra
public import Identifiability
public import LLCTheorems
public import ModelFamilies
import NumericModels

/// What theorems say of given floating-point weights: exactly as they are, and up to noise.
public struct WeightVerification: Sendable {
  public let network: QuadraticNetwork
  public let task: ModularAddition?
  /// At the exact values of the weights: each is a dyadic fraction.
  public let report: TheoremReport
  /// Up to perturbations of the tolerance.
  public let numerical: QuadraticChecks
  /// At the weights, of the task's loss over all pairs; nil without a task.
  public let residual: Residual?

  /// How far weights are from solving a task.
  public struct Residual: Sendable {
    public let loss: Double
    /// Of the loss over the weights; zero at a critical point.
    public let gradientNorm: Double
  }

  /// - Parameters:
  ///   - weights: D finite values in the order of the network's layout.
  ///   - relativeTolerance: noise over the norm of all weights.
  ///   - limits: of the exact ranks; what exceeds them stays undecided.
  /// - Throws: `NumericError`, `LossError`.
  public init(
    _ network: QuadraticNetwork, weights: [Double], task: ModularAddition? = nil,
    loss kind: LLCTheorems.LossKind = .centred, relativeTolerance: Double,
    limits: RankLimits = RankLimits(), seed: UInt64 = 1
  ) throws {
    self.network = network
    self.task = task
    numerical = try QuadraticChecks(
      network, weights: weights, relativeTolerance: relativeTolerance)
    let residual = try task.map {
      try Self.residual($0, network, weights, centring: kind == .centred ? .centred : .plain)
    }
    self.residual = residual
    let realised: Verdict =
      switch residual {
      case nil:
        .holds(because: "no task was named: the target is taken to be the network's own function")
      case .some(let residual) where residual.loss == 0: .holds(because: "the loss there is zero")
      case .some(let residual):
        .undecided(
          because: "the loss there is \(residual.loss), its gradient has norm "
            + "\(residual.gradientNorm)")
      }
    report = Self.report(
      network, at: weights.map { Rational(exactly: $0) ?? .zero }, task: task, loss: kind,
      realisability: realised, limits: limits, seed: seed)
  }

  /// What theorems say at exact weights.
  static func report(
    _ network: QuadraticNetwork, at weights: [Rational], task: ModularAddition?,
    loss kind: LLCTheorems.LossKind, realisability: Verdict, limits: RankLimits, seed: UInt64
  ) -> TheoremReport {
    let setting = Setting(
      family: .quadratic(network), task: task,
      inputs: task.map { .finite(.allPairs(of: $0)) } ?? .gaussian,
      loss: task == nil ? .plain : kind, regime: .full, weights: weights,
      realisability: realisability)
    return TheoremReport(setting, Evidence(for: setting, seed: seed, limits: limits))
  }

  static func residual(
    _ task: ModularAddition, _ network: QuadraticNetwork, _ weights: [Double], centring: Centring
  ) throws -> Residual {
    let loss = try QuadraticLoss(
      network, inputs: .pairs(task.pairs, modulus: task.modulus),
      targets: try task.oneHotTargets(task.pairs), centring: centring)
    let (value, gradient) = loss.lossAndGradient(at: weights)
    return Residual(
      loss: value, gradientNorm: gradient.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }

  /// One paragraph: the strongest certified statement, the level it belongs to, and what noise could change.
  public var answer: String {
    let certified = report.certified
    let value =
      certified.isExact
      ? "λ = \(certified.lower)" : "λ lies in [\(certified.lower), \(certified.upper)]"
    var sentences = [
      "At these weights, taken exactly and at level \(certified.level.rawValue), \(value): "
        + "\(certified.because)."
    ]
    let open = numerical.checks.filter {
      if case .undecided = $0.verdict { $0.margin != nil } else { false }
    }
    let fragile = numerical.checks.filter { $0.verdict.fails && $0.margin != nil }
    if fragile.isEmpty && open.isEmpty {
      sentences.append(
        "No noise of the assumed size changes the verdicts that were decided numerically.")
    }
    for check in fragile {
      sentences.append(
        "Up to noise \"\(check.statement)\" fails (theorem \(check.theorems.joined(separator: ", ")))"
          + (check.witness.isEmpty
            ? "" : ", by units \(check.witness.prefix(6).map(String.init).joined(separator: ", "))")
          + ".")
    }
    for check in open { sentences.append("Noise could change \"\(check.statement)\".") }
    return sentences.joined(separator: " ")
  }
}
