import AssumptionChecks
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Testing

@Suite struct ActiveUnitsTests {
  /// Five units; unit 1 has small output weights, unit 3 small input weights, unit 4 both.
  private func weights(_ network: QuadraticNetwork, _ size: Double) -> [Double] {
    var weights = Planted.random(network.parameterCount, 4)
    for unit in [3, 4] {
      for a in 0..<3 { weights[network.inputWeights.index(unit, a)] *= size }
    }
    for unit in [1, 4] {
      for k in 0..<2 { weights[network.outputWeights.index(k, unit)] *= size }
    }
    return weights
  }

  @Test("units are told apart by a gap of a factor of ten", arguments: [0, 1e-12, 1e-6, 1e-3])
  func gap(size: Double) throws {
    let network = try QuadraticNetwork(inputDimension: 3, width: 5, outputDimension: 2)
    let weights = weights(network, size)
    let units = ActiveUnits(.quadratic(network), weights: weights, tolerance: 1e-9)
    #expect(units.active == [0, 2] && units.zeroOutput == [1])
    #expect(units.zeroInput == [3] && units.zeroBoth == [4])
    #expect(units.census == UnitCensus(active: 2, zeroOutput: 1, zeroInput: 1, zeroBoth: 1))
    #expect(units.histogram.reduce(0) { $0 + $1.inputs } == 5)
    #expect(units.histogram.reduce(0) { $0 + $1.outputs } == 5)
    let (zeroed, distance) = units.zeroed(.quadratic(network), weights: weights)
    #expect(zeroed[network.inputWeights.index(4, 1)] == 0)
    #expect(zeroed[network.inputWeights.index(1, 1)] == weights[network.inputWeights.index(1, 1)])
    #expect(distance <= 10 * size, "\(distance)")
  }

  @Test("no gap, no inactive unit; a threshold that is given decides")
  func threshold() throws {
    let network = try QuadraticNetwork(inputDimension: 3, width: 5, outputDimension: 2)
    let weights = weights(network, 0.3)
    let family = ModelFamily.quadratic(network)
    #expect(ActiveUnits(family, weights: weights, tolerance: 1e-9).census.inactive == 0)
    let strict = ActiveUnits(family, weights: weights, tolerance: 1e-9, threshold: 0.99)
    #expect(strict.census.inactive >= 4 && strict.inputs.threshold == 0.99)
    // Noise alone makes no gap: units of its size are all zero.
    let noise = weights.map { $0 * 1e-12 }
    #expect(ActiveUnits(family, weights: noise, tolerance: 1).active.isEmpty)
    let none = ActiveUnits(
      family, weights: [Double](repeating: 0, count: network.parameterCount), tolerance: 0)
    #expect(none.zeroBoth.count == 5)
  }

  @Test("parallel input weights are found up to noise")
  func parallel() throws {
    let network = try QuadraticNetwork(inputDimension: 3, width: 5, outputDimension: 2)
    var weights = Planted.random(network.parameterCount, 8)
    for a in 0..<3 {
      weights[network.inputWeights.index(4, a)] =
        -2 * weights[network.inputWeights.index(1, a)] + (a == 0 ? 1e-6 : 0)
      weights[network.inputWeights.index(2, a)] = 0
    }
    let family = ModelFamily.quadratic(network)
    #expect(ParallelUnits.groups(family, weights: weights, tolerance: 1e-5) == [[1, 4]])
    #expect(ParallelUnits.groups(family, weights: weights, tolerance: 1e-8).isEmpty)
  }

  @Test("inputs identify quadratic forms or do not, up to their noise")
  func inputs() throws {
    let inputs = RealMatrix(rows: 8, columns: 3, values: Planted.random(24, 2))
    let good = try InputChecks.identification(inputs, relativeTolerance: 1e-9)
    #expect(good.verdict.holds, "\(good)")
    // On the sphere x.x = 1 the form x.x - 1 is no quadratic form: still identified. On the cone
    // x^2 + y^2 = z^2 it is one that vanishes.
    var cone = inputs
    for i in 0..<8 {
      cone[i, 2] = (cone[i, 0] * cone[i, 0] + cone[i, 1] * cone[i, 1]).squareRoot()
    }
    #expect(try InputChecks.identification(cone, relativeTolerance: 1e-9).verdict.fails)
    cone[3, 2] += 1e-6
    let near = try InputChecks.identification(cone, relativeTolerance: 1e-3)
    #expect(near.verdict.fails, "\(near)")
    #expect(try InputChecks.identification(cone, relativeTolerance: 1e-12).verdict.holds)
    let few = RealMatrix(rows: 5, columns: 3, values: Planted.random(15, 2))
    #expect(
      try InputChecks.identification(few, relativeTolerance: 0).verdict
        == .fails(because: "n = 5 < d(d+1)/2 = 6"))
  }
}
