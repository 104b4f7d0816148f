import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

/// The generic rank at level coordinates: affine dimension of the m-th secant variety of
/// P^(K-1) x P^(d-1) in O(1,2) (Alexander and Hirschowitz 1995; Abo and Brambilla 2009, 2013).
func secantDimension(_ d: Int, _ m: Int, _ outputs: Int) -> Int {
  let forms = d * (d + 1) / 2
  if outputs == 1 { return m <= d ? m * d - m * (m - 1) / 2 : forms }
  if forms - d + 1 < m && m < min(outputs, forms) { return m * (outputs + forms - m) }
  if outputs == 3 && d % 2 == 0 && d >= 4 && m == 3 * (d - 2) / 2 + 2 { return 3 * forms - 1 }
  if (outputs, d, m) == (5, 4, 6) { return 47 }
  return min(m * (d + outputs - 1), outputs * forms)
}

@Suite("Generic ranks")
struct GenericRankTests {
  /// Every d <= 5, K <= 5 and m up to beyond saturation: the formula, and bounds that meet it.
  @Test(arguments: 1...5) func gridOfSmallDimensions(_ d: Int) throws {
    for outputs in 1...5 {
      for m in 1...(d * (d + 1) / 2 + 1) {
        let map = map(try quadratic(d, m, outputs))
        let rank = try GenericRank(of: map, seed: 7)
        let comment = "d=\(d) m=\(m) K=\(outputs)"
        #expect(rank.lower == secantDimension(d, m, outputs), "\(comment)")
        #expect(rank.upper == rank.lower && rank.confidence == .proved, "\(comment)")
        for bound in try RankBounds.all(for: map) {
          #expect(bound.value >= rank.lower, "\(comment): \(bound.because)")
        }
      }
    }
  }

  /// (d, m, K) where 4.2's value fails at every weight; and the third regime, where the saturated
  /// value is reached long before {w w^T} can span.
  @Test(arguments: [
    (4, 5, 3, 29), (4, 6, 5, 47), (6, 8, 3, 62), (8, 11, 3, 107), (3, 5, 6, 35), (4, 8, 12, 112),
    (6, 6, 1, 21), (6, 5, 1, 20), (6, 9, 3, 63), (10, 28, 10, 532), (10, 29, 10, 550),
  ]) func exceptionsAndTheThirdRegime(_ d: Int, _ m: Int, _ outputs: Int, _ expected: Int) throws {
    #expect(secantDimension(d, m, outputs) == expected)
    let rank = try GenericRank(of: map(try quadratic(d, m, outputs)), seed: 8)
    #expect(rank.lower == expected && rank.upper == expected)
  }

  /// G.1 and G.2: m d - m(m-1)/2 + m + 1 for m < d, (d+1)(d+2)/2 for m >= d.
  @Test func biasedNetworks() throws {
    for d in 1...5 {
      for m in 1...d + 2 {
        let rank = try GenericRank(of: map(try biased(d, m)), seed: 9)
        let expected = m < d ? m * d - m * (m - 1) / 2 + m + 1 : (d + 1) * (d + 2) / 2
        #expect(rank.lower == expected && rank.confidence == .proved, "d=\(d) m=\(m)")
      }
    }
  }

  /// Modular addition: the three levels, widths on both sides of the threshold.
  @Test(arguments: [(2, 1...8), (3, 1...12), (5, 1...12), (5, 36...38), (7, 17...20)])
  func modularAddition(_ p: Int, _ widths: ClosedRange<Int>) throws {
    let task = try ModularAddition(modulus: p)
    for m in widths {
      let family = ModelFamily.quadratic(try task.network(width: m))
      for (level, expected) in [
        (Level.coordinates, secantDimension(2 * p, m, p)),
        (.data, min(m * (3 * p - 2), p * p * p)),
        (.centred, min(m * (3 * p - 2), p * (p * p - 1))),
      ] {
        let map = map(family, level, .allPairs(of: task))
        let rank = try GenericRank(of: map, seed: 10)
        #expect(rank.lower == expected, "p=\(p) m=\(m) \(level)")
        #expect(rank.confidence == .proved, "p=\(p) m=\(m) \(level)")
        for bound in try RankBounds.all(for: map) {
          #expect(bound.value >= rank.lower, "p=\(p) m=\(m) \(level): \(bound.because)")
        }
      }
    }
  }

