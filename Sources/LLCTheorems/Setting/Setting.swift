public import ExactAlgebra
public import Identifiability
public import ModelFamilies

/// What is known of the inputs.
public enum InputKnowledge: Equatable, Sendable {
  /// A distribution that identifies quadratic forms, such as a Gaussian: `E[(x x^T) (x) (x x^T)]`
  /// is positive definite.
  case gaussian
  /// Inputs that were shown to identify quadratic forms.
  case identifying(because: String)
  /// Exactly these inputs occur.
  case finite(InputSet)
}

/// Which weights are trained, and how.
public enum Regime: String, Sendable, CaseIterable {
  /// All weights, through the network itself.
  case full
  /// Only the output weights; the hidden layer is frozen (random features).
  case lazy
  /// The network replaced by its first-order expansion (neural tangent kernel).
  case ntk
}

/// The loss, `L_n(w) = 1/(2n) sum_i || P (f(x_i) - y_i) ||^2`.
public enum LossKind: String, Sendable, CaseIterable {
  /// P is the identity.
  case plain
  /// P removes each output's mean over the samples.
  case centred
}

/// How many hidden units are active, and in which way the others are not.
public struct UnitCensus: Equatable, Sendable {
  /// Input and output weights seen.
  public var active: Int
  /// `v_j = 0`, `w_j` seen.
  public var zeroOutput: Int
  /// `w_j` unseen, `v_j != 0`.
  public var zeroInput: Int
  public var zeroBoth: Int

  public init(active: Int, zeroOutput: Int = 0, zeroInput: Int = 0, zeroBoth: Int = 0) {
    self.active = active
    self.zeroOutput = zeroOutput
    self.zeroInput = zeroInput
    self.zeroBoth = zeroBoth
  }

  public var inactive: Int { zeroOutput + zeroInput + zeroBoth }
}

/// A question: a family with dimensions, its data and loss, and as much of the weights as is known.
public struct Setting: Sendable {
  public let family: ModelFamily
  /// The task, when the inputs are all pairs of a modular addition or a part of them.
  public let task: ModularAddition?
  public let inputs: InputKnowledge
  public let loss: LossKind
  /// Nil when it was not said.
  public let regime: Regime?
  /// Exact weights, in the order of the family's layout; nil when only dimensions are known.
  public let weights: [Rational]?
  /// What is said of the units when the weights are not given.
  public let declaredUnits: UnitCensus?
  /// Whether the target is the network's own function at the weights. Without that the loss is
  /// not comparable to `||phi(w) - phi(w*)||^2`, unless phi is a submersion there.
  public let realisability: Verdict
  /// A Gram form on the coordinates of a biased quadratic network, for the positivity check.
  public let gram: Matrix<Rational>?

  public init(
    family: ModelFamily, task: ModularAddition? = nil, inputs: InputKnowledge = .gaussian,
    loss: LossKind = .plain, regime: Regime? = nil, weights: [Rational]? = nil,
    declaredUnits: UnitCensus? = nil, gram: Matrix<Rational>? = nil,
    realisability: Verdict = .holds(because: "the target is the network's own function there")
  ) {
    precondition(
      weights.map { $0.count == family.parameterCount } ?? true,
      "\(weights?.count ?? 0) weights for a family of \(family.parameterCount)")
    self.family = family
    self.task = task
    self.inputs = inputs
    self.loss = loss
    self.regime = regime
    self.weights = weights
    self.declaredUnits = declaredUnits
    self.gram = gram
    self.realisability = realisability
  }

  /// Whether the weights are said to be special, so that nothing generic applies to them.
  var declaresInactiveUnits: Bool { weights == nil && (declaredUnits?.inactive ?? 0) > 0 }

  /// The same question at level `coordinates`, when the inputs are finite and identify quadratic
  /// forms: outputs on the data and coordinates then differ by an injective linear map, which
  /// changes no coefficient, and the coordinates have the sharper bounds.
  public func reducedToCoordinates(limits: RankLimits = RankLimits()) -> Setting {
    guard inputSet != nil,
      case .holds(let reason) = FeatureEvidence(self, seed: 1, limits: limits)
        .identifiesQuadraticForms
    else { return self }
    return Setting(
      family: family, task: nil, inputs: .identifying(because: reason), loss: loss,
      regime: regime, weights: weights, declaredUnits: declaredUnits, gram: gram,
      realisability: realisability)
  }

  public var inputSet: InputSet? {
    if case .finite(let inputs) = inputs { inputs } else { nil }
  }

  /// The levels at which something can be said.
  public var levels: [Level] { inputSet == nil ? [.coordinates] : Level.allCases }

  /// The level of the loss: what a measurement is to be compared with.
  public var compareLevel: Level {
    inputSet == nil ? .coordinates : (loss == .centred ? .centred : .data)
  }

  public func map(at level: Level) -> NetworkMap? {
    NetworkMap(family, level: level, inputs: inputSet)
  }
}
