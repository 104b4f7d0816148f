import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Maps to identifiable coordinates")
struct MapTests {
  private func agree<R: Ring>(_ map: NetworkMap, _ weights: [R.Element], _ ring: R) {
    let written = map.jacobian(at: weights, in: ring)
    #expect(written != nil && written == map.jacobianByDualNumbers(at: weights, in: ring))
    #expect(written?.rows == map.coordinateCount && written?.columns == map.parameterCount)
    #expect(map.values(at: weights, in: ring)?.count == map.coordinateCount)
  }

  /// The derivative written by hand is the one that dual numbers find, over every ring.
  @Test func handWrittenJacobians() throws {
    var random = SeededGenerator(seed: 101)
    for map in try assortedMaps(seed: 1) {
      agree(map, random.fractions(map.parameterCount), RationalField())
      for q: UInt64 in [2_147_483_647, 2_305_843_009_213_693_951] {
        let field = try PrimeField(modulus: q)
        agree(
          map, (0..<map.parameterCount).map { _ in UInt64.random(in: 0..<q, using: &random) }, field
        )
      }
      let integral: Bool
      if case .vectors(let vectors)? = map.inputs {
        integral = vectors.joined().allSatisfy { $0.denominator == .one }
      } else {
        integral = true
      }
      let point = random.point(map.parameterCount)
      if integral {
        agree(map, point.map(\.numerator), IntegerRing())
        let quarters = point.map { Dyadic(significand: $0.numerator, exponent: -2) }
        agree(map, quarters, DyadicRing())
      }
    }
  }

  /// Inputs outside the ring are reported, not rounded.
  @Test func inputsOutsideTheRing() throws {
    let map = map(try quadratic(1, 1, 1), .data, .vectors([[Rational(1, 3)]]))
    #expect(map.values(at: [1, 1], in: IntegerRing()) == nil)
    #expect(map.jacobian(at: [Dyadic(1), Dyadic(1)], in: DyadicRing()) == nil)
    #expect(map.jacobian(at: [1, 1], in: try PrimeField(modulus: 3)) == nil)
    #expect(map.values(at: [1, 1], in: try PrimeField(modulus: 7)) == [UInt64(4)])
  }

