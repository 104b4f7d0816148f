import ModelFamilies
import NumericAlgebra

/// The matrices of the quadratic theorems in coordinates that keep lengths: a symmetric matrix A is
/// the vector of its entries `A_aa` and `sqrt 2 A_ab`, a < b, whose norm is A's Frobenius norm.
struct QuadraticMatrices {
  let network: QuadraticNetwork
  let weights: [Double]
  private let pairs: [(a: Int, b: Int)]

  init(_ network: QuadraticNetwork, weights: [Double]) {
    precondition(weights.count == network.parameterCount, "\(weights.count) weights")
    self.network = network
    self.weights = weights
    let d = network.inputDimension
    pairs = (0..<d).flatMap { a in (a..<d).map { (a, $0) } }
  }

  func input(_ unit: Int) -> [Double] {
    (0..<network.inputDimension).map { weights[network.inputWeights.index(unit, $0)] }
  }

  func output(_ unit: Int) -> [Double] {
    (0..<network.outputDimension).map { weights[network.outputWeights.index($0, unit)] }
  }

  /// `x y^T + y x^T` over 2 in the coordinates above.
  private func symmetric(_ x: [Double], _ y: [Double]) -> [Double] {
    pairs.map { a, b in
      a == b ? x[a] * y[a] : 0.5.squareRoot() * (x[a] * y[b] + x[b] * y[a])
    }
  }

  /// Row j is `w_j w_j^T`, m x d(d+1)/2.
  var squares: RealMatrix {
    RealMatrix(rows: (0..<network.width).map { symmetric(input($0), input($0)) })
  }

  /// The Jacobian of `(Q_1 ... Q_K)`, transposed: a row a weight, W first; m(d+K) x K d(d+1)/2.
  var jacobian: RealMatrix {
    let (d, m, outputs) = (network.inputDimension, network.width, network.outputDimension)
    let length = pairs.count
    var result = RealMatrix(rows: m * (d + outputs), columns: outputs * length)
    for unit in 0..<m {
      let (w, v) = (input(unit), output(unit))
      for a in 0..<d {
        var axis = [Double](repeating: 0, count: d)
        axis[a] = 1
        let move = symmetric(axis, w)
        let row = network.inputWeights.index(unit, a)
        for k in 0..<outputs {
          for (i, value) in move.enumerated() { result[row, k * length + i] = 2 * v[k] * value }
        }
      }
      let square = symmetric(w, w)
      for k in 0..<outputs {
        let row = network.outputWeights.index(k, unit)
        for (i, value) in square.enumerated() { result[row, k * length + i] = value }
      }
    }
    return result
  }

  /// The symmetric matrix, d x d row-major, of a vector in the coordinates above.
  func matrix(_ vector: ArraySlice<Double>) -> [Double] {
    let d = network.inputDimension
    var result = [Double](repeating: 0, count: d * d)
    for ((a, b), value) in zip(pairs, vector) {
      let entry = a == b ? value : value * 0.5.squareRoot()
      result[a * d + b] = entry
      result[b * d + a] = entry
    }
    return result
  }
}
