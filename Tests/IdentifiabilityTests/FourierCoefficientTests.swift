import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Learning coefficients at Fourier networks")
struct FourierCoefficientTests {
  static func coefficient(_ network: FourierNetwork, _ level: Level) throws -> FourierCoefficient {
    let map = map(.quadratic(try network.network()), level, .allPairs(of: network.task))
    let bound = try RankBounds.smallest(for: map)
    return FourierCoefficient(network, level: level, genericBound: bound.value)
  }

  /// lambda = r/2 at the minimal solutions, at every level.
  @Test func minimalIsExact() throws {
    for p in stride(from: 3, through: 31, by: 2) {
      let network = try FourierRankTests.minimal(p)
      for level in Level.allCases {
        let answer = try Self.coefficient(network, level)
        #expect(answer.isExact && answer.lower == Rational(FourierRankForm(network).rank(level), 2))
      }
    }
  }

  /// The ends are in order, and the upper one is never above what scalings and shifts alone give.
  @Test func intervals() throws {
    for p in [3, 5, 7, 9, 31] {
      for phases in 1...9 {
        for frequencies in [[1], Array(1...(p - 1) / 2)] {
          let network = try FourierRankTests.planted(p, frequencies, phases: phases)
          for level in Level.allCases {
            let answer = try Self.coefficient(network, level)
            let orbit = network.width * (level == .coordinates ? 1 : 2)
            let weights = 3 * p * network.width
            #expect(answer.lower == Rational(FourierRankForm(network).rank(level), 2))
            #expect(answer.lower <= answer.upper)
            #expect(answer.upper <= Rational(weights - orbit, 2))
            // Where the page proves it, and nowhere else.
            let map = map(.quadratic(try network.network()), level, .allPairs(of: network.task))
            let isLargest = try answer.lower == Rational(RankBounds.smallest(for: map).value, 2)
            #expect(
              answer.isExact == (isLargest || level == .coordinates && [1, 3].contains(phases)),
              "p \(p), T \(phases), k \(frequencies), \(level)")
          }
        }
      }
    }
  }

  /// What the exact value at level coordinates rests on: with three phases the network of one
  /// frequency, weights in the span of its harmonics, is a submersion onto 2 x 10 coordinates.
  @Test func threePhasesAreASubmersion() throws {
    var random = SeededGenerator(seed: 81)
    for p in [3, 5, 7] {
      let network = try FourierRankTests.planted(p, [1], phases: 3)
      let layout = try network.network()
      let roots = CyclotomicField(order: network.order, using: &random)
      let field = roots.field
      let weights = try #require(network.weights(in: roots))
      let jacobian = try #require(
        map(.quadratic(layout)).jacobian(at: weights, in: field))
      let waves = [1, -1].map { k in (0..<p).map { roots.power(k * $0 * (network.order / p)) } }
      var directions = Matrix(
        repeating: field.zero, rows: layout.parameterCount, columns: 6 * network.width)
      for j in 0..<network.width {
        for (i, wave) in waves.enumerated() {
          for x in 0..<p {
            directions[layout.inputWeights.index(j, x), 6 * j + i] = wave[x]
            directions[layout.inputWeights.index(j, p + x), 6 * j + 2 + i] = wave[x]
            directions[layout.outputWeights.index(x, j), 6 * j + 4 + i] = wave[x]
          }
        }
      }
      let image = field.multiply(jacobian, directions)
      #expect(ModularElimination(field: field).rankProfile(of: image).rank == 20)
      #expect(
        6 * network.width - 20 == layout.parameterCount
          - FourierRankForm(network).rank(.coordinates)
      )
    }
  }

  /// (cos x, sin x) of a random rotation: r (1 - t^2, 2t) / (1 + t^2).
  private static func rotation(
    _ field: PrimeField, _ random: inout SeededGenerator
  ) -> (cos: UInt64, sin: UInt64) {
    while true {
      let t = UInt64.random(in: 1..<field.modulus, using: &random)
      let square = field.square(t)
      guard let inverse = field.inverse(field.add(1, square)) else { continue }
      return (
        field.multiply(field.subtract(1, square), inverse),
        field.multiply(field.multiply(2, t), inverse)
      )
    }
  }

  /// The family through the minimal solution: amplitudes r, s and rotations phi, psi of every pair
  /// of units, another scale for one of them, shifts; outputs that follow. All of it computes
  /// modular addition.
  @Test func familyOfMinimalSolutions() throws {
    var random = SeededGenerator(seed: 82)
    for p in [5, 7, 9] {
      let network = try FourierRankTests.minimal(p)
      let roots = CyclotomicField(order: network.order, using: &random)
      let field = roots.field
      var inputs: [[UInt64]] = []
      var outputs: [[UInt64]] = []
      let share = try #require(field.inverse(UInt64(p)))
      var constant = Array(repeating: share, count: p)
      for k in network.frequencies {
        let cos = (0..<p).map { roots.cosine(4 * k * $0) }
        let sin = (0..<p).map { roots.cosine(4 * k * $0 - p) }
        // Angles chi = phi + psi of the two pairs, and their v solving
        // sum_i g_i v_i cos(x + y + chi_i) = cos(x + y - z) 2 / p.
        var pairs: [(chi: (cos: UInt64, sin: UInt64), norm: UInt64, mixed: UInt64)] = []
        var scales: [UInt64] = []
        for _ in 0..<2 {
          let (phi, psi) = (Self.rotation(field, &random), Self.rotation(field, &random))
          let (r, s) = (
            UInt64.random(in: 1..<field.modulus, using: &random),
            UInt64.random(in: 1..<field.modulus, using: &random)
          )
          func turn(_ angle: (cos: UInt64, sin: UInt64), _ x: Int) -> (UInt64, UInt64) {
            (
              field.subtract(field.multiply(cos[x], angle.cos), field.multiply(sin[x], angle.sin)),
              field.add(field.multiply(sin[x], angle.cos), field.multiply(cos[x], angle.sin))
            )
          }
          let t = UInt64.random(in: 1..<field.modulus, using: &random)
          let shift = UInt64.random(in: 0..<field.modulus, using: &random)
          let a = (0..<p).map { turn(phi, $0) }
          let b = (0..<p).map { turn(psi, $0) }
          inputs.append(
            a.map { field.multiply(t, field.add(field.multiply(r, $0.0), shift)) }
              + b.map { field.multiply(t, field.subtract(field.multiply(s, $0.0), shift)) })
          inputs.append(
            a.map { field.multiply(r, $0.1) }
              + b.map { field.negate(field.multiply(s, $0.1)) })
          scales.append(try #require(field.inverse(field.square(t))))
          let chi = (
            cos: field.subtract(
              field.multiply(phi.cos, psi.cos), field.multiply(phi.sin, psi.sin)),
            sin: field.add(field.multiply(phi.sin, psi.cos), field.multiply(phi.cos, psi.sin))
          )
          let mixed = field.multiply(2, field.multiply(r, s))
          pairs.append((chi, field.add(field.square(r), field.square(s)), mixed))
        }
        // v_1 g_1 cos chi_1 + v_2 g_2 cos chi_2 = cos z 2/p, and with sines -sin z 2/p.
        let (one, two) = (pairs[0], pairs[1])
        let determinant = field.subtract(
          field.multiply(one.chi.cos, two.chi.sin), field.multiply(two.chi.cos, one.chi.sin))
        let inverse = try #require(field.inverse(determinant))
        let double = field.multiply(2, share)
        var v: [[UInt64]] = [[], []]
        for z in 0..<p {
          let (right, below) = (
            field.multiply(double, cos[z]), field.negate(field.multiply(double, sin[z]))
          )
          let solved = [
            field.subtract(
              field.multiply(right, two.chi.sin), field.multiply(two.chi.cos, below)),
            field.subtract(
              field.multiply(one.chi.cos, below), field.multiply(right, one.chi.sin)),
          ].map { field.multiply($0, inverse) }
          for i in 0..<2 {
            let value = field.multiply(solved[i], try #require(field.inverse(pairs[i].mixed)))
            v[i].append(value)
            constant[z] = field.subtract(constant[z], field.multiply(value, pairs[i].norm))
          }
        }
        for i in 0..<2 {
          outputs.append(v[i].map { field.multiply($0, scales[i]) })
          outputs.append(v[i])
        }
      }
      inputs.append(Array(repeating: 1, count: p) + Array(repeating: 0, count: p))
      outputs.append(constant)
      let weights = inputs.flatMap { $0 } + (0..<p).flatMap { c in outputs.map { $0[c] } }
      let layout = try network.network()
      for pair in network.task.pairs {
        var input = Array(repeating: field.zero, count: 2 * p)
        input[pair.a] = 1
        input[p + pair.b] = 1
        let target = network.task.target(pair)
        #expect(
          layout.outputs(input, weights: weights, in: field)
            == (0..<p).map { $0 == target ? 1 : 0 }, "p = \(p), \(pair)")
      }
    }
  }

  /// Units of any phases and scales have squares in one space of the stated dimension, which holds
  /// the products that modular addition needs.
  @Test func squaresOfAnyPhases() throws {
    var random = SeededGenerator(seed: 83)
    for p in [5, 7, 9] {
      for phases in [3, 5, 8] {
        let roots = CyclotomicField(order: p, using: &random)
        let field = roots.field
        let frequencies = Array(1...(p - 1) / 2)
        var functions: [[UInt64]] = []
        for k in frequencies {
          for sign in [UInt64(1), field.negate(1)] {
            for _ in 0..<phases {
              let turn = UInt64.random(in: 1..<field.modulus, using: &random)
              let back = try #require(field.inverse(turn))
              let scale = UInt64.random(in: 1..<field.modulus, using: &random)
              let wave = (0..<p).map {
                field.multiply(
                  scale,
                  field.add(
                    field.multiply(turn, roots.power(k * $0)),
                    field.multiply(back, roots.power(-k * $0))))
              }
              functions.append(
                wave.flatMap { u in
                  wave.map { field.square(field.add(u, field.multiply(sign, $0))) }
                })
            }
          }
        }
        let elimination = ModularElimination(field: field)
        let network = try FourierRankTests.planted(p, phases: phases)
        let expected = FourierRankForm(network).squareSpan(.data)
        #expect(elimination.rankProfile(of: Matrix(rows: functions)).rank == expected)
        let centred = functions.map { row in row.map { field.subtract($0, row[0]) } }
        #expect(
          elimination.rankProfile(of: Matrix(rows: centred)).rank
            == FourierRankForm(network).squareSpan(.centred))
        for k in frequencies {
          functions.append((0..<p * p).map { roots.power(k * ($0 / p + $0 % p)) })
        }
        #expect(elimination.rankProfile(of: Matrix(rows: functions)).rank == expected)
      }
    }
  }
}
