import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies

func quadratic(_ d: Int, _ m: Int, _ outputs: Int) throws -> ModelFamily {
  .quadratic(try QuadraticNetwork(inputDimension: d, width: m, outputDimension: outputs))
}

func biased(_ d: Int, _ m: Int) throws -> ModelFamily {
  .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m))
}

extension SeededGenerator {
  mutating func point(_ count: Int, _ range: ClosedRange<Int> = -99...99) -> [Rational] {
    (0..<count).map { _ in Rational(Int.random(in: range, using: &self)) }
  }

  mutating func point(_ family: ModelFamily) -> [Rational] { point(family.parameterCount) }
}

/// The rank over Q without any prime.
func rationalRank(_ matrix: Matrix<Rational>) -> Int {
  let denominator = matrix.elements.reduce(Integer.one) { Integer.lcm($0, $1.denominator) }
  return FractionFreeElimination.rankProfile(
    of: matrix.map { ($0 * Rational(denominator)).numerator }
  ).rank
}

/// The exact rank of the Jacobian by dual numbers and fraction-free elimination: nothing of what
/// the theorems' evidence rests on.
func exactRank(_ setting: Setting, _ level: Level? = nil) -> Int {
  guard let map = setting.map(at: level ?? setting.compareLevel), let weights = setting.weights,
    let jacobian = map.jacobianByDualNumbers(at: weights, in: RationalField())
  else { return -1 }
  return rationalRank(jacobian)
}

/// Modular addition on all pairs or on some of them.
func addition(
  _ p: Int, width: Int, loss: LossKind = .centred, regime: Regime? = nil, pairs: Int? = nil,
  weights: [Rational]? = nil
) throws -> Setting {
  let task = try ModularAddition(modulus: p)
  return Setting(
    family: .quadratic(try task.network(width: width)), task: task,
    inputs: .finite(.oneHotPairs(modulus: p, pairs: Array(task.pairs.prefix(pairs ?? p * p)))),
    loss: loss, regime: regime, weights: weights)
}

/// Inputs on which a quadratic form, affine: a quadratic function, vanishes only if it is zero.
func identifyingInputs(_ d: Int, affine: Bool) -> InputKnowledge {
  func unit(_ a: Int, _ value: Rational) -> [Rational] { (0..<d).map { $0 == a ? value : 0 } }
  var vectors = (0..<d).flatMap { a in
    (a..<d).map { b in zip(unit(a, 1), unit(b, 1)).map { $0 + $1 } }
  }
  if affine { vectors += [unit(d, 1)] + (0..<d).map { unit($0, -1) } }
  return .finite(.vectors(vectors))
}

extension Theorem {
  /// - Parameter levels: none for theorems of the lazy regime, which need the features alone; the
  ///   kernel of condition (3) of 4.2 is then left out as well where it is large.
  static func result(_ setting: Setting, levels: [Level]? = nil) -> TheoremResult? {
    let limits = levels == [] ? RankLimits(operations: 1e6) : RankLimits()
    return evaluate(setting, Evidence(for: setting, levels: levels, limits: limits))
  }
}

extension TheoremResult {
  func verdict(_ statement: String) -> String {
    assumptions.first { $0.statement.hasPrefix(statement) }?.verdict.name ?? "absent"
  }

  var proved: Rational? {
    if case .proved(let coefficient) = prediction { coefficient.value } else { nil }
  }
  var conditional: Rational? {
    if case .conditional(let coefficient) = prediction { coefficient.value } else { nil }
  }
  var interval: [Rational]? {
    switch prediction {
    case .bounded(let lower, let upper): [lower, upper]
    case .proved(let coefficient): [coefficient.value, coefficient.value]
    default: nil
    }
  }
}
