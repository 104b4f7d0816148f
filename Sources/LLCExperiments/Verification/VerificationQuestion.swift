public import ExactAlgebra
public import Identifiability
public import LLCTheorems
public import ModelFamilies
public import NumericAlgebra
import NumericModels

/// Weights that somebody brought, with what is known of their data.
public struct VerificationQuestion: Sendable {
  /// The inputs that the loss sees.
  public enum Data: Sendable {
    /// A distribution that identifies quadratic forms, such as a Gaussian.
    case gaussian
    /// Pairs of a modular addition: all of them, or those that were trained on.
    case task(ModularAddition, pairs: [ModularAddition.Pair]?)
    /// X, n x d, known to this relative Frobenius norm; and Y, n x K, if it is known.
    case samples(RealMatrix, targets: RealMatrix?, relativeTolerance: Double)
  }

  public var family: ModelFamily
  /// D finite values in the order of the family's layout.
  public var weights: [Double]
  /// The weights as fractions, where they are not dyadic.
  public var exactWeights: [Rational]?
  public var data: Data
  public var loss: LossKind
  /// Nil where it was not said.
  public var regime: Regime?
  /// Noise of the weights over the norm of all of them.
  public var relativeTolerance: Double
  /// Relative norms at or below which a unit's weights are zero; nil to look for a gap.
  public var activeThreshold: Double?
  /// Of the exact ranks; what exceeds them stays undecided.
  public var limits = RankLimits()
  public var seed: UInt64 = 1

  public init(
    _ family: ModelFamily, weights: [Double], exactWeights: [Rational]? = nil,
    data: Data = .gaussian, loss: LossKind = .plain, regime: Regime? = nil,
    relativeTolerance: Double, activeThreshold: Double? = nil
  ) {
    self.family = family
    self.weights = weights
    self.exactWeights = exactWeights
    self.data = data
    self.loss = loss
    self.regime = regime
    self.relativeTolerance = relativeTolerance
    self.activeThreshold = activeThreshold
  }

  public var task: ModularAddition? {
    if case .task(let task, _) = data { task } else { nil }
  }

  /// The weights as exact numbers.
  var rationals: [Rational] {
    exactWeights ?? weights.map { Rational(exactly: $0) ?? .zero }
  }

  /// X and Y as the loss sees them; nil in law. Targets that are not known are the network's own outputs.
  func samples() throws -> (inputs: NetworkInputs, targets: RealMatrix?)? {
    switch data {
    case .gaussian: nil
    case .task(let task, let pairs):
      (
        .pairs(pairs ?? task.pairs, modulus: task.modulus),
        try task.oneHotTargets(pairs ?? task.pairs)
      )
    case .samples(let inputs, let targets, _): (.dense(inputs), targets)
    }
  }

  /// The same question in exact form at some weights, about the network's own function there: whatever the
  /// weights were trained on, they are a minimum for that target.
  func setting(at weights: [Rational]) -> Setting {
    let inputs: InputKnowledge =
      switch data {
      case .gaussian: .gaussian
      case .task(let task, let pairs):
        .finite(.oneHotPairs(modulus: task.modulus, pairs: pairs ?? task.pairs))
      case .samples(let inputs, _, _):
        .finite(
          .vectors(
            (0..<inputs.rows).map { inputs.row($0).map { Rational(exactly: $0) ?? .zero } }))
      }
    return Setting(
      family: family, task: task, inputs: inputs, loss: loss, regime: regime, weights: weights,
      realisability: .holds(because: "the target is the network's own function"))
  }
}
