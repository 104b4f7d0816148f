public import ExactAlgebra
public import ModelFamilies

/// Levels 2 and 3 of the single-output quadratic network with biases: `f(x_i)`, or
/// `f(x_i) - f(x_0)` for i > 0 when centred (see `QuadraticDataMap`).
public struct BiasedQuadraticDataMap: IdentifiableMap {
  public let network: BiasedQuadraticNetwork
  public let inputs: InputSet
  public let centred: Bool

  /// - Precondition: at least one input, of the network's dimension.
  public init(_ network: BiasedQuadraticNetwork, inputs: InputSet, centred: Bool) {
    precondition(
      inputs.count > 0 && inputs.dimension == network.inputDimension,
      "\(inputs.count) inputs of dimension \(inputs.dimension), not \(network.inputDimension)")
    self.network = network
    self.inputs = inputs
    self.centred = centred
  }

  public var parameterCount: Int { network.parameterCount }
  public var coordinateCount: Int { inputs.count - (centred ? 1 : 0) }
  public var jacobianDegree: Int { 2 }

  /// `w_j . x + b_j`.
  @inlinable func inner<R: Ring>(
    _ j: Int, _ input: [(index: Int, value: R.Element)], _ weights: [R.Element], _ ring: R
  ) -> R.Element {
    var total = weights[network.biases.index(0, j)]
    for (index, value) in input {
      total = ring.add(
        total, ring.multiply(weights[network.inputWeights.index(j, index)], value))
    }
    return total
  }

  @inlinable public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    var values: [R.Element] = []
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      var total = weights[network.constant.offset]
      for j in 0..<network.width {
        total = ring.add(
          total,
          ring.multiply(
            weights[network.outputWeights.index(0, j)],
            ring.square(inner(j, input, weights, ring))))
      }
      values.append(total)
    }
    return centred ? Differences.ofRows(values, rowCount: inputs.count, in: ring) : values
  }

  @inlinable public func jacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    var jacobian = Matrix(repeating: ring.zero, rows: inputs.count, columns: parameterCount)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      for j in 0..<network.width {
        let output = network.outputWeights.index(0, j)
        let z = inner(j, input, weights, ring)
        let slope = ring.multiply(ring.element(2), ring.multiply(weights[output], z))
        jacobian[i, output] = ring.square(z)
        jacobian[i, network.biases.index(0, j)] = slope
        for (index, value) in input {
          jacobian[i, network.inputWeights.index(j, index)] = ring.multiply(slope, value)
        }
      }
      jacobian[i, network.constant.offset] = ring.one
    }
    guard centred else { return jacobian }
    return Matrix(
      rows: coordinateCount, columns: parameterCount,
      elements: Differences.ofRows(jacobian.elements, rowCount: inputs.count, in: ring))
  }
}
