import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Polynomial networks")
struct PolynomialNetworkTests {
  /// The rank of the program, and one that knows no bound: of more random rows than weights.
  @Test(arguments: NeurovarietyReference.all)
  func literature(_ known: NeurovarietyReference.Case) throws {
    let network = try PolynomialNetwork(widths: known.widths, degrees: known.degrees)
    let rank = try GenericRank(of: network, seed: 3)
    #expect(rank.lower == known.dimension, "\(known)")
    #expect(rank.upper == known.dimension && rank.confidence == .proved, "\(known)")
    #expect(network.expectedDimension - rank.lower == known.defect, "\(known)")
    #expect(plainRank(network, seed: 5) == known.dimension, "\(known)")
  }

  /// One hidden layer of degree 2 is the quadratic network, whose ranks are eliminated with all rows.
  @Test(arguments: 1...5) func quadraticNetworks(_ d: Int) throws {
    for outputs in 1...4 {
      for m in 1...(d * (d + 1) / 2 + 1) {
        let network = try PolynomialNetwork(widths: [d, m, outputs], degrees: [2])
        let ours = try GenericRank(of: network, seed: 4)
        let theirs = try GenericRank(of: map(try quadratic(d, m, outputs)), seed: 4)
        #expect(ours.lower == theirs.lower, "d=\(d) m=\(m) K=\(outputs)")
        #expect(ours.upper >= theirs.lower, "d=\(d) m=\(m) K=\(outputs)")
      }
    }
  }

  /// The rank of the coefficients' Jacobian, by polynomials over dual numbers, at the same weights.
  @Test(arguments: [
    ([2, 3, 3, 1], [2, 2]), ([3, 2, 2], [3]), ([2, 2, 2, 2], [2, 3]), ([1, 2, 3], [2]),
    ([3, 4, 1], [2]), ([2, 1, 2, 1], [2, 2]),
  ]) func coefficients(_ widths: [Int], _ degrees: [Int]) throws {
    let network = try PolynomialNetwork(widths: widths, degrees: degrees)
    var random = SeededGenerator(seed: 11)
    let field = EliminationPrime.random(using: &random)
    let point = (0..<network.parameterCount).map { _ in Int.random(in: -9...9, using: &random) }
    let jacobian = coefficientJacobian(network, point.map { field.element($0) }, field)
    #expect(jacobian.columns <= network.ambientDimension ?? 0)
    let byCoefficients = ModularElimination(field: field).rankProfile(of: jacobian).rank
    let bySamples = try SampledPointRank(of: network, at: point, seed: 12)
    #expect(byCoefficients == bySamples.lower, "\(widths) \(degrees)")
  }

  /// The backward pass against dual numbers, one weight at a time.
  @Test func gradients() throws {
    var random = SeededGenerator(seed: 21)
    let network = try PolynomialNetwork(widths: [3, 2, 4, 2], degrees: [3, 2])
    let field = EliminationPrime.random(using: &random)
    let draw = { (n: Int, g: inout SeededGenerator) in
      (0..<n).map { _ in UInt64.random(in: 0..<field.modulus, using: &g) }
    }
    let weights = draw(network.parameterCount, &random)
    expectGradient(of: network, at: weights, in: field, using: &random) { ring, w, x in
      var values = x
      var start = 0
      for layer in 0..<network.layerCount {
        values = (0..<network.widths[layer + 1]).map { i in
          let from = start + i * values.count
          return ring.dot(w[from..<from + values.count], values[...])
        }
        start += network.widths[layer] * network.widths[layer + 1]
        if layer < network.degrees.count {
          values = values.map { z in
            (1..<network.degrees[layer]).reduce(z) { p, _ in ring.multiply(p, z) }
          }
        }
      }
      return values
    }
  }

