import ChainDiagnostics
import TestSupport
import Testing

@Suite("Geweke's score")
struct GewekeScoreTests {
  /// z is standard normal for a stationary chain: mean 0, variance 1 over 300 chains, to four
  /// standard errors (4 / sqrt(300) and 4 sqrt(2/300)), and 20% on the variance for the error of
  /// the early part's own variance (300 draws, tau = 3).
  @Test func standardNormalForStationaryChains() throws {
    var sum = 0.0
    var squares = 0.0
    let runs = 300
    for seed in 0..<runs {
      var random = PseudoRandom(seed: UInt64(seed) &* 31 &+ 1)
      let chain = random.autoregressive(0.5, chains: 1, draws: 3000)[0]
      let z = try #require(try GewekeScore(chain: chain)).z
      sum += z
      squares += z * z
    }
    #expect((sum / Double(runs)).magnitude < 0.24)
    #expect((squares / Double(runs) - 1).magnitude < 0.33 + 0.2)
  }

  @Test func largeForADriftingChain() throws {
    var random = PseudoRandom(seed: 5)
    let chain = random.autoregressive(0, chains: 1, draws: 1000)[0].enumerated().map {
      $1 - 0.002 * Double($0)
    }
    let score = try #require(try GewekeScore(chain: chain))
    #expect(score.z > 8)
    #expect(score.earlyMean > score.lateMean)
  }

  @Test func absentWhereNotComputable() throws {
    #expect(try GewekeScore(chain: Array(repeating: 2, count: 100)) == nil)
    #expect(try GewekeScore(chain: (0..<39).map(Double.init)) == nil)
    #expect(try GewekeScore(chain: (0..<40).map(Double.init)) != nil)
    #expect(throws: ChainProblem.self) { try GewekeScore(chain: [1, 2]) }
  }
}
