package import ModelFamilies
package import NumericAlgebra

/// The features and the tangent kernel of a quadratic network on one-hot pairs.
///
/// With h_iu = w_u . x_i, the features are h_iu^2 and the kernel, summed over the outputs,
///
///     k(i, j) = sum_k (d f_k(x_i)/dw) . (d f_k(x_j)/dw)
///             = K sum_u h_iu^2 h_ju^2 + 4 (x_i . x_j) sum_u |v_u|^2 h_iu h_ju,
///
/// where x_i . x_j counts the indices that two pairs share. Cost about `4 n^2 m` operations.
package struct TangentKernel {
  /// n x n, symmetric.
  package let values: RealMatrix

  /// - Parameter weights: in the layout of the network.
  package init(_ network: QuadraticNetwork, weights: [Double], pairs: [ModularAddition.Pair]) {
    let hidden = Self.hidden(network, weights: weights, pairs: pairs)
    let outputs = Double(network.outputDimension)
    var features = hidden
    for i in features.values.indices { features.values[i] *= hidden.values[i] }
    var scaled = hidden
    let norms = (0..<network.width).map { unit in
      (0..<network.outputDimension).reduce(0.0) {
        let v = weights[network.outputWeights.index($1, unit)]
        return $0 + v * v
      }.squareRoot()
    }
    for i in 0..<pairs.count {
      for u in 0..<network.width { scaled[i, u] *= norms[u] }
    }
    var kernel = features.rowGram
    let second = scaled.rowGram
    for i in 0..<pairs.count {
      for j in 0..<pairs.count {
        let shared = (pairs[i].a == pairs[j].a ? 1.0 : 0) + (pairs[i].b == pairs[j].b ? 1 : 0)
        kernel[i, j] = outputs * kernel[i, j] + 4 * shared * second[i, j]
      }
    }
    values = kernel
  }

  /// `1 - <k, k0> / (|k| |k0|)`, Frobenius: 0 where training has only scaled the kernel.
  package func drift(from other: TangentKernel) -> Double {
    var (product, own, others) = (0.0, 0.0, 0.0)
    for (a, b) in zip(values.values, other.values.values) {
      product += a * b
      own += a * a
      others += b * b
    }
    let norms = (own * others).squareRoot()
    return norms > 0 ? max(0, 1 - product / norms) : 0
  }

  /// H, n x m.
  static func hidden(
    _ network: QuadraticNetwork, weights: [Double], pairs: [ModularAddition.Pair]
  ) -> RealMatrix {
    let p = network.inputDimension / 2
    var result = RealMatrix(rows: pairs.count, columns: network.width)
    for u in 0..<network.width {
      for (i, pair) in pairs.enumerated() {
        result[i, u] =
          weights[network.inputWeights.index(u, pair.a)]
          + weights[network.inputWeights.index(u, p + pair.b)]
      }
    }
    return result
  }

  /// P H^2, n x m: the features less their means over the pairs.
  static func centredFeatures(
    _ network: QuadraticNetwork, weights: [Double], pairs: [ModularAddition.Pair]
  ) -> RealMatrix {
    var result = hidden(network, weights: weights, pairs: pairs)
    for u in 0..<result.columns {
      var mean = 0.0
      for i in 0..<result.rows {
        result[i, u] *= result[i, u]
        mean += result[i, u]
      }
      mean /= Double(max(result.rows, 1))
      for i in 0..<result.rows { result[i, u] -= mean }
    }
    return result
  }
}
