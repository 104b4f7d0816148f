import ExactAlgebra
public import ModelFamilies

/// Which weights belong to which hidden unit, for every family of quadratic units.
public struct UnitLayout: Sendable {
  public let width: Int
  public let outputDimension: Int
  public let hasBias: Bool
  let family: ModelFamily

  public init(_ family: ModelFamily) {
    self.family = family
    width = family.width
    outputDimension = family.outputDimension
    if case .biasedQuadratic = family { hasBias = true } else { hasBias = false }
  }

  /// The positions of `w_j` and, where there is one, of `b_j` after it.
  public func innerWeights(_ j: Int) -> [Int] {
    switch family {
    case .quadratic(let network):
      (0..<network.inputDimension).map { network.inputWeights.index(j, $0) }
    case .biasedQuadratic(let network):
      (0..<network.inputDimension).map { network.inputWeights.index(j, $0) }
        + [network.biases.index(0, j)]
    }
  }

  /// The positions of the output weights of unit j, K of them.
  public func outputWeights(_ j: Int) -> [Int] {
    switch family {
    case .quadratic(let network):
      (0..<network.outputDimension).map { network.outputWeights.index($0, j) }
    case .biasedQuadratic(let network): [network.outputWeights.index(0, j)]
    }
  }

  /// The position of the constant `c`, where there is one.
  public var constant: Int? {
    if case .biasedQuadratic(let network) = family { network.constant.offset } else { nil }
  }

  /// The family with only the given units, and the positions of its weights in this one.
  ///
  /// The map is a sum over units, so a statement about directions that move only these units can
  /// be checked there.
  public func restricted(to kept: [Int]) throws(DimensionError) -> (ModelFamily, [Int]) {
    switch family {
    case .quadratic(let network):
      let restricted = try QuadraticNetwork(
        inputDimension: network.inputDimension, width: kept.count,
        outputDimension: network.outputDimension)
      let inner = kept.flatMap(innerWeights)
      let outer = (0..<network.outputDimension).flatMap { k in
        kept.map { network.outputWeights.index(k, $0) }
      }
      return (.quadratic(restricted), inner + outer)
    case .biasedQuadratic(let network):
      let restricted = try BiasedQuadraticNetwork(
        inputDimension: network.inputDimension, width: kept.count)
      let inner = kept.flatMap { j in
        (0..<network.inputDimension).map { network.inputWeights.index(j, $0) }
      }
      return (
        .biasedQuadratic(restricted),
        inner + kept.map { network.biases.index(0, $0) }
          + kept.map { network.outputWeights.index(0, $0) } + [network.constant.offset]
      )
    }
  }
}
