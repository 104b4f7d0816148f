import ExactAlgebra
import Identifiability
import ModelFamilies

func quadratic(_ d: Int, _ m: Int, _ outputs: Int) throws -> ModelFamily {
  .quadratic(try QuadraticNetwork(inputDimension: d, width: m, outputDimension: outputs))
}

func biased(_ d: Int, _ m: Int) throws -> ModelFamily {
  .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m))
}

func map(_ family: ModelFamily, _ level: Level = .coordinates, _ inputs: InputSet? = nil)
  -> NetworkMap
{
  guard let map = NetworkMap(family, level: level, inputs: inputs) else {
    fatalError("no map of \(family) at \(level)")
  }
  return map
}

func pairs(_ p: Int) throws -> InputSet { .allPairs(of: try ModularAddition(modulus: p)) }

/// Inputs on which a quadratic form vanishes only if it is zero; with `affine`, a quadratic
/// function: the vectors e_a + e_b and, affine, 0, e_a and -e_a.
func identifyingInputs(_ d: Int, affine: Bool) -> InputSet {
  func unit(_ a: Int, _ value: Rational) -> [Rational] {
    (0..<d).map { $0 == a ? value : 0 }
  }
  var vectors = (0..<d).flatMap { a in
    (a..<d).map { b in zip(unit(a, 1), unit(b, 1)).map { $0 + $1 } }
  }
  if affine { vectors += [unit(d, 1)] + (0..<d).map { unit($0, -1) } }
  return .vectors(vectors)
}

extension SeededGenerator {
  mutating func point(_ count: Int, _ range: ClosedRange<Int> = -9...9) -> [Rational] {
    (0..<count).map { _ in Rational(Int.random(in: range, using: &self)) }
  }

  mutating func fractions(_ count: Int) -> [Rational] {
    (0..<count).map { _ in
      Rational(Int.random(in: -9...9, using: &self), Int.random(in: 1...7, using: &self))
    }
  }

  mutating func inputs(_ count: Int, dimension: Int) -> InputSet {
    .vectors((0..<count).map { _ in fractions(dimension) })
  }

  /// A random point with some units dead in one of three ways and some equal to their neighbour.
  mutating func specialPoint(_ family: ModelFamily) -> [Rational] {
    let units = UnitLayout(family)
    var weights = point(family.parameterCount, -3...3)
    for j in 0..<units.width {
      let (inner, outer) = (units.innerWeights(j), units.outputWeights(j))
      switch Int.random(in: 0..<6, using: &self) {
      case 0: for i in inner { weights[i] = 0 }
      case 1: for i in outer { weights[i] = 0 }
      case 2: for i in inner + outer { weights[i] = 0 }
      case 3 where j > 0:
        for (i, k) in zip(inner, units.innerWeights(j - 1)) { weights[i] = weights[k] }
      default: break
      }
    }
    return weights
  }
}

/// The rank over Q without any prime.
func rationalRank(_ matrix: Matrix<Rational>) -> Int {
  let denominator = matrix.elements.reduce(Integer.one) { Integer.lcm($0, $1.denominator) }
  return FractionFreeElimination.rankProfile(
    of: matrix.map { ($0 * Rational(denominator)).numerator }
  ).rank
}

func rationalRank(_ map: NetworkMap, _ weights: [Rational]) -> Int {
  guard let jacobian = map.jacobian(at: weights, in: RationalField()) else { return -1 }
  return rationalRank(jacobian)
}

/// Maps of both families at all levels, on several kinds of inputs.
func assortedMaps(seed: UInt64) throws -> [NetworkMap] {
  var random = SeededGenerator(seed: seed)
  var maps: [NetworkMap] = []
  for (d, m, outputs) in [(1, 1, 1), (2, 3, 1), (3, 2, 2), (2, 2, 3), (4, 3, 1)] {
    let sets = [random.inputs(4, dimension: d), identifyingInputs(d, affine: false)]
    let family = try quadratic(d, m, outputs)
    maps.append(map(family))
    for inputs in sets { maps += [map(family, .data, inputs), map(family, .centred, inputs)] }
  }
  for (d, m) in [(1, 1), (2, 2), (3, 2)] {
    let sets = [random.inputs(5, dimension: d), identifyingInputs(d, affine: true)]
    let family = try biased(d, m)
    maps.append(map(family))
    for inputs in sets { maps += [map(family, .data, inputs), map(family, .centred, inputs)] }
  }
  for p in [2, 3] {
    let task = try ModularAddition(modulus: p)
    let some = InputSet.oneHotPairs(modulus: p, pairs: Array(task.pairs.prefix(p + 1)))
    for inputs in [InputSet.allPairs(of: task), some] {
      for level in [Level.data, .centred] {
        maps.append(map(.quadratic(try task.network(width: 3)), level, inputs))
        maps.append(map(try quadratic(2 * p, 2, 1), level, inputs))
        maps.append(map(try biased(2 * p, 2), level, inputs))
      }
    }
  }
  return maps
}

func label(_ map: NetworkMap) -> String {
  "\(map.family.name) d=\(map.family.inputDimension) m=\(map.family.width) "
    + "K=\(map.family.outputDimension) \(map.level) n=\(map.inputs?.count ?? 0)"
}
