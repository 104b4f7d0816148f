public import ExactAlgebra
public import ModelFamilies

/// Level 1 of the quadratic network: `phi(w) = (Q_1 ... Q_K)`, `Q_k = sum_j v_kj w_j w_j^T`.
///
/// Coordinates are the entries (a, b), a <= b, of each `Q_k`: N = K d (d+1) / 2, output slowest.
/// Cullen, Estan-Ruiz et al. 2026 (arXiv:2603.01192), section 4.
public struct QuadraticCoordinateMap: IdentifiableMap {
  public let network: QuadraticNetwork

  public init(_ network: QuadraticNetwork) { self.network = network }

  public var parameterCount: Int { network.parameterCount }
  public var coordinateCount: Int { network.outputDimension * network.symmetricDimension }
  public var jacobianDegree: Int { 2 }

  @inlinable public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    let (w, v) = (network.inputWeights, network.outputWeights)
    var values = Array(repeating: ring.zero, count: coordinateCount)
    for j in 0..<network.width {
      for k in 0..<network.outputDimension {
        var row = k * network.symmetricDimension
        for a in 0..<network.inputDimension {
          let factor = ring.multiply(weights[v.index(k, j)], weights[w.index(j, a)])
          for b in a..<network.inputDimension {
            values[row] = ring.add(values[row], ring.multiply(factor, weights[w.index(j, b)]))
            row += 1
          }
        }
      }
    }
    return values
  }

  @inlinable public func jacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    let (w, v) = (network.inputWeights, network.outputWeights)
    var jacobian = Matrix(repeating: ring.zero, rows: coordinateCount, columns: parameterCount)
    for j in 0..<network.width {
      for k in 0..<network.outputDimension {
        let output = weights[v.index(k, j)]
        var row = k * network.symmetricDimension
        for a in 0..<network.inputDimension {
          let wa = weights[w.index(j, a)]
          for b in a..<network.inputDimension {
            let wb = weights[w.index(j, b)]
            jacobian[row, v.index(k, j)] = ring.multiply(wa, wb)
            let (da, db) = (w.index(j, a), w.index(j, b))
            jacobian[row, da] = ring.add(jacobian[row, da], ring.multiply(output, wb))
            jacobian[row, db] = ring.add(jacobian[row, db], ring.multiply(output, wa))
            row += 1
          }
        }
      }
    }
    return jacobian
  }
}