  /// No bound lies below a rank, for random shapes; and most ranks are proved.
  @Test func bounds() throws {
    var random = SeededGenerator(seed: 31)
    var proved = 0
    for round in 0..<150 {
      let depth = Int.random(in: 2...4, using: &random)
      let widths = (0...depth).map { _ in Int.random(in: 1...5, using: &random) }
      let degrees = (1..<depth).map { _ in Int.random(in: 2...3, using: &random) }
      let network = try PolynomialNetwork(widths: widths, degrees: degrees)
      let rank = try GenericRank(of: network, seed: UInt64(round))
      let plain = plainRank(network, seed: UInt64(round))
      #expect(rank.lower == plain, "\(widths) \(degrees)")
      for bound in network.rankBounds {
        #expect(bound.value >= plain, "\(widths) \(degrees): \(bound.because)")
      }
      if rank.confidence.isProved {
        proved += 1
      } else {
        let failure = rank.confidence.failureProbability ?? 1
        #expect(failure < 1e-12, "\(widths) \(degrees): \(failure)")
      }
    }
    #expect(proved >= 120)
  }

  @Test func dimensions() throws {
    let network = try PolynomialNetwork(widths: [2, 3, 3, 4, 1], degrees: [2, 2, 2])
    #expect(network.parameterCount == 31 && network.hiddenUnitCount == 10)
    #expect(network.ambientDimension == 9 && network.expectedDimension == 9)
    let wide = try PolynomialNetwork(widths: [30, 2, 2], degrees: [1000])
    #expect(wide.ambientDimension == nil && wide.expectedDimension == 62)
    #expect(PolynomialNetwork.monomialCount(variables: 4, degree: 3) == 20)
    #expect(PolynomialNetwork.monomialCount(variables: 1, degree: 9) == 1)
    #expect(PolynomialNetwork.monomialCount(variables: 3, degree: .max) == nil)
    #expect(PolynomialNetwork.monomialCount(variables: 2, degree: 1 << 40) == 1 << 40 + 1)
  }

  /// Quadratic forms of rank 2 in 3 variables are defective; powers from 3 on are not.
  @Test func threshold() throws {
    let found = try ActivationThreshold(widths: [3, 2, 1], largestDegree: 5, seed: 1)
    #expect(found.leastDegree == 3 && found.steps.map(\.defect) == [1, 0, 0, 0])
    // A bottleneck of one unit is defective at every degree.
    let narrow = try ActivationThreshold(widths: [2, 1, 2, 2], largestDegree: 4, seed: 1)
    #expect(narrow.leastDegree == nil)
  }

  /// A point where a unit is dead: its rank is lower, and the fibre is not only the orbit.
  @Test func specialPoint() throws {
    let network = try PolynomialNetwork(widths: [2, 2, 1], degrees: [3])
    let rank = try SampledPointRank(of: network, at: [1, 2, 0, 0, 1, 0], seed: 1)
    #expect(rank.lower == 2 && rank.bound.value == 4 && rank.orbitDimension == 1)
    #expect(!rank.confidence.isProved, "a rank below the bound rests on random samples")
    let generic = try GenericRank(of: network, seed: 1)
    let certified = CertifiedCoefficient(sampled: rank, generic: generic)
    #expect(certified.lower == 1 && certified.upper == Rational(5, 2) && !certified.isExact)
  }

  @Test func refusals() throws {
    #expect(throws: DimensionError.self) { try PolynomialNetwork(widths: [2, 1], degrees: []) }
    #expect(throws: DimensionError.self) { try PolynomialNetwork(widths: [2, 0, 1], degrees: [2]) }
    #expect(throws: DimensionError.self) { try PolynomialNetwork(widths: [2, 3, 1], degrees: [1]) }
    #expect(throws: DimensionError.self) {
      try PolynomialNetwork(widths: [.max, .max, 1], degrees: [2])
    }
    let large = try PolynomialNetwork(widths: [1 << 20, 1 << 20, 1], degrees: [2])
    #expect(throws: RankRefusal.self) { try GenericRank(of: large, seed: 1) }
  }
}
