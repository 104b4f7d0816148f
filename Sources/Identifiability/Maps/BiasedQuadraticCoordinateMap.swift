public import ExactAlgebra
public import ModelFamilies

/// Level 1 of the single-output quadratic network with biases: `phi(w) = (Q, beta, gamma)`,
/// `Q = sum a_j w_j w_j^T`, `beta = 2 sum a_j b_j w_j`, `gamma = sum a_j b_j^2 + c`.
///
/// N = d(d+1)/2 + d + 1 = (d+1)(d+2)/2: entries (k, l), k <= l, of `Q`, then `beta`, then `gamma`.
/// Cullen, Estan-Ruiz et al. 2026 (arXiv:2603.01192), appendix G.
public struct BiasedQuadraticCoordinateMap: IdentifiableMap {
  public let network: BiasedQuadraticNetwork

  public init(_ network: BiasedQuadraticNetwork) { self.network = network }

  public var parameterCount: Int { network.parameterCount }
  public var coordinateCount: Int { network.symmetricDimension + network.inputDimension + 1 }
  public var jacobianDegree: Int { 2 }

  @inlinable public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    let d = network.inputDimension
    var values = Array(repeating: ring.zero, count: coordinateCount)
    for j in 0..<network.width {
      let w = (0..<d).map { weights[network.inputWeights.index(j, $0)] }
      let b = weights[network.biases.index(0, j)]
      let a = weights[network.outputWeights.index(0, j)]
      var row = 0
      for k in 0..<d {
        let factor = ring.multiply(a, w[k])
        for l in k..<d {
          values[row] = ring.add(values[row], ring.multiply(factor, w[l]))
          row += 1
        }
      }
      let twice = ring.multiply(ring.element(2), ring.multiply(a, b))
      for k in 0..<d {
        values[row + k] = ring.add(values[row + k], ring.multiply(twice, w[k]))
      }
      values[row + d] = ring.add(values[row + d], ring.multiply(a, ring.square(b)))
    }
    let last = coordinateCount - 1
    values[last] = ring.add(values[last], weights[network.constant.offset])
    return values
  }

  @inlinable public func jacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    let d = network.inputDimension
    let two = ring.element(2)
    var jacobian = Matrix(repeating: ring.zero, rows: coordinateCount, columns: parameterCount)
    for j in 0..<network.width {
      let columns = (0..<d).map { network.inputWeights.index(j, $0) }
      let w = columns.map { weights[$0] }
      let (bias, output) = (network.biases.index(0, j), network.outputWeights.index(0, j))
      let (b, a) = (weights[bias], weights[output])
      var row = 0
      for k in 0..<d {
        for l in k..<d {
          jacobian[row, output] = ring.multiply(w[k], w[l])
          jacobian[row, columns[k]] = ring.add(
            jacobian[row, columns[k]], ring.multiply(a, w[l]))
          jacobian[row, columns[l]] = ring.add(
            jacobian[row, columns[l]], ring.multiply(a, w[k]))
          row += 1
        }
      }
      for k in 0..<d {
        jacobian[row + k, output] = ring.multiply(two, ring.multiply(b, w[k]))
        jacobian[row + k, bias] = ring.multiply(two, ring.multiply(a, w[k]))
        jacobian[row + k, columns[k]] = ring.multiply(two, ring.multiply(a, b))
      }
      jacobian[row + d, output] = ring.square(b)
      jacobian[row + d, bias] = ring.multiply(two, ring.multiply(a, b))
    }
    jacobian[coordinateCount - 1, network.constant.offset] = ring.one
    return jacobian
  }
}