  /// Subsets of pairs, and vectors that satisfy relations: bounds hold, and the rank is that of a
  /// second prime and of dual numbers.
  @Test func boundsOnArbitraryInputs() throws {
    var random = SeededGenerator(seed: 121)
    let field = try PrimeField(modulus: 2_305_843_009_213_693_951)
    for map in try assortedMaps(seed: 5) + relatedInputs() {
      let rank = try GenericRank(of: map, seed: 11)
      let point = (0..<map.parameterCount).map { _ in
        UInt64.random(in: 0..<field.modulus, using: &random)
      }
      let jacobian = try #require(map.jacobianByDualNumbers(at: point, in: field))
      let again = ModularElimination(field: field).rankProfile(of: jacobian).rank
      #expect(rank.lower == again, "\(label(map))")
      #expect(rank.upper >= again, "\(label(map)): \(rank.bound.because)")
      for bound in try RankBounds.all(for: map) {
        #expect(bound.value >= again, "\(label(map)): \(bound.because)")
      }
    }
  }

  private func relatedInputs() throws -> [NetworkMap] {
    let sets: [InputSet] = [
      .vectors([[1, 0], [0, 1], [2, 0]]), .vectors([[0, 0], [0, 0]]), .vectors([[1, 1], [2, 2]]),
      .vectors([[1, 0], [0, 1], [1, 0], [-1, 0]]),
    ]
    return try sets.flatMap { inputs in
      try [Level.data, .centred].flatMap { level in
        try [(1, 1), (3, 1), (2, 3), (3, 2)].map { m, outputs in
          map(try quadratic(2, m, outputs), level, inputs)
        } + [1, 3].map { map(try biased(2, $0), level, inputs) }
      }
    }
  }

  /// Few pairs: on the matching (a, a) the squares of a unit are any p numbers, so the outputs are
  /// any matrix of rank m, of dimension m(2p - m), and not min(m(rank X + K - 1), K n), rank X = p.
  @Test(arguments: [3, 5]) func matchings(_ p: Int) throws {
    let diagonal = InputSet.oneHotPairs(
      modulus: p, pairs: (0..<p).map { ModularAddition.Pair(a: $0, b: $0) })
    for m in 1...p {
      let map = map(try quadratic(2 * p, m, p), .data, diagonal)
      let rank = try GenericRank(of: map, seed: 14)
      #expect(rank.lower == m * (2 * p - m) && rank.confidence == .proved, "p=\(p) m=\(m)")
      let naive = min(m * (2 * p - 1), p * p)
      #expect((rank.lower == naive) == (m == 1 || m == p), "p=\(p) m=\(m)")
    }
  }

  /// Above the size at which structured points are tried: they never exceed the generic rank, which
  /// at p = 13 is the value of the formula; dense elimination is ruled out by the limit.
  @Test func structuredPoints() throws {
    let p = 13
    let task = try ModularAddition(modulus: p)
    let limits = RankLimits(operations: 3e9)
    for m in [59, 60, 75] {
      let family = ModelFamily.quadratic(try task.network(width: m))
      for (level, most) in [
        (Level.data, min(m * (3 * p - 2), p * p * p)),
        (.centred, min(m * (3 * p - 2), p * (p * p - 1))),
      ] {
        let rank = try GenericRank(
          of: map(family, level, .allPairs(of: task)), seed: 12, limits: limits)
        #expect(rank.lower <= most && rank.upper >= most, "m=\(m) \(level)")
        #expect(rank.lower > most * 9 / 10, "m=\(m) \(level): \(rank.lower) of \(most)")
        #expect(rank.confidence.isProved == (rank.lower == rank.upper))
        #expect(rank.method.contains("groups") || rank.method.contains("chain"), "\(rank.method)")
      }
    }
    #expect(throws: RankRefusal.self) {
      try GenericRank(
        of: map(.quadratic(try task.network(width: 60)), .data, .allPairs(of: task)), seed: 12,
        limits: RankLimits(memory: 1000))
    }
  }

  /// Centring a submersion leaves a submersion.
  @Test func centringASubmersion() throws {
    let task = try ModularAddition(modulus: 3)
    for (m, saturated) in [(3, false), (4, true)] {
      let family = ModelFamily.quadratic(try task.network(width: m))
      let data = try GenericRank(of: map(family, .data, .allPairs(of: task)), seed: 13)
      let centred = map(family, .centred, .allPairs(of: task))
      #expect((GenericRank(centring: data, of: centred) != nil) == saturated, "m=\(m)")
      #expect(GenericRank(centring: data, of: centred)?.lower ?? 24 == 24)
    }
  }
}
