public import ExactAlgebra
public import ModelFamilies

/// Levels 2 and 3 of the quadratic network: its outputs on the given inputs.
///
/// Level 2: `phi(w) = (f_k(x_i))`, N = n K, input slowest. Level 3: `f_k(x_i) - f_k(x_0)`, i > 0,
/// N = (n-1) K. Differences and the projection that removes each output's mean have the same
/// kernel, the functions constant on the inputs, hence the same ranks; differences need no
/// division by n.
public struct QuadraticDataMap: IdentifiableMap {
  public let network: QuadraticNetwork
  public let inputs: InputSet
  public let centred: Bool

  /// - Precondition: at least one input, of the network's dimension.
  public init(_ network: QuadraticNetwork, inputs: InputSet, centred: Bool) {
    precondition(
      inputs.count > 0 && inputs.dimension == network.inputDimension,
      "\(inputs.count) inputs of dimension \(inputs.dimension), not \(network.inputDimension)")
    self.network = network
    self.inputs = inputs
    self.centred = centred
  }

  public var parameterCount: Int { network.parameterCount }
  public var coordinateCount: Int {
    (inputs.count - (centred ? 1 : 0)) * network.outputDimension
  }
  public var jacobianDegree: Int { 2 }

  /// `w_j . x_i`, unit fastest.
  @inlinable func innerProducts<R: Ring>(
    _ input: [(index: Int, value: R.Element)], _ weights: [R.Element], _ ring: R
  ) -> [R.Element] {
    (0..<network.width).map { j in
      var total = ring.zero
      for (index, value) in input {
        total = ring.add(
          total, ring.multiply(weights[network.inputWeights.index(j, index)], value))
      }
      return total
    }
  }

  @inlinable public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    let v = network.outputWeights
    var values: [R.Element] = []
    values.reserveCapacity(inputs.count * network.outputDimension)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      let squares = innerProducts(input, weights, ring).map { ring.square($0) }
      for k in 0..<network.outputDimension {
        values.append(
          ring.dot(weights[v.index(k, 0)..<v.index(k, 0) + network.width], squares[...]))
      }
    }
    return centred ? Differences.ofRows(values, rowCount: inputs.count, in: ring) : values
  }

  @inlinable public func jacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    let (w, v) = (network.inputWeights, network.outputWeights)
    let outputs = network.outputDimension
    let two = ring.element(2)
    var jacobian = Matrix(
      repeating: ring.zero, rows: inputs.count * outputs, columns: parameterCount)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: ring) else { return nil }
      for (j, inner) in innerProducts(input, weights, ring).enumerated() {
        let square = ring.square(inner)
        let slope = ring.multiply(two, inner)
        for k in 0..<outputs {
          let row = i * outputs + k
          jacobian[row, v.index(k, j)] = square
          let factor = ring.multiply(slope, weights[v.index(k, j)])
          for (index, value) in input {
            jacobian[row, w.index(j, index)] = ring.multiply(factor, value)
          }
        }
      }
    }
    guard centred else { return jacobian }
    return Matrix(
      rows: coordinateCount, columns: parameterCount,
      elements: Differences.ofRows(jacobian.elements, rowCount: inputs.count, in: ring))
  }
}
