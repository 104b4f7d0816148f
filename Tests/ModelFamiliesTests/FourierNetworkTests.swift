import ExactAlgebra
import ModelFamilies
import Testing

@Suite("Fourier networks of modular addition")
struct FourierNetworkTests {
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

  /// Outputs on all pairs by the network's forward pass, less `constant` at the target and
  /// elsewhere: what is left over for the one-hot targets.
  static func residuals(
    _ network: FourierNetwork, seed: UInt64, less constant: (Int) -> Rational
  ) throws -> [UInt64] {
    var random = SeededGenerator(seed: seed)
    let roots = CyclotomicField(order: network.order, using: &random)
    let field = roots.field
    let weights = try #require(network.weights(in: roots))
    let family = try network.network()
    #expect(weights.count == family.parameterCount)
    return try network.task.pairs.flatMap { pair in
      var input = Array(repeating: field.zero, count: 2 * network.modulus)
      input[pair.a] = 1
      input[network.modulus + pair.b] = 1
      let outputs = family.outputs(input, weights: weights, in: field)
      return try outputs.enumerated().map { c, output in
        let target: Rational = c == network.task.target(pair) ? 1 : 0
        let wanted = try #require(field.element(target - constant(network.modulus)))
        return field.subtract(output, wanted)
      }
    }
  }

  /// The forward pass on every pair, against the targets, modulo two primes.
  @Test func interpolationOnEveryPair() throws {
    for seed in [UInt64(1), 2] {
      for p in [3, 5, 7, 9, 11, 15] {
        let exact = try Self.residuals(Self.minimal(p), seed: seed) { _ in 0 }
        #expect(exact.allSatisfy { $0 == 0 }, "minimal, p = \(p)")
        #expect(try Self.minimal(p).interpolation == .targets)
        for phases in [3, 5, 6, 7, 8, 9, 12] {
          let network = try Self.planted(p, phases: phases)
          let residuals = try Self.residuals(network, seed: seed) { Rational(1, $0) }
          #expect(residuals.allSatisfy { $0 == 0 }, "p = \(p), T = \(phases)")
          #expect(network.interpolation == .targetsUpToConstant)
        }
        for phases in [1, 2, 4] {
          let network = try Self.planted(p, phases: phases)
          let residuals = try Self.residuals(network, seed: seed) { Rational(1, $0) }
          #expect(residuals.contains { $0 != 0 }, "p = \(p), T = \(phases)")
        }
      }
    }
  }

  /// The verdict from the identities, that from the Fourier coefficients in the field, and the
  /// forward pass say the same.
  @Test func verdictsAgree() throws {
    var networks = try [3, 5, 7].flatMap { p in
      try (1...9).map { try Self.planted(p, phases: $0) } + [Self.minimal(p)]
    }
    networks += [
      try Self.planted(7, [1, 3], phases: 3), try Self.planted(7, phases: 3, [1, 1, 2]),
      try Self.planted(7, [3, 1, 2], phases: 3), try Self.planted(7, phases: 5, [-1, 1, 1]),
      try Self.planted(5, phases: 3, [Rational(1, 2), Rational(1, 2)]),
    ]
    for (i, network) in networks.enumerated() {
      var random = SeededGenerator(seed: UInt64(40 + i))
      let roots = CyclotomicField(order: network.order, using: &random)
      let seen = try #require(network.interpolation(in: roots))
      switch network.interpolation {
      case .targets: #expect(seen.targets && seen.upToConstant)
      case .targetsUpToConstant: #expect(!seen.targets && seen.upToConstant)
      case .none(let reason):
        #expect(!seen.targets && !seen.upToConstant && !reason.isEmpty)
        let residuals = try Self.residuals(network, seed: 3) { Rational(1, $0) }
        #expect(residuals.contains { $0 != 0 })
      }
    }
  }

  /// The Fourier coefficients are those of the weights: summed up, they give them back.
  @Test func harmonicsAreTheWeights() throws {
    let networks = [
      try Self.planted(5, phases: 3),
      try Self.planted(7, [3, 1], phases: 4, [2, Rational(-1, 3)]),
      try Self.planted(9, phases: 5), try Self.minimal(5), try Self.minimal(9),
    ]
    for network in networks {
      var random = SeededGenerator(seed: 8)
      let roots = CyclotomicField(order: network.order, using: &random)
      let (field, p) = (roots.field, network.modulus)
      let weights = try #require(network.weights(in: roots))
      let units = try #require(network.harmonics(in: roots))
      let layout = try network.network()
      func sum(_ harmonics: [FourierUnit.Harmonic], at x: Int) -> UInt64 {
        field.sum(
          harmonics.map {
            field.multiply($0.value, roots.power($0.frequency * x * (network.order / p)))
          })
      }
      #expect(units.count == network.width)
      for (j, unit) in units.enumerated() {
        for x in 0..<p {
          #expect(sum(unit.first, at: x) == weights[layout.inputWeights.index(j, x)])
          #expect(sum(unit.second, at: x) == weights[layout.inputWeights.index(j, p + x)])
          #expect(sum(unit.output, at: x) == weights[layout.outputWeights.index(x, j)])
        }
      }
    }
  }

  @Test func widths() throws {
    #expect(try Self.planted(7, phases: 3).width == 18)
    #expect(try Self.planted(7, [2], phases: 5).width == 10)
    #expect(try Self.minimal(7).width == 13 && Self.minimal(97).width == 193)
    #expect(
      try (1...8).map { try Self.planted(5, phases: $0).distinctPhases }
        == [1, 1, 3, 2, 5, 3, 7, 4])
  }

  @Test func networksThatDoNotExist() throws {
    func expect(_ error: FourierNetworkError, _ make: () throws -> FourierNetwork) {
      #expect(throws: error) { try make() }
      #expect(!"\(error)".isEmpty)
    }
    expect(.evenModulus(2)) { try Self.planted(2, phases: 3) }
    expect(.evenModulus(8)) { try Self.minimal(8) }
    expect(.phases(0)) { try Self.planted(5, phases: 0) }
    expect(.phases(-4)) { try Self.planted(5, phases: -4) }
    expect(.noFrequencies) { try Self.planted(5, [], phases: 3) }
    expect(.frequency(0, largest: 2)) { try Self.planted(5, [0], phases: 3) }
    expect(.frequency(3, largest: 2)) { try Self.planted(5, [1, 3], phases: 3) }
    expect(.repeatedFrequency(2)) { try Self.planted(5, [2, 1, 2], phases: 3) }
    expect(.amplitudeCount(1, frequencies: 2)) { try Self.planted(5, phases: 3, [1]) }
    expect(.zeroAmplitude(frequency: 2)) { try Self.planted(5, phases: 3, [1, 0]) }
    expect(.order(modulus: 5, phases: 1 << 19)) { try Self.planted(5, phases: 1 << 19) }
    expect(.order(modulus: 5, phases: Int.max)) { try Self.planted(5, phases: Int.max) }
    expect(.order(modulus: (1 << 20) + 7, phases: 1)) { try Self.planted((1 << 20) + 7, phases: 3) }
  }
}
