import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

/// Exact waves of any amplitudes and phases.
@Suite struct WaveRankTests {
  private func random(
    _ p: Int, width: Int, order: Int, _ random: inout SeededGenerator
  ) throws -> WaveNetwork {
    func wave() -> WaveNetwork.Wave {
      .init(
        amplitude: Rational(Int.random(in: -3...3, using: &random), 2),
        phase: Int.random(in: -order...order, using: &random))
    }
    return WaveNetwork(
      try ModularAddition(modulus: p),
      units: (0..<width).map { _ in
        Int.random(in: 0..<6, using: &random) == 0
          ? nil
          : .init(
            frequency: Int.random(in: 1...(p - 1) / 2, using: &random), first: wave(),
            second: wave(), output: wave())
      }, order: order)
  }

  /// The weights in the field from cosines.
  private func weights(_ network: WaveNetwork, in roots: CyclotomicField) throws -> [UInt64] {
    let (p, field) = (network.task.modulus, roots.field)
    let functions = try network.units.map { unit -> [[UInt64]] in
      guard let unit else { return Array(repeating: Array(repeating: 0, count: p), count: 3) }
      return try [unit.first, unit.second, unit.output].map { wave in
        let amplitude = try #require(field.element(wave.amplitude))
        return (0..<p).map { x in
          let exponent = unit.frequency * x * (network.order / p) + wave.phase
          return field.multiply(amplitude, roots.cosine(exponent))
        }
      }
    }
    return functions.flatMap { $0[0] + $0[1] } + (0..<p).flatMap { c in functions.map { $0[2][c] } }
  }

  @Test("blocks against dense Jacobians; the bounds of the coefficient are in order")
  func dense() throws {
    var generator = SeededGenerator(seed: 31)
    for round in 0..<18 {
      let p = [3, 5, 7][round % 3]
      let network = try random(
        p, width: Int.random(in: 1...9, using: &generator), order: [12, 4][round % 2] * p,
        &generator)
      let roots = CyclotomicField(order: network.order, using: &generator)
      let point = try weights(network, in: roots)
      for level in Level.allCases {
        let map = map(.quadratic(try network.network()), level, .allPairs(of: network.task))
        let jacobian = try #require(map.jacobian(at: point, in: roots.field))
        let expected = ModularElimination(field: roots.field).rankProfile(of: jacobian).rank
        let found = try #require(FourierPointRank(of: network, level: level, in: roots))
        #expect(found.rank == expected, "round \(round), \(level): \(network)")
        let bound = try RankBounds.smallest(for: map).value
        let value = WaveCoefficient(network, level: level, rank: expected, genericBound: bound)
        #expect(value.lower <= value.upper, "round \(round), \(level): \(network)")
      }
    }
  }

  /// The solution of width 3(p-1) as waves: its closed forms, and that it solves the centred loss only.
  @Test("the planted solution as waves", arguments: [5, 7, 11])
  func planted(_ p: Int) throws {
    let order = 12 * p
    let size = Rational(2, 3 * p)
    let units = (1...(p - 1) / 2).flatMap { k in
      (0..<3).flatMap { t -> [WaveNetwork.Unit?] in
        let phase = t * order / 3
        return [0, order / 2].map {
          .init(
            frequency: k, first: .init(amplitude: 1, phase: phase),
            second: .init(amplitude: 1, phase: phase + $0),
            output: .init(amplitude: size, phase: 2 * phase + $0))
        }
      }
    }
    let task = try ModularAddition(modulus: p)
    let network = WaveNetwork(task, units: units, order: order)
    let form = FourierRankForm(try FourierNetwork(planted: task, phases: 3))
    for level in Level.allCases {
      #expect(FourierPointRank(of: network, level: level, seed: 2).rank == form.rank(level))
    }
    var random = SeededGenerator(seed: 3)
    let roots = CyclotomicField(order: order, using: &random)
    let solved = try #require(network.interpolation(in: roots))
    #expect(!solved.targets && solved.upToConstant)
    var wrong = units
    wrong[0]?.output.phase += 1
    let other = WaveNetwork(task, units: wrong, order: order).interpolation(in: roots)
    #expect(other?.upToConstant == false)
  }

  /// The minimal solution without its constant unit, units scaled and their signs turned: lambda is exact.
  @Test("rotating pairs give the exact coefficient (p-1)(6p-7)/2", arguments: [5, 7, 11])
  func pairs(_ p: Int) throws {
    let order = 12 * p
    let quarter = order / 4
    let size = Rational(1, p)
    func unit(_ k: Int, _ u: Int, _ s: Int, _ v: Int, scale: Rational) -> WaveNetwork.Unit {
      .init(
        frequency: k, first: .init(amplitude: scale, phase: u),
        second: .init(amplitude: scale, phase: s),
        output: .init(amplitude: size / (scale * scale), phase: v))
    }
    var units = (1...(p - 1) / 2).flatMap { k -> [WaveNetwork.Unit?] in
      [
        unit(k, 0, 0, 0, scale: 1), unit(k, -quarter, quarter, 0, scale: Rational(3, 2)),
        unit(k, -quarter, 0, -quarter, scale: 1), unit(k, 0, -quarter, -quarter, scale: -2),
      ]
    }
    let task = try ModularAddition(modulus: p)
    let network = WaveNetwork(task, units: units, order: order)
    let map = map(.quadratic(try network.network()), .centred, .allPairs(of: task))
    let bound = try RankBounds.smallest(for: map).value
    let rank = FourierPointRank(of: network, level: .centred, seed: 4).rank
    #expect(rank == (p - 1) * (6 * p - 7))
    let value = WaveCoefficient(network, level: .centred, rank: rank, genericBound: bound)
    #expect(value.isExact && value.lower == Rational(rank, 2))
    // A zero unit opens the interval by (2p-1)/4; a unit of another phase is no pair.
    units.append(nil)
    let wider = WaveNetwork(task, units: units, order: order)
    let open = WaveCoefficient(wider, level: .centred, rank: rank, genericBound: bound + 1)
    #expect(open.upper == value.upper + Rational(2 * p - 1, 4) && open.lower == value.lower)
    units[1]?.second.phase += 1
    let broken = WaveNetwork(task, units: units.dropLast(), order: order)
    let other = FourierPointRank(of: broken, level: .centred, seed: 4).rank
    let loose = WaveCoefficient(broken, level: .centred, rank: other, genericBound: bound)
    #expect(!loose.isExact)
  }
}
