import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Known symmetries")
struct SymmetryTests {
  /// No promised symmetry is refuted, every vector in the kernel is multiplied out again by the
  /// written-out Jacobian, and the dimensions are consistent with the exact rank.
  @Test func neverRefuted() throws {
    var random = SeededGenerator(seed: 111)
    for map in try assortedMaps(seed: 3) {
      for round in 0..<8 {
        let weights =
          switch round {
          case 0: Array(repeating: Rational(0), count: map.parameterCount)
          case 1: Array(repeating: Rational(1), count: map.parameterCount)
          case 2: random.fractions(map.parameterCount)
          default: random.specialPoint(map.family)
          }
        let check = try SymmetryCheck(map, at: weights, using: &random)
        let comment = "\(label(map)) at \(weights)"
        #expect(check.refuted.isEmpty, "\(comment): \(check.refuted)")
        let jacobian = try #require(map.jacobian(at: weights, in: RationalField()))
        let vectors = check.kernelVectors.map {
          $0.integers(parameterCount: map.parameterCount).map { Rational($0) }
        }
        for vector in vectors {
          #expect(
            RationalField().multiply(jacobian, vector).allSatisfy { $0 == 0 }, "\(comment)")
        }
        let dimension = vectors.isEmpty ? 0 : rationalRank(Matrix(rows: vectors))
        #expect(check.kernelDimension == dimension, "\(comment)")
        #expect(check.orbitDimension <= dimension, "\(comment)")
        #expect(
          map.parameterCount - dimension >= rationalRank(map, weights), "\(comment)")
      }
    }
  }

  /// At random points the known symmetries are: m scalings; m translations more on all pairs; the
  /// rotations of a single output.
  @Test func dimensionsOfOrbits() throws {
    var random = SeededGenerator(seed: 112)
    func orbit(_ map: NetworkMap) throws -> Int {
      try SymmetryCheck(
        map, at: random.point(map.parameterCount, 1...99), using: &random
      ).orbitDimension
    }
    #expect(try orbit(map(try quadratic(3, 4, 2))) == 4)
    #expect(try orbit(map(try quadratic(5, 4, 1))) == 4 + 6)
    #expect(try orbit(map(try biased(5, 3))) == 3 + 3)
    #expect(try orbit(map(try quadratic(6, 4, 3), .data, try pairs(3))) == 8)
    #expect(try orbit(map(try quadratic(6, 4, 3), .centred, try pairs(3))) == 8)
    // A bias can take up a shift of u, and one of s: two translations for each unit.
    #expect(try orbit(map(try biased(6, 2), .data, try pairs(3))) == 2 + 4 + 1)
    #expect(try orbit(map(try biased(6, 2), .centred, try pairs(3))) == 2 + 4 + 1 + 1)
  }

  /// Free moves of dead units, one unit of d = 3, K = 2: fibre dimensions worked by hand.
  @Test func deadUnits() throws {
    var random = SeededGenerator(seed: 113)
    let map = map(try quadratic(3, 1, 2))
    // v = 0: w moves, 3. w = 0: v moves, 2; w is stationary but not free. Both: the larger.
    for (weights, orbit, kernel) in [
      ([1, 2, 3, 0, 0], 3, 3), ([0, 0, 0, 1, 2], 2, 5), ([0, 0, 0, 0, 0], 3, 5),
      ([1, 2, 3, 1, 2], 1, 1),
    ] as [([Int], Int, Int)] {
      let check = try SymmetryCheck(map, at: weights.map { Rational($0) }, using: &random)
      #expect(check.orbitDimension == orbit && check.kernelDimension == kernel, "\(weights)")
    }
  }

  /// u = 1, s = 0: the square is 1 on every pair, which a centred loss does not see. v moves freely,
  /// and so does w along its scaling and its translation; level data has the last two only.
  @Test func constantUnits() throws {
    var random = SeededGenerator(seed: 115)
    let weights = [1, 1, 0, 0, 3, 5].map { Rational($0) }
    for (level, orbit) in [(Level.centred, 4), (.data, 2)] {
      let map = map(try quadratic(4, 1, 2), level, try pairs(2))
      let check = try SymmetryCheck(map, at: weights, using: &random)
      #expect(check.orbitDimension == orbit && check.refuted.isEmpty, "\(level)")
    }
  }

  /// Following an orbit direction with an exact finite move keeps the values: scaling by 2 and
  /// translation, the flows that are rational.
  @Test func orbitsStayInTheFibre() throws {
    var random = SeededGenerator(seed: 114)
    for map in try assortedMaps(seed: 4) {
      let weights = random.point(map.parameterCount)
      let units = UnitLayout(map.family)
      let value = map.values(at: weights, in: RationalField())
      for j in 0..<units.width {
        var scaled = weights
        for i in units.innerWeights(j) { scaled[i] = Rational(2) * scaled[i] }
        for i in units.outputWeights(j) { scaled[i] = scaled[i] / 4 }
        #expect(map.values(at: scaled, in: RationalField()) == value, "\(label(map))")
      }
      let symmetries = try KnownSymmetries(map)
      for vector in symmetries.everywhere(at: weights)
      where vector.kind == .translation || vector.kind == .constant {
        var moved = weights
        for (index, entry) in vector.entries { moved[index] = moved[index] + Rational(7) * entry }
        #expect(map.values(at: moved, in: RationalField()) == value, "\(label(map)) \(vector.kind)")
      }
    }
  }

  /// What is no symmetry is refuted by the product that the check uses: a translation at level
  /// coordinates, a rotation with two outputs, a scaling with the wrong exponent.
  @Test func falseSymmetriesAreRefuted() throws {
    let weights = (1...8).map { Rational($0) }
    func annihilates(_ map: NetworkMap, _ vector: [Int]) -> Bool {
      JacobianLinearMap(map, at: weights).annihilates(vector.map { Integer($0) })
    }
    // d = 2, m = 2, K = 2: w_1 = (1, 2), w_2 = (3, 4), V = [[5, 6], [7, 8]].
    let two = map(try quadratic(2, 2, 2))
    #expect(annihilates(two, [1, 2, 0, 0, -10, 0, -14, 0]))
    #expect(!annihilates(two, [1, 2, 0, 0, -5, 0, -7, 0]))
    #expect(!annihilates(two, [1, 2, 0, 0, -10, 0, -14, 1]))
    #expect(!annihilates(two, [18, 24, -5, -10, 0, 0, 0, 0]))
    // The shift (1, -1) is one on the single pair modulo 1 = input (1, 1), not in the coordinates.
    let shift = [1, -1, 0, 0, 0, 0, 0, 0]
    #expect(annihilates(map(try quadratic(2, 2, 2), .data, .vectors([[1, 1]])), shift))
    #expect(!annihilates(two, shift))
  }
}
