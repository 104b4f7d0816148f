import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Certified coefficients")
struct CertifiedCoefficientTests {
  private func certified(_ map: NetworkMap, _ weights: [Rational]) throws -> CertifiedCoefficient {
    CertifiedCoefficient(
      point: try PointRank(of: map, at: weights, seed: 31),
      generic: try GenericRank(of: map, seed: 32), level: map.level)
  }

  /// (a) and (b) everywhere: between half the rank and half the number of weights; (c) exact where
  /// the rank is the generic one.
  @Test func boundsEverywhere() throws {
    var random = SeededGenerator(seed: 151)
    for map in try assortedMaps(seed: 9) {
      let generic = try GenericRank(of: map, seed: 32)
      for round in 0..<5 {
        let weights =
          round == 0 ? random.point(map.parameterCount) : random.specialPoint(map.family)
        let rank = rationalRank(map, weights)
        let result = try certified(map, weights)
        let comment = "\(label(map)) at \(weights)"
        #expect(result.lower == Rational(rank, 2), "\(comment)")
        #expect(result.upper <= Rational(map.parameterCount, 2), "\(comment)")
        #expect(result.level == map.level, "\(comment)")
        if rank == generic.lower {
          #expect(result.upper == result.lower && result.multiplicity == 1, "\(comment)")
        }
        #expect((result.multiplicity != nil) == (result.lower == result.upper), "\(comment)")
      }
    }
  }

  /// (c): at random weights half the generic rank, proved.
  @Test func genericWeights() throws {
    var random = SeededGenerator(seed: 152)
    for (d, m, outputs) in [(4, 3, 2), (4, 5, 3), (3, 6, 2), (5, 2, 1)] {
      let map = map(try quadratic(d, m, outputs))
      let expected = Rational(secantDimension(d, m, outputs), 2)
      let result = try certified(map, random.point(map.parameterCount, 1...99))
      #expect(result.lower == expected && result.isExact && result.multiplicity == 1)
      #expect(result.because.hasPrefix("(c)"))
      let generic = CertifiedCoefficient(
        generic: try GenericRank(of: map, seed: 33), level: .coordinates)
      #expect(generic.lower == expected && generic.isExact && generic.multiplicity == 1)
    }
  }

  /// (d): one unit with v = 0 is `||v||^2 ||w w^T||^2` near w != 0: K/2, below the generic (d+K-1)/2.
  @Test func orbitMeetsTheRank() throws {
    let map = map(try quadratic(3, 1, 2))
    let result = try certified(map, [1, 2, 3, 0, 0])
    #expect(result.lower == 1 && result.isExact && result.multiplicity == 1)
    #expect(result.because.hasPrefix("(d)"), "\(result.because)")
  }

  /// (e): the known coefficients of single dead units lie in the interval, s/4 for w = 0 and
  /// min(K/2, d/4) at 0; and the generic rank is no upper bound.
  @Test func intervalsContainKnownCoefficients() throws {
    for d in 1...5 {
      for outputs in 1...5 {
        let map = map(try quadratic(d, 1, outputs))
        let silent = Array(repeating: Rational(0), count: d) + (1...outputs).map { Rational($0) }
        let atSilent = try certified(map, silent)
        #expect(atSilent.lower <= Rational(d, 4) && Rational(d, 4) <= atSilent.upper)
        #expect(atSilent.lower == 0 && atSilent.upper == Rational(d, 2))
        let zero = try certified(map, Array(repeating: 0, count: d + outputs))
        let known = min(Rational(outputs, 2), Rational(d, 4))
        #expect(zero.lower == 0 && known <= zero.upper, "d=\(d) K=\(outputs)")
        #expect(zero.upper == Rational(min(d, outputs), 2) && zero.multiplicity == nil)
        #expect(zero.because.hasPrefix("(e)"))
      }
    }
    // Every weight of a wide network zero: [0, m min(d, K) / 2] from the orbit of the free blocks.
    let wide = map(try quadratic(3, 4, 2))
    let result = try certified(wide, Array(repeating: 0, count: wide.parameterCount))
    #expect(result.lower == 0 && result.upper == 4 && !result.isExact)
  }

  /// K = 1, phi(w) = sum of m squares of one input with v = 1: phi = sum v_j w_j^2 at w = 0, v > 0 is
  /// a definite form in m variables, lambda = m/4, while the generic rank is 1.
  @Test func genericRankIsNoUpperBound() throws {
    let m = 6
    let map = map(try quadratic(1, m, 1))
    let generic = try GenericRank(of: map, seed: 1)
    #expect(generic.lower == 1 && generic.upper == 1)
    let weights = Array(repeating: Rational(0), count: m) + Array(repeating: 1, count: m)
    let result = try certified(map, weights)
    let known = Rational(m, 4)
    #expect(known > Rational(generic.upper, 2))
    #expect(result.lower <= known && known <= result.upper)
  }

