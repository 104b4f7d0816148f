public import ExactAlgebra
import Foundation
public import ModelFamilies

extension LightningAttention: SampledMap {
  public var coordinateCount: Int? { ambientDimension }
  public var inputCount: Int { dimension * tokenCount }
  public var outputCount: Int { outputDimension * tokenCount }

  /// 2 in the weights, 3 in the input, 1 in the cotangent.
  public var sampleDegree: Double { 6 }

  /// Three times the value of `u . F` where all numbers are S: S^7 for each of its terms.
  public func entryBits(size: Double) -> Double {
    let (d, t) = (Double(dimension), Double(tokenCount))
    let terms = Double(headCount * headDimension) * Double(outputDimension) * d * d * d * t * t
    return log2(3) + 7 * log2(max(size, 1)) + log2(terms)
  }

  private var matrixSizes: (pair: Int, head: Int) {
    let pair = headDimension * dimension
    return (pair, 2 * pair + outputDimension * dimension)
  }

  /// For each head a^2 - (a - rank Q)(a - rank K) from `(Q, K) -> (g Q, g^-T K)`, and 1 from scaling
  /// V against K where V is not zero.
  public func orbitDimension(at point: [Int]) -> Int {
    var random = SeededGenerator(seed: 1)
    let field = EliminationPrime.random(using: &random)
    let (pair, head) = matrixSizes
    // Modulo a prime ranks can only drop, and the orbit with them.
    func rank(_ start: Int) -> Int {
      let entries = point[start..<start + pair].map { field.element($0) }
      return ModularElimination(field: field).rankProfile(
        of: Matrix(rows: headDimension, columns: dimension, elements: entries)
      ).rank
    }
    return (0..<headCount).reduce(0) { total, h in
      let start = h * head
      let free = (headDimension - rank(start)) * (headDimension - rank(start + pair))
      let hasValue = point[(start + 2 * pair)..<(start + head)].contains { $0 != 0 }
      return total + headDimension * headDimension - free + (hasValue ? 1 : 0)
    }
  }

  /// With S = Q X, P = K^T S, and Z = X X^T V^T U:
  ///
  ///     dV = U (X X^T P)^T,   dQ = (K Z) X^T,   dK = S Z^T.
  public func writeGradient(
    of cotangent: [UInt64], at weights: [UInt64], input: [UInt64], in field: PrimeField,
    to row: UnsafeMutableBufferPointer<UInt64>
  ) {
    let x = Matrix(rows: dimension, columns: tokenCount, elements: input)
    let u = Matrix(rows: outputDimension, columns: tokenCount, elements: cotangent)
    let xTransposed = x.transposed()
    let (pair, head) = matrixSizes
    func matrix(_ rows: Int, at start: Int) -> Matrix<UInt64> {
      Matrix(
        rows: rows, columns: dimension, elements: Array(weights[start..<start + rows * dimension]))
    }
    func gram(_ m: Matrix<UInt64>) -> Matrix<UInt64> {
      field.multiply(x, field.multiply(xTransposed, m))
    }
    for h in 0..<headCount {
      let start = h * head
      let query = matrix(headDimension, at: start)
      let key = matrix(headDimension, at: start + pair)
      let value = matrix(outputDimension, at: start + 2 * pair)
      let scores = field.multiply(query, x)
      let mixed = gram(field.multiply(key.transposed(), scores))
      let back = gram(field.multiply(value.transposed(), u))
      let parts = [
        field.multiply(field.multiply(key, back), xTransposed),
        field.multiply(scores, back.transposed()), field.multiply(u, mixed.transposed()),
      ]
      var place = start
      for part in parts {
        for element in part.elements {
          row[place] = element
          place += 1
        }
      }
    }
  }
}
