import ExactAlgebra
import ModelFamilies

/// The units of a quadratic network by which of their weights vanish, and what follows for ranks
/// and orbits without multiplying anything out.
public struct UnitBlocks: Equatable, Sendable {
  /// Units with input and output weights.
  public let active: [Int]
  /// Units with input weights and no output weights.
  public let silent: [Int]
  /// Units with output weights and no input weights.
  public let blind: [Int]
  /// Units with neither.
  public let dead: [Int]
  /// d, and the dimension t of the translations that no input sees.
  let inputDimension: Int
  let translations: Int
  let outputDimension: Int

  /// - Parameter weights: D exact weights of `network`, the network of `map`.
  init(
    _ map: NetworkMap, _ network: QuadraticNetwork, at weights: [Rational]
  ) throws(RationalKernel.Failure) {
    translations = try map.inputs?.linearKernel(affine: false).count ?? 0
    let w = network.inputWeights
    let visible = VisibleWeights(inputs: map.inputs)
    let seen = (0..<network.width).map { j in
      visible.contains(weights[w.index(j, 0)..<w.index(j, 0) + network.inputDimension])
    }
    var (active, silent, blind, dead): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    let v = network.outputWeights
    for j in 0..<network.width {
      let hasOutput = (0..<network.outputDimension).contains { weights[v.index($0, j)].signum != 0 }
      switch (seen[j], hasOutput) {
      case (true, true): active.append(j)
      case (true, false): silent.append(j)
      case (false, true): blind.append(j)
      case (false, false): dead.append(j)
      }
    }
    (self.active, self.silent, self.blind, self.dead) = (active, silent, blind, dead)
    inputDimension = network.inputDimension
    outputDimension = network.outputDimension
  }

  /// The largest rank of the units' blocks of columns, added up.
  public var blockRank: Int { blockRank(squares: active.count + silent.count) }

  /// An upper bound of the rank where the squares `(w_j . x)^2` of the units that are seen span
  /// `squares` dimensions: `K squares + sum over active units of (d - t - 1)`.
  func blockRank(squares: Int) -> Int {
    outputDimension * squares + active.count * (inputDimension - translations - 1)
  }

  /// The dimension of the fibre that the units' own moves span: scaling and translations of an
  /// active unit, the input weights of a silent one, the output weights and translations of a blind
  /// one, the larger block of a dead one.
  public var orbitDimension: Int {
    active.count * (1 + translations) + silent.count * inputDimension
      + blind.count * (outputDimension + translations)
      + dead.count * max(inputDimension, outputDimension + translations)
  }

  /// The dimension of the kernel that the units' own moves span.
  public var kernelDimension: Int {
    let all = active.count + silent.count + blind.count + dead.count
    return all * (inputDimension + outputDimension) - blockRank
  }
}

/// Whether some input sees a unit's input weights.
private struct VisibleWeights {
  let inputs: InputSet?

  func contains(_ w: ArraySlice<Rational>) -> Bool {
    guard let inputs else { return w.contains { $0.signum != 0 } }
    switch inputs {
    case .oneHotPairs(let modulus, let pairs):
      return pairs.contains {
        w[w.startIndex + $0.a] + w[w.startIndex + modulus + $0.b] != .zero
      }
    case .vectors(let vectors):
      return vectors.contains { x in
        zip(w, x).reduce(Rational.zero) { $0 + $1.0 * $1.1 } != .zero
      }
    }
  }
}
