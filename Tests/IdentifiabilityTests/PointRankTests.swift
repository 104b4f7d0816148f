import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Ranks at exact weights")
struct PointRankTests {
  /// At random, special and vanishing points: the rank that fraction-free elimination finds, proved
  /// from both sides, with a certificate that the checker accepts on two descriptions of the matrix.
  @Test func agreesWithEliminationOverTheIntegers() throws {
    var random = SeededGenerator(seed: 131)
    for map in try assortedMaps(seed: 6) {
      for round in 0..<5 {
        let weights =
          switch round {
          case 0: Array(repeating: Rational(0), count: map.parameterCount)
          case 1: random.fractions(map.parameterCount)
          default: random.specialPoint(map.family)
          }
        let comment = "\(label(map)) at \(weights)"
        let expected = rationalRank(map, weights)
        let rank = try PointRank(of: map, at: weights, seed: UInt64(round))
        #expect(rank.lower == expected && rank.upper == expected, "\(comment)")
        #expect(rank.confidence == .proved && rank.symmetries.refuted.isEmpty, "\(comment)")
        let certificate = try #require(rank.certificate?.minor, "\(comment)")
        #expect(certificate.rank == expected, "\(comment)")
        try RankCertificateChecker.check(certificate, against: JacobianLinearMap(map, at: weights))
        let jacobian = try #require(map.jacobian(at: weights, in: RationalField()))
        let denominator = jacobian.elements.reduce(Integer.one) {
          Integer.lcm($0, $1.denominator)
        }
        let cleared = jacobian.map { ($0 * Rational(denominator)).numerator }
        try RankCertificateChecker.check(certificate, against: ExplicitLinearMap(cleared))
      }
    }
  }

  /// Without an explicit kernel the bounds still hold, and nothing is called proved that is not.
  @Test func withoutAnExplicitKernel() throws {
    var random = SeededGenerator(seed: 132)
    var open = 0
    for map in try assortedMaps(seed: 7) {
      let weights = random.specialPoint(map.family)
      let expected = rationalRank(map, weights)
      let rank = try PointRank(of: map, at: weights, seed: 3, explicitKernelLimit: 0)
      #expect(rank.lower <= expected && expected <= rank.upper, "\(label(map)) at \(weights)")
      #expect((rank.certificate != nil) == (rank.lower == rank.upper))
      if case .monteCarlo(let failure) = rank.confidence {
        open += 1
        #expect(failure > 0 && failure < 1e-6)
      }
    }
    #expect(open > 0, "every rank was settled by symmetries: the test shows nothing")
  }

  @Test func refusals() throws {
    let map = map(try quadratic(3, 3, 2))
    let point = Array(repeating: Rational(1), count: map.parameterCount)
    #expect(throws: RankRefusal.self) {
      try PointRank(of: map, at: point, seed: 1, limits: RankLimits(memory: 100))
    }
    #expect(throws: RankRefusal.self) {
      try PointRank(of: map, at: point, seed: 1, limits: RankLimits(operations: 1))
    }
  }

  /// A weight whose denominator is divisible by the first primes drawn: the others are used.
  @Test func denominatorsThatMeetThePrime() throws {
    var random = SeededGenerator(seed: 5)
    let (p, q) = (
      EliminationPrime.random(using: &random).modulus,
      EliminationPrime.random(using: &random).modulus
    )
    let map = map(try quadratic(2, 2, 2))
    var weights = (1...8).map { Rational($0 * $0) }
    weights[3] = Rational(1, Integer(p) * Integer(q))
    let rank = try PointRank(of: map, at: weights, seed: 5)
    #expect(rank.isProved && rank.lower == rationalRank(map, weights))
    let certificate = try #require(rank.certificate?.minor)
    #expect(certificate.prime != p && certificate.prime != q)
    let refused = RankCertificate(
      rows: certificate.rows, columns: certificate.columns, prime: p,
      pivotRows: certificate.pivotRows, pivotColumns: certificate.pivotColumns,
      upperBound: certificate.upperBound)
    #expect(throws: RankCertificateChecker.Refusal.primeDividesDenominator(p)) {
      try RankCertificateChecker.check(refused, against: JacobianLinearMap(map, at: weights))
    }
  }
}
