import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Ranks at Fourier networks")
struct FourierRankTests {
  static func planted(
    _ p: Int, _ frequencies: [Int]? = nil, phases: Int, _ amplitudes: [Rational]? = nil
  ) throws -> FourierNetwork {
    try FourierNetwork(
      planted: ModularAddition(modulus: p), frequencies: frequencies, phases: phases,
      amplitudes: amplitudes)
  }

  static func minimal(_ p: Int) throws -> FourierNetwork {
    try FourierNetwork(minimal: ModularAddition(modulus: p))
  }

  /// The Jacobian written out at the weights, eliminated densely.
  static func denseRank(
    _ network: FourierNetwork, _ level: Level, in roots: CyclotomicField
  ) throws -> Int {
    let map = map(.quadratic(try network.network()), level, .allPairs(of: network.task))
    let weights = try #require(network.weights(in: roots))
    let jacobian = try #require(map.jacobian(at: weights, in: roots.field))
    return ModularElimination(field: roots.field).rankProfile(of: jacobian).rank
  }

  static func compare(_ network: FourierNetwork, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let roots = CyclotomicField(order: network.order, using: &random)
    for level in Level.allCases {
      let blocks = try #require(FourierPointRank(of: network, level: level, in: roots))
      let dense = try denseRank(network, level, in: roots)
      let what: Comment =
        "p \(network.modulus), k \(network.frequencies), \(network.shape), \(level), seed \(seed)"
      #expect(blocks.rank == dense, what)
      #expect(FourierRankForm(network).rank(level) == dense, what)
    }
  }

  /// Blocks from the Fourier coefficients, the dense Jacobian at the weights, and the closed form.
  @Test func blocksAndClosedFormsAgainstDense() throws {
    for p in [3, 5] {
      for phases in 1...8 { try Self.compare(Self.planted(p, phases: phases), seed: 1) }
      try Self.compare(Self.minimal(p), seed: 2)
    }
    for phases in [1, 3, 4, 5] { try Self.compare(Self.planted(7, phases: phases), seed: 3) }
    try Self.compare(Self.minimal(7), seed: 4)
  }

  /// Subsets of the frequencies and any amplitudes; moduli that are not prime.
  @Test func subsetsAndAmplitudes() throws {
    var random = SeededGenerator(seed: 70)
    for round in 0..<12 {
      let p = [5, 7, 9][round % 3]
      let all = Array(1...(p - 1) / 2).shuffled(using: &random)
      let chosen = Array(all.prefix(Int.random(in: 1...min(all.count, 2), using: &random)))
      let amplitudes = chosen.map { _ in
        Rational(
          Int.random(in: 1...99, using: &random) * (Bool.random(using: &random) ? 1 : -1),
          Int.random(in: 1...9, using: &random))
      }
      let phases = [1, 2, 3, 4, 5, 8][Int.random(in: 0..<6, using: &random)]
      try Self.compare(Self.planted(p, chosen, phases: phases, amplitudes), seed: UInt64(round))
    }
  }

  /// A minimal solution where 3 divides p, dense at levels data and centred.
  @Test func minimalModuloNine() throws {
    let network = try Self.minimal(9)
    var random = SeededGenerator(seed: 9)
    let roots = CyclotomicField(order: network.order, using: &random)
    for (level, expected) in [(Level.data, 399), (.centred, 390)] {
      #expect(try Self.denseRank(network, level, in: roots) == expected)
      #expect(FourierPointRank(of: network, level: level, in: roots)?.rank == expected)
    }
  }

  /// Measured before the closed forms were known: width 3(p-1), level centred.
  @Test(arguments: [(5, 94), (7, 219), (11, 625)])
  func measuredValues(_ p: Int, _ rank: Int) throws {
    let network = try Self.planted(p, phases: 3)
    #expect(network.width == 3 * (p - 1))
    #expect(FourierPointRank(of: network, level: .centred, seed: 1).rank == rank)
    #expect(FourierRankForm(network).rank(.centred) == rank)
  }

  /// Closed forms against blocks for all odd moduli up to 31, all T' and several subsets.
  @Test func closedFormsOverAGrid() throws {
    var random = SeededGenerator(seed: 71)
    for p in stride(from: 3, through: 31, by: 2) {
      let all = Array(1...(p - 1) / 2)
      var networks = [try Self.minimal(p)]
      for phases in [1, 2, 3, 4, 5, 6, 8] {
        networks.append(try Self.planted(p, phases: phases))
        let some = all.shuffled(using: &random)
        let count = Int.random(in: 1...all.count, using: &random)
        networks.append(try Self.planted(p, Array(some.prefix(count)), phases: phases))
      }
      for network in networks {
        let roots = CyclotomicField(order: network.order, using: &random)
        for level in Level.allCases {
          #expect(
            FourierPointRank(of: network, level: level, in: roots)?.rank
              == FourierRankForm(network).rank(level),
            "p \(p), k \(network.frequencies), \(network.shape), \(level), q \(roots.field.modulus)"
          )
        }
      }
    }
  }

  @Test func largeModulus() throws {
    for network in [try Self.planted(97, phases: 3), try Self.minimal(97)] {
      for level in Level.allCases {
        let computed = FourierPointRank(of: network, level: level, seed: 1, trials: 1)
        #expect(computed.rank == FourierRankForm(network).rank(level), "\(network.shape) \(level)")
      }
    }
  }
}