  /// A generic rank that only random points vouch for is called so.
  @Test func monteCarlo() throws {
    // x x^T spans 2 of the 3 dimensions that the number of inputs allows.
    let map = map(try quadratic(2, 3, 1), .data, .vectors([[1, 0], [0, 1], [2, 0]]))
    let generic = try GenericRank(of: map, seed: 2)
    #expect(generic.lower == 2 && generic.upper == 3)
    guard case .monteCarlo(let failure) = generic.confidence else {
      Issue.record("\(generic.confidence)")
      return
    }
    #expect(failure > 0 && failure < 1e-6)
    let almost = CertifiedCoefficient(generic: generic, level: .data)
    #expect(almost.lower == 1 && almost.upper == Rational(3, 2) && !almost.isExact)
    #expect(almost.multiplicity == nil)
    let point = try certified(map, (1...9).map { Rational($0) })
    #expect(point.lower == 1 && point.upper == 1 && !point.isExact && point.multiplicity == 1)
  }

  /// The Fourier solution modulo 3 is rational: units +-u_t(b) against u_t(a), t = 0, 1, 2, with
  /// 2 cos(2 pi a / 3) = 2, -1, -1.
  @Test func fourierSolutionModuloThree() throws {
    let task = try ModularAddition(modulus: 3)
    let network = try task.network(width: 6)
    func wave(_ n: Int) -> Rational { n % 3 == 0 ? 2 : -1 }
    var weights = Array(repeating: Rational(0), count: network.parameterCount)
    for unit in 0..<6 {
      let (phase, sign) = (unit / 2, Rational(unit % 2 == 0 ? 1 : -1))
      for n in 0..<3 {
        weights[network.inputWeights.index(unit, n)] = wave(n + phase)
        weights[network.inputWeights.index(unit, 3 + n)] = sign * wave(n + phase)
        weights[network.outputWeights.index(n, unit)] = sign * wave(n + 2 * phase)
      }
    }
    let data = map(.quadratic(network), .data, .allPairs(of: task))
    let outputs = try #require(data.values(at: weights, in: RationalField()))
    for (i, pair) in task.pairs.enumerated() {
      for k in 0..<3 {
        let hit = task.target(pair) == k
        #expect(outputs[3 * i + k] == Rational(hit ? 2 : -1) * outputs[0] / 2, "\(pair), \(k)")
      }
    }
    #expect(outputs[0] != 0)
    let centred = map(.quadratic(network), .centred, .allPairs(of: task))
    let rank = rationalRank(centred, weights)
    let result = try certified(centred, weights)
    #expect(rank <= 24 && result.lower == Rational(rank, 2))
    #expect(result.upper <= Rational(network.parameterCount - 12, 2))
    #expect(result.isExact == (result.lower == result.upper))
  }

  /// Theory, section 7: ranks 94, 219, 625 at p = 5, 7, 11 of the Fourier solutions of width
  /// 3(p - 1), against 120, 336, 930 generically. Cosines are taken in F_q with q = 1 mod 12 p.
  @Test(arguments: [(5, 94, 120), (7, 219, 336), (11, 625, 930)])
  func fourierSolutions(_ p: Int, _ expected: Int, _ generic: Int) throws {
    var q = UInt64(1 << 30) / UInt64(12 * p) * UInt64(12 * p) + 1
    while !Primality.isPrime(q) { q += UInt64(12 * p) }
    let field = try PrimeField(modulus: q)
    let order = UInt64(3 * p)
    var root = field.one
    var base: UInt64 = 2
    repeat {
      root = field.power(base, (q - 1) / order)
      base += 1
    } while field.power(root, order / 3) == 1 || field.power(root, order / UInt64(p)) == 1
    /// 2 cos(2 pi n / 3p)
    func wave(_ n: Int) -> UInt64 {
      let power = field.power(root, UInt64(n % Int(order)))
      return field.add(power, field.power(power, q - 2))
    }
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: 3 * (p - 1))
    var weights = Array(repeating: field.zero, count: network.parameterCount)
    var unit = 0
    for frequency in 1...(p - 1) / 2 {
      for phase in 0..<3 {
        for negative in [false, true] {
          func signed(_ value: UInt64) -> UInt64 { negative ? field.negate(value) : value }
          for n in 0..<p {
            let (input, output) = (
              wave(3 * frequency * n + phase * p), wave(3 * frequency * n + 2 * phase * p)
            )
            weights[network.inputWeights.index(unit, n)] = input
            weights[network.inputWeights.index(unit, p + n)] = signed(input)
            weights[network.outputWeights.index(n, unit)] = signed(output)
          }
          unit += 1
        }
      }
    }
    #expect(unit == network.width)
    let data = map(.quadratic(network), .data, .allPairs(of: task))
    let outputs = try #require(data.values(at: weights, in: field))
    // The outputs depend on a + b - c alone, and take the value of a delta function less its mean.
    for (i, pair) in task.pairs.enumerated() {
      for k in 0..<p {
        #expect(outputs[i * p + k] == (k == task.target(pair) ? outputs[0] : outputs[1]))
      }
    }
    #expect(outputs[0] != outputs[1])
    let centred = map(.quadratic(network), .centred, .allPairs(of: task))
    let jacobian = try #require(centred.jacobian(at: weights, in: field))
    #expect(ModularElimination(field: field).rankProfile(of: jacobian).rank == expected)
    #expect(try GenericRank(of: centred, seed: 3).lower == generic)
  }
}