  /// Level data is the network's forward pass, level coordinates its coefficients: both evaluated
  /// on the inputs give the outputs.
  @Test func valuesAreTheOutputs() throws {
    var random = SeededGenerator(seed: 102)
    let ring = RationalField()
    for round in 0..<20 {
      let (d, m, outputs) = (
        Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random),
        Int.random(in: 1...3, using: &random)
      )
      let network = try QuadraticNetwork(inputDimension: d, width: m, outputDimension: outputs)
      let inputs = random.inputs(4, dimension: d)
      guard case .vectors(let vectors) = inputs else { return }
      let weights = random.fractions(network.parameterCount)
      let expected = vectors.map { network.outputs($0, weights: weights, in: ring) }
      let data = map(.quadratic(network), .data, inputs).values(at: weights, in: ring)
      #expect(data == expected.flatMap { $0 }, "round \(round)")
      let centred = map(.quadratic(network), .centred, inputs).values(at: weights, in: ring)
      #expect(
        centred == expected.dropFirst().flatMap { zip($0, expected[0]).map { $0 - $1 } })
      let coordinates = try #require(map(.quadratic(network)).values(at: weights, in: ring))
      for (i, x) in vectors.enumerated() {
        for k in 0..<outputs {
          var total = Rational(0)
          var row = k * network.symmetricDimension
          for a in 0..<d {
            for b in a..<d {
              let term = coordinates[row] * x[a] * x[b]
              total = total + (a == b ? term : term + term)
              row += 1
            }
          }
          #expect(total == expected[i][k], "round \(round), input \(i), output \(k)")
        }
      }
    }
  }

  @Test func biasedValuesAreTheOutputs() throws {
    var random = SeededGenerator(seed: 103)
    let ring = RationalField()
    for round in 0..<20 {
      let (d, m) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random))
      let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
      let inputs = random.inputs(4, dimension: d)
      guard case .vectors(let vectors) = inputs else { return }
      let weights = random.fractions(network.parameterCount)
      let expected = vectors.map { network.output($0, weights: weights, in: ring) }
      #expect(
        map(.biasedQuadratic(network), .data, inputs).values(at: weights, in: ring) == expected)
      let coordinates = try #require(map(.biasedQuadratic(network)).values(at: weights, in: ring))
      for (i, x) in vectors.enumerated() {
        var total = coordinates[coordinates.count - 1]
        var row = 0
        for a in 0..<d {
          for b in a..<d {
            let term = coordinates[row] * x[a] * x[b]
            total = total + (a == b ? term : term + term)
            row += 1
          }
        }
        for a in 0..<d { total = total + coordinates[row + a] * x[a] }
        #expect(total == expected[i], "round \(round), input \(i)")
      }
    }
  }

  /// On inputs that identify everything, level data is level coordinates in other coordinates; a
  /// centred loss of a network with biases does not see the constant, and of one without it may see
  /// everything or one form less.
  @Test func identifyingInputsSeeAllCoordinates() throws {
    var random = SeededGenerator(seed: 104)
    for (d, m, outputs) in [(1, 2, 2), (2, 2, 2), (2, 4, 1), (3, 2, 3), (3, 5, 2), (4, 3, 1)] {
      let family = try quadratic(d, m, outputs)
      let inputs = identifyingInputs(d, affine: false)
      for round in 0..<6 {
        let weights =
          round < 2 ? random.point(family.parameterCount) : random.specialPoint(family)
        #expect(
          rationalRank(map(family, .data, inputs), weights)
            == rationalRank(map(family), weights), "d=\(d) m=\(m) K=\(outputs) \(weights)")
      }
    }
    for (d, m) in [(1, 1), (2, 1), (2, 3), (3, 2)] {
      let family = try biased(d, m)
      let inputs = identifyingInputs(d, affine: true)
      for round in 0..<6 {
        let weights =
          round < 2 ? random.point(family.parameterCount) : random.specialPoint(family)
        let all = rationalRank(map(family), weights)
        #expect(
          rationalRank(map(family, .data, inputs), weights) == all, "d=\(d) m=\(m) \(weights)")
        #expect(
          rationalRank(map(family, .centred, inputs), weights) == all - 1,
          "d=\(d) m=\(m) \(weights)")
      }
    }
  }

  /// Differences to the first input and the projection n I - 1 1^T have the same rank everywhere.
  @Test func differencesAgainstTheProjection() throws {
    var random = SeededGenerator(seed: 105)
    for centred in try assortedMaps(seed: 2) where centred.level == .centred {
      guard let data = NetworkMap(centred.family, level: .data, inputs: centred.inputs) else {
        continue
      }
      let (n, outputs) = (data.inputs?.count ?? 0, data.family.outputDimension)
      for round in 0..<4 {
        let weights =
          round < 2
          ? random.point(data.parameterCount) : random.specialPoint(data.family)
        let jacobian = try #require(data.jacobian(at: weights, in: RationalField()))
        var projection = Matrix(repeating: Rational(0), rows: n * outputs, columns: n * outputs)
        for i in 0..<n {
          for j in 0..<n {
            for k in 0..<outputs {
              projection[i * outputs + k, j * outputs + k] = Rational(i == j ? n - 1 : -1)
            }
          }
        }
        #expect(
          rationalRank(RationalField().multiply(projection, jacobian))
            == rationalRank(centred, weights), "\(label(centred)) at \(weights)")
      }
    }
  }

  /// The span of the features by its definition: rank of the matrix with rows x x^T.
  @Test func featureSpans() throws {
    let ring = RationalField()
    for d in 1...4 {
      let inputs = identifyingInputs(d, affine: false)
      let plain = try #require(
        FeatureSpan.matrix(of: inputs, affine: false, centred: false, in: ring))
      #expect(rationalRank(plain) == d * (d + 1) / 2)
      let affine = identifyingInputs(d, affine: true)
      let full = try #require(
        FeatureSpan.matrix(of: affine, affine: true, centred: false, in: ring))
      #expect(rationalRank(full) == (d + 1) * (d + 2) / 2)
      let centred = try #require(
        FeatureSpan.matrix(of: affine, affine: true, centred: true, in: ring))
      #expect(rationalRank(centred) == (d + 1) * (d + 2) / 2 - 1)
    }
    for p in 2...4 {
      let inputs = try pairs(p)
      let plain = try #require(
        FeatureSpan.matrix(of: inputs, affine: false, centred: false, in: ring))
      #expect(rationalRank(plain) == p * p)
      let centred = try #require(
        FeatureSpan.matrix(of: inputs, affine: false, centred: true, in: ring))
      #expect(rationalRank(centred) == p * p - 1)
    }
  }

  @Test func levelsNeedInputs() throws {
    #expect(NetworkMap(try quadratic(2, 2, 1), level: .data, inputs: nil) == nil)
    #expect(NetworkMap(try biased(2, 2), level: .centred, inputs: nil) == nil)
  }
}
