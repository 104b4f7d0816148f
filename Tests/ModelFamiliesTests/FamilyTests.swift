import ExactAlgebra
import ModelFamilies
import Testing

@Suite("Families of networks")
struct FamilyTests {
  /// Every weight has one place, block after block, row-major.
  @Test func layouts() throws {
    for d in 1...4 {
      for m in 1...4 {
        for outputs in 1...3 {
          let network = try QuadraticNetwork(
            inputDimension: d, width: m, outputDimension: outputs)
          let (w, v) = (network.inputWeights, network.outputWeights)
          let places =
            (0..<m).flatMap { j in (0..<d).map { w.index(j, $0) } }
            + (0..<outputs).flatMap { k in (0..<m).map { v.index(k, $0) } }
          #expect(places == Array(0..<m * (d + outputs)))
          #expect(network.parameterCount == m * (d + outputs))
          #expect(network.symmetricDimension == (1...d).reduce(0, +))
          #expect(ModelFamily.quadratic(network).parameterCount == network.parameterCount)
        }
        let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
        let blocks = [
          network.inputWeights, network.biases, network.outputWeights, network.constant,
        ]
        #expect(blocks.map(\.name) == ["W", "b", "a", "c"])
        #expect(blocks.flatMap { Array($0.range) } == Array(0..<m * (d + 2) + 1))
        #expect(network.parameterCount == m * (d + 2) + 1)
        #expect(
          ModelFamily.biasedQuadratic(network).layout.block(named: "a")?.offset == m * (d + 1))
      }
    }
  }

  @Test func dimensionsThatNoNetworkHas() {
    for bad in [0, -1, Int.min] {
      #expect(throws: DimensionError.notPositive(name: "input dimension", value: bad)) {
        try QuadraticNetwork(inputDimension: bad, width: 1, outputDimension: 1)
      }
      #expect(throws: DimensionError.notPositive(name: "width", value: bad)) {
        try QuadraticNetwork(inputDimension: 1, width: bad, outputDimension: 1)
      }
      #expect(throws: DimensionError.notPositive(name: "output dimension", value: bad)) {
        try QuadraticNetwork(inputDimension: 1, width: 1, outputDimension: bad)
      }
      #expect(throws: DimensionError.self) {
        try BiasedQuadraticNetwork(inputDimension: 1, width: bad)
      }
    }
    for big in [Int.max, Int.max - 1, 1 << 32] {
      #expect(throws: DimensionError.self) {
        try QuadraticNetwork(inputDimension: big, width: 1, outputDimension: 1)
      }
      #expect(throws: DimensionError.self) {
        try QuadraticNetwork(inputDimension: 2, width: big, outputDimension: big)
      }
      #expect(throws: DimensionError.self) {
        try BiasedQuadraticNetwork(inputDimension: big, width: 2)
      }
    }
    #expect(throws: DimensionError.self) { try ModularAddition(modulus: 1) }
    #expect(throws: DimensionError.self) { try ModularAddition(modulus: 1 << 22) }
  }

  /// f(x) worked by hand: W = [[1, 2], [0, -1]], V = [[3, 1], [0, 2]], x = (1, 1):
  /// (w_1 . x)^2 = 9, (w_2 . x)^2 = 1.
  @Test func outputsByHand() throws {
    let network = try QuadraticNetwork(inputDimension: 2, width: 2, outputDimension: 2)
    let weights = [1, 2, 0, -1, 3, 1, 0, 2].map { Integer($0) }
    #expect(network.outputs([1, 1], weights: weights, in: IntegerRing()) == [28, 2])
    let biased = try BiasedQuadraticNetwork(inputDimension: 2, width: 2)
    // (1 + 2 - 1)^2 * 3 + (0 - 1 + 4)^2 * (-2) + 5
    #expect(
      biased.output([1, 1], weights: [1, 2, 0, -1, -1, 4, 3, -2, 5], in: IntegerRing()) == -1)
  }

  @Test func modularAddition() throws {
    for p in 2...6 {
      let task = try ModularAddition(modulus: p)
      #expect(Set(task.pairs).count == p * p && task.sampleSize == p * p)
      #expect(task.inputDimension == 2 * p && task.outputDimension == p)
      for pair in task.pairs { #expect((pair.a + pair.b - task.target(pair)) % p == 0) }
      let inputs = InputSet.allPairs(of: task)
      #expect(inputs.count == p * p && inputs.dimension == 2 * p)
      for (i, pair) in task.pairs.enumerated() {
        let entries = try #require(inputs.entries(of: i, in: IntegerRing()))
        #expect(
          entries.map(\.index) == [pair.a, p + pair.b] && entries.allSatisfy { $0.value == 1 })
      }
      #expect(try task.network(width: 7).inputDimension == 2 * p)
    }
  }

  @Test func inputVectors() throws {
    let inputs = InputSet.vectors([[0, Rational(1, 2), -3], [0, 0, 0]])
    #expect(inputs.count == 2 && inputs.dimension == 3)
    let entries = try #require(inputs.entries(of: 0, in: RationalField()))
    #expect(entries.map(\.index) == [1, 2] && entries.map(\.value) == [Rational(1, 2), -3])
    #expect(inputs.entries(of: 0, in: IntegerRing()) == nil)
    #expect(inputs.entries(of: 1, in: IntegerRing())?.isEmpty == true)
    #expect(InputSet.vectors([]).dimension == 0)
  }
}
