public import ExactAlgebra
import Foundation
public import ModelFamilies

extension PolynomialNetwork: SampledMap {
  public var coordinateCount: Int? { ambientDimension }
  public var inputCount: Int { inputDimension }
  public var outputCount: Int { outputDimension }

  /// The degree of the outputs in the weights, e_1 = 1 and e_i = 1 + r_{i-1} e_{i-1}.
  var weightDegree: Double { degrees.reduce(1) { 1 + Double($1) * $0 } }

  /// In the weights one less than the outputs, in the input R, in the cotangent 1.
  public var sampleDegree: Double { weightDegree + degrees.reduce(1) { $0 * Double($1) } }

  /// `u . f` has no negative coefficients, so where all numbers are at most S >= 1 a derivative is at
  /// most the degree times the value at S, ..., S.
  public func entryBits(size: Double) -> Double {
    let s = log2(max(size, 1))
    var bits = s
    for (index, width) in widths.dropLast().enumerated() {
      bits += s + log2(Double(width))
      if index < degrees.count { bits *= Double(degrees[index]) }
    }
    return bits + s + log2(Double(outputDimension)) + log2(weightDegree)
  }

  /// Scalings of the units whose incoming weights do not all vanish: their directions are independent,
  /// as the rows of W_1 show first, then those of W_2.
  public func orbitDimension(at point: [Int]) -> Int {
    var (count, start) = (0, 0)
    for layer in 0..<degrees.count {
      for _ in 0..<widths[layer + 1] {
        if point[start..<start + widths[layer]].contains(where: { $0 != 0 }) { count += 1 }
        start += widths[layer]
      }
    }
    return count
  }

  /// Backward: g_L = u, dW_i = g_i a_{i-1}^T, g_{i-1} = r z^(r-1) * (W_i^T g_i).
  public func writeGradient(
    of cotangent: [UInt64], at weights: [UInt64], input: [UInt64], in field: PrimeField,
    to row: UnsafeMutableBufferPointer<UInt64>
  ) {
    var layers: [(input: [UInt64], slope: [UInt64])] = []
    var (values, start) = (input, 0)
    for layer in 0..<degrees.count {
      let sums = weights.withUnsafeBufferPointer {
        Self.product($0, start, widths[layer + 1], values, field)
      }
      let degree = degrees[layer]
      let factor = field.element(degree)
      let powers = sums.map { field.power($0, UInt64(degree - 1)) }
      layers.append((values, powers.map { field.multiply(factor, $0) }))
      values = zip(powers, sums).map { field.multiply($0, $1) }
      start += widths[layer] * widths[layer + 1]
    }
    layers.append((values, []))
    var gradient = cotangent
    for layer in layers.indices.reversed() {
      let inputs = layers[layer].input
      for (i, g) in gradient.enumerated() {
        let offset = start + i * inputs.count
        for (j, value) in inputs.enumerated() { row[offset + j] = field.multiply(g, value) }
      }
      guard layer > 0 else { break }
      var back = [UInt64](repeating: 0, count: inputs.count)
      for (i, g) in gradient.enumerated() where g != 0 {
        let offset = start + i * inputs.count
        for j in inputs.indices {
          back[j] = field.add(back[j], field.multiply(g, weights[offset + j]))
        }
      }
      gradient = zip(back, layers[layer - 1].slope).map { field.multiply($0, $1) }
      start -= widths[layer - 1] * widths[layer]
    }
  }

  private static func product(
    _ weights: UnsafeBufferPointer<UInt64>, _ start: Int, _ rows: Int, _ values: [UInt64],
    _ field: PrimeField
  ) -> [UInt64] {
    (0..<rows).map { i in
      var total: UInt64 = 0
      let offset = start + i * values.count
      for (j, value) in values.enumerated() {
        total = field.add(total, field.multiply(weights[offset + j], value))
      }
      return total
    }
  }
}
