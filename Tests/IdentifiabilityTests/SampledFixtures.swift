import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

/// The rank of as many random rows as weights and two more, which asks no bound.
func plainRank(_ map: some SampledMap, seed: UInt64) -> Int {
  var random = SeededGenerator(seed: seed)
  let field = EliminationPrime.random(using: &random)
  let point = (0..<map.parameterCount).map { _ in
    UInt64.random(in: 0..<field.modulus, using: &random)
  }
  let rows = map.samples(count: map.parameterCount + 2, at: point, in: field, using: &random)
  return ModularElimination(field: field).rankProfile(of: rows).rank
}

/// `writeGradient` is the derivative of `u . f` by dual numbers.
func expectGradient(
  of map: some SampledMap, at weights: [UInt64], in field: PrimeField,
  using random: inout SeededGenerator,
  _ outputs: (DualRing<PrimeField>, [Dual<UInt64>], [Dual<UInt64>]) -> [Dual<UInt64>]
) {
  let ring = DualRing(field)
  let input = (0..<map.inputCount).map { _ in
    UInt64.random(in: 0..<field.modulus, using: &random)
  }
  let cotangent = (0..<map.outputCount).map { _ in
    UInt64.random(in: 0..<field.modulus, using: &random)
  }
  var row = [UInt64](repeating: 0, count: map.parameterCount)
  row.withUnsafeMutableBufferPointer {
    map.writeGradient(of: cotangent, at: weights, input: input, in: field, to: $0)
  }
  for index in weights.indices {
    let moved = weights.enumerated().map { Dual($1, $0 == index ? 1 : 0) }
    let values = outputs(ring, moved, input.map { ring.constant($0) })
    #expect(row[index] == field.dot(cotangent, values.map(\.derivative)), "weight \(index)")
  }
}

/// The coefficients' Jacobian, transposed, a weight to a row: polynomials over dual numbers.
func coefficientJacobian(
  _ network: PolynomialNetwork, _ weights: [UInt64], _ field: PrimeField
) -> Matrix<UInt64> {
  typealias Polynomial = [[Int]: Dual<UInt64>]
  let ring = DualRing(field)
  func product(_ a: Polynomial, _ b: Polynomial) -> Polynomial {
    var result: Polynomial = [:]
    for (m, x) in a {
      for (n, y) in b {
        result[zip(m, n).map { $0 + $1 }, default: ring.zero] = ring.add(
          result[zip(m, n).map { $0 + $1 }] ?? ring.zero, ring.multiply(x, y))
      }
    }
    return result
  }
  let rows = weights.indices.map { moved -> [[[Int]: UInt64]] in
    var values: [Polynomial] = (0..<network.inputDimension).map { i in
      [(0..<network.inputDimension).map { $0 == i ? 1 : 0 }: ring.one]
    }
    var start = 0
    for layer in 0..<network.layerCount {
      values = (0..<network.widths[layer + 1]).map { i in
        var sum: Polynomial = [:]
        for (j, value) in values.enumerated() {
          let index = start + i * values.count + j
          let weight = Dual(weights[index], index == moved ? 1 : 0)
          for (m, c) in value {
            sum[m] = ring.add(sum[m] ?? ring.zero, ring.multiply(weight, c))
          }
        }
        return sum
      }
      start += network.widths[layer] * network.widths[layer + 1]
      if layer < network.degrees.count {
        values = values.map { z in (1..<network.degrees[layer]).reduce(z) { p, _ in product(p, z) }
        }
      }
    }
    return values.map { $0.mapValues(\.derivative) }
  }
  let keys = rows[0].indices.map { k in
    Set(rows.flatMap { Array($0[k].keys) }).sorted { $0.lexicographicallyPrecedes($1) }
  }
  return Matrix(
    rows: rows.map { row in
      keys.enumerated().flatMap { k, monomials in monomials.map { row[k][$0] ?? 0 } }
    })
}
