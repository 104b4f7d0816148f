import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

/// Generic ranks at points whose output matrix falls into blocks, reached at small sizes by a
/// threshold of zero and compared with dense elimination at random points.
@Suite("Generic ranks at split points")
struct SplitRankTests {
  private static func dense(_ map: NetworkMap) throws -> Int {
    try GenericRank(of: map, seed: 2, limits: RankLimits(denseOperations: .infinity)).lower
  }

  /// What the special points show by themselves: dense elimination is ruled out. Nil when they are
  /// no cheaper.
  private static func special(_ map: NetworkMap, _ seed: UInt64) -> GenericRank? {
    let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
    let limits = RankLimits(operations: work.operations * 0.99, denseOperations: 0)
    return try? GenericRank(of: map, seed: seed, limits: limits)
  }

  /// Compares every map; returns how many were met by groups, by a chain, and by neither.
  private func compare(_ maps: [(String, NetworkMap)]) throws -> [Int] {
    var counts = [0, 0, 0]
    for (label, map) in maps {
      let most = try Self.dense(map)
      guard let rank = Self.special(map, 3) else { continue }
      let chain = rank.method.contains("chain")
      #expect(chain != rank.method.contains("sum over groups"), "\(label): \(rank.method)")
      #expect(rank.lower <= most && most <= rank.upper, "\(label): \(rank.lower) of \(most)")
      #expect(rank.confidence.isProved == (rank.lower == rank.upper), "\(label)")
      if !rank.confidence.isProved {
        #expect(rank.confidence == .monteCarlo(failureProbability: 1), "\(label)")
      }
      counts[rank.lower < most ? 2 : chain ? 1 : 0] += 1
    }
    return counts
  }

  /// Every width at small p, all three levels. What is not met lies near the width at which both
  /// upper bounds meet, where a chain is no cheaper than a dense elimination.
  @Test(arguments: [2, 3, 4, 5, 6, 7])
  func modularAddition(_ p: Int) throws {
    let task = try ModularAddition(modulus: p)
    let maps = try (1...(p * p + 2)).flatMap { m in
      try Level.allCases.map { level in
        (
          "p=\(p) m=\(m) \(level)",
          map(.quadratic(try task.network(width: m)), level, .allPairs(of: task))
        )
      }
    }
    let counts = try compare(maps)
    #expect(counts[0] > 7 * counts[2], "p=\(p): \(counts)")
  }

  /// Level coordinates at every d, K and m, the exceptions among them.
  @Test(arguments: 2...6) func coordinates(_ d: Int) throws {
    let maps = try (2...7).flatMap { outputs in
      try (1...(d * (d + 1) / 2 + 1)).map { m in
        ("d=\(d) m=\(m) K=\(outputs)", map(try quadratic(d, m, outputs)))
      }
    }
    let counts = try compare(maps)
    #expect(counts[0] > 4 * counts[2], "d=\(d): \(counts)")
  }

  /// Subsets of the pairs, on which nothing is special.
  @Test func subsets() throws {
    var maps: [(String, NetworkMap)] = []
    for (p, skipped) in [(5, 3), (5, 2), (7, 4)] {
      let task = try ModularAddition(modulus: p)
      let pairs = task.pairs.enumerated().filter { $0.offset % skipped != 0 }.map(\.element)
      let inputs = InputSet.oneHotPairs(modulus: p, pairs: pairs)
      for m in 1...(pairs.count + 1) {
        for level in [Level.data, .centred] {
          let network = ModelFamily.quadratic(try task.network(width: m))
          maps.append(("p=\(p) n=\(pairs.count) m=\(m) \(level)", map(network, level, inputs)))
        }
      }
    }
    let counts = try compare(maps)
    #expect(counts[0] + counts[1] > 20 && counts[0] + counts[1] > 4 * counts[2], "\(counts)")
  }

  /// Widths on either side of the width at which units' and coordinates' bounds meet: groups round,
  /// the chain does not.
  @Test func chains() throws {
    let p = 11
    let task = try ModularAddition(modulus: p)
    for (level, widths, full) in [
      (Level.coordinates, 85...89, p * p * (2 * p + 1)), (.data, 41...44, p * p * p),
      (.centred, 41...44, p * (p * p - 1)),
    ] {
      let unit = level == .coordinates ? 3 * p - 1 : 3 * p - 2
      #expect(widths.contains(full / unit) && widths.contains(full / unit + 1), "\(level)")
      var chains = 0
      for m in widths {
        let map = map(.quadratic(try task.network(width: m)), level, .allPairs(of: task))
        let rank = try GenericRank(of: map, seed: 4, limits: RankLimits(denseOperations: 0))
        #expect(rank.lower == min(m * unit, full) && rank.confidence == .proved, "\(level) m=\(m)")
        if rank.method.contains("chain") { chains += 1 }
      }
      #expect(chains >= 2, "\(level): \(chains)")
    }
  }

  /// Where nothing else fits, two bounds, near each other.
  @Test func boundsThatDoNotMeet() throws {
    let task = try ModularAddition(modulus: 11)
    let map = map(.quadratic(try task.network(width: 43)), .data, .allPairs(of: task))
    let rank = try GenericRank(
      of: map, seed: 5, limits: RankLimits(operations: 1e7, denseOperations: 0))
    #expect(rank.lower < 1331 && rank.lower > 1300 && rank.upper == 1331, "\(rank)")
    #expect(rank.confidence == .monteCarlo(failureProbability: 1))
  }

  /// The literature's sizes, in moments; the refusal names what it would take.
  @Test(arguments: [
    (53, 1024, Level.coordinates, 161_792), (53, 1024, .data, 148_877),
    (53, 1024, .centred, 148_824), (97, 1024, .coordinates, 296_960), (97, 2048, .data, 591_872),
    (97, 2048, .centred, 591_872), (53, 2048, .coordinates, 300_563),
  ])
  func fullScale(_ p: Int, _ m: Int, _ level: Level, _ expected: Int) throws {
    let task = try ModularAddition(modulus: p)
    let map = map(.quadratic(try task.network(width: m)), level, .allPairs(of: task))
    let rank = try GenericRank(of: map, seed: 6)
    #expect(rank.lower == expected && rank.confidence == .proved, "\(rank)")
  }

  @Test func refusals() throws {
    let task = try ModularAddition(modulus: 53)
    let map = map(.quadratic(try task.network(width: 1024)), .data, .allPairs(of: task))
    for limits in [RankLimits(memory: 1 << 14), RankLimits(operations: 1e4)] {
      #expect(!GenericRank.fits(map, limits))
      let refusal = #expect(throws: RankRefusal.self) {
        try GenericRank(of: map, seed: 7, limits: limits)
      }
      let text = refusal?.description ?? ""
      for word in ["elimination", "MiB", "about 1 s", "limits of"] {
        #expect(text.contains(word), "\(word) in \(text)")
      }
    }
    #expect(GenericRank.fits(map, RankLimits(memory: 64 << 20)))
  }
}
