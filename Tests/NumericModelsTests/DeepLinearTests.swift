import ExactAlgebra
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// 1/(2n) sum_i ||(Theta - Theta*) x_i||^2 over samples, the products by the exact side's code.
private func sampleLoss(
  _ network: DeepLinearNetwork, _ weights: [Double], _ teacher: [Double], _ inputs: RealMatrix
) -> Double {
  let ours = network.product(weights: weights, in: Doubles())
  let theirs = network.product(weights: teacher, in: Doubles())
  var total = 0.0
  for i in 0..<inputs.rows {
    let a = Doubles().multiply(ours, inputs.row(i))
    let b = Doubles().multiply(theirs, inputs.row(i))
    total += zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
  return total / (2 * Double(inputs.rows))
}

/// The second shape's products have more than a million multiplications and go to the BLAS.
@Test("on given inputs it is the loss over the samples", arguments: [[4, 3, 5], [120, 100, 110]])
func deepLinearOnSamples(_ widths: [Int]) throws {
  let network = try DeepLinearNetwork(widths: widths)
  let weights = normals(network.parameterCount, 1)
  let teacher = normals(network.parameterCount, 2)
  let inputs = normalMatrix(20, widths[0], 3)
  let gram = try FeatureGram(
    features: .linear(inputDimension: widths[0]), inputs: .dense(inputs))
  let loss = try DeepLinearLoss(network, teacher: teacher, gram: gram)
  let expected = sampleLoss(network, weights, teacher, inputs)
  #expect(abs(loss.empiricalLoss(at: weights) - expected) < 1e-12 * expected)
  let (_, gradient) = loss.lossAndGradient(at: weights)
  let direction = normals(weights.count, 4)
  let step = 1e-5
  let up = sampleLoss(network, zip(weights, direction).map { $0 + step * $1 }, teacher, inputs)
  let down = sampleLoss(network, zip(weights, direction).map { $0 - step * $1 }, teacher, inputs)
  let along = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
  let scale = zip(gradient, direction).reduce(0) { $0 + abs($1.0 * $1.1) }
  #expect(abs(along - (up - down) / (2 * step)) < 1e-7 * scale)
  #expect(loss.lossAndGradient(at: teacher).gradient.allSatisfy { $0 == 0 })
}

@Test("the population loss is half the squared Frobenius distance")
func deepLinearPopulation() throws {
  let network = try DeepLinearNetwork(widths: [10, 10, 10])
  let (weights, teacher) = (normals(200, 1), normals(200, 2))
  let loss = try DeepLinearLoss(network, teacher: teacher)
  let distance = zip(
    network.product(weights: weights, in: Doubles()).elements,
    network.product(weights: teacher, in: Doubles()).elements
  ).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  #expect(abs(loss.empiricalLoss(at: weights) - distance / 2) < 1e-13 * distance)
}

/// For two layers the tangent map `dB A + B dA` has rank `M a + b N - a b`: its kernel's dimension
/// is elementary.
@Test("a planted teacher has its ranks, well apart from lower ones")
func deepLinearTeacher() throws {
  for (widths, rank, ranks) in [
    ([10, 10, 10], 5, [5, 5]), ([10, 10, 10], 5, [10, 5]), ([10, 10, 10], 5, [5, 9]),
    ([10, 10, 10], 5, [8, 7]), ([6, 9, 4], 2, [5, 4]), ([6, 9, 4], 0, [5, 4]),
    ([7, 5, 6, 8], 3, [4, 4, 5]), ([4, 5], 2, [2]),
  ] as [([Int], Int, [Int])] {
    let network = try DeepLinearNetwork(widths: widths)
    for seed in 0..<3 as Range<UInt64> {
      let teacher = try DeepLinearTeacher(network, rank: rank, factorRanks: ranks, seed: seed)
      #expect(teacher.factorRanks == ranks)
      var low = 1.0
      for (block, expected) in zip(network.layout.blocks, ranks) {
        let factor = RealMatrix(
          rows: block.rows, columns: block.columns, values: Array(teacher.weights[block.range]))
        let found = try factor.numericalRank(threshold: 1e-12)
        #expect(found.rank == expected, "\(widths) \(block.name)")
        let values = try factor.singularValues().prefix(expected)
        #expect(values.allSatisfy { $0 > 0.7 - 1e-12 && $0 < 1.4 + 1e-12 })
        low *= 0.7
      }
      let loss = try DeepLinearLoss(network, teacher: teacher.weights)
      let product = try loss.target.numericalRank(threshold: 1e-12)
      #expect(product.rank == rank)
      if let kept = product.smallestKept { #expect(kept > low - 1e-12) }
      #expect(loss.empiricalLoss(at: teacher.weights) == 0)
      if ranks.count == 2 {
        let expected = widths[2] * ranks[0] + ranks[1] * widths[0] - ranks[0] * ranks[1]
        let jacobian = loss.residualJacobian(at: teacher.weights)
        #expect(try jacobian.numericalRank(threshold: 1e-10).rank == expected, "\(widths) \(ranks)")
      }
    }
  }
}

@Test("ranks that factors cannot have are refused")
func deepLinearRefusals() throws {
  let network = try DeepLinearNetwork(widths: [10, 10, 10])
  for (rank, ranks) in [
    (5, [5]), (5, [4, 5]), (5, [11, 5]), (5, [8, 8]), (-1, [0, 0]), (11, [11, 11]),
  ] {
    #expect(throws: LossError.self, "\(rank) \(ranks)") {
      try DeepLinearTeacher(network, rank: rank, factorRanks: ranks, seed: 1)
    }
  }
  #expect(throws: DimensionError.self) { try DeepLinearNetwork(widths: [3]) }
  #expect(throws: DimensionError.self) { try DeepLinearNetwork(widths: [3, 0, 2]) }
  #expect(throws: DimensionError.self) { try DeepLinearNetwork(widths: [1 << 40, 1 << 40]) }
  #expect(throws: LossError.self) {
    try DeepLinearLoss(network, target: RealMatrix(rows: 10, columns: 9))
  }
  #expect(throws: LossError.self) {
    try DeepLinearLoss(
      network, target: RealMatrix(rows: 10, columns: 10), gram: .identity(9))
  }
  #expect(throws: LossError.self) { try FeatureGram(RealMatrix(rows: [[1, 2], [2, 1]])) }
  #expect(throws: LossError.self) { try FeatureGram(diagonal: [1, -1], vector: [0, 0]) }
}
