import ExactAlgebra
import Testing

@Suite("Primes and prime fields")
struct PrimalityTests {
  /// Smallest strong pseudoprimes to the first k prime bases (OEIS A014233); Carmichael numbers
  /// (OEIS A002997, and Pinch's lists); squares and products of large primes.
  static let composites: [UInt64] = [
    2047, 1_373_653, 25_326_001, 3_215_031_751, 2_152_302_898_747, 3_474_749_660_383,
    341_550_071_728_321, 3_825_123_056_546_413_051,
    561, 1105, 1729, 2465, 2821, 6601, 8911, 10585, 15841, 29341, 41041, 825_265, 321_197_185,
    9_746_347_772_161, 4_294_967_297, 4_611_686_014_132_420_609, 4_295_098_369, 1369, 41 * 41,
    18_446_744_073_709_551_615, 18_446_744_065_119_617_025,
  ]
  /// Mersenne primes, and the primes next to powers of 2 (Caldwell's Prime Pages).
  static let primes: [UInt64] = [
    2, 3, 37, 41, 8191, 131_071, 524_287, mersenne31, mersenne61, overWord, largest63,
    4_294_967_291, 18_446_744_073_709_551_557, 4_611_686_018_427_387_847,
  ]

  @Test(arguments: composites) func compositesAreRefused(_ n: UInt64) {
    #expect(!Primality.isPrime(n))
    if n < 1 << 63 {
      #expect(throws: PrimeField.Failure.notPrime(n)) { try PrimeField(modulus: n) }
    }
  }

  @Test(arguments: primes) func primesAreAccepted(_ n: UInt64) {
    #expect(Primality.isPrime(n))
    if n >= 1 << 63 {
      #expect(throws: PrimeField.Failure.tooLarge(n)) { try PrimeField(modulus: n) }
    } else {
      #expect((try? PrimeField(modulus: n))?.modulus == n)
    }
  }

  @Test func agreesWithASieve() {
    let limit = 100_000
    var composite = Array(repeating: false, count: limit)
    composite[0] = true
    composite[1] = true
    for i in 2..<limit where !composite[i] {
      for j in stride(from: i * i, to: limit, by: i) { composite[j] = true }
    }
    let wrong = (0..<limit).filter { Primality.isPrime(UInt64($0)) == composite[$0] }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test func trivialModuliAreRefused() {
    for n: UInt64 in [0, 1, 4, 9] {
      #expect(throws: PrimeField.Failure.notPrime(n)) { try PrimeField(modulus: n) }
    }
  }

  @Test func eliminationPrimesAreInTheirRange() {
    var random = SeededGenerator(seed: 41)
    let drawn = (0..<50).map { _ in EliminationPrime.random(using: &random).modulus }
    #expect(drawn.allSatisfy { (1 << 30..<1 << 31).contains($0) && Primality.isPrime($0) })
    #expect(Set(drawn).count == 50)
  }

  /// SplitMix64 from seed 1234567 (Vigna's reference program, as listed on Rosetta Code).
  @Test func generatorIsSplitMix64() {
    var random = SeededGenerator(seed: 1_234_567)
    let drawn = (0..<5).map { _ in random.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// Every operation against the integers modulo q.
  @Test(arguments: [2, 3, 65_537, mersenne31, 4_294_967_291, overWord, mersenne61, largest63])
  func arithmeticIsThatOfResidues(_ q: UInt64) {
    let field = field(q)
    let modulus = Integer(q)
    var random = SeededGenerator(seed: q)
    func residue(_ a: Integer) -> UInt64 { a.residue(modulo: q) }
    for round in 0..<200 {
      // The ends of the range are where carries go wrong.
      let a = round % 5 == 0 ? q - 1 : UInt64.random(in: 0..<q, using: &random)
      let b = round % 7 == 0 ? q - 1 : UInt64.random(in: 0..<q, using: &random)
      let (x, y) = (Integer(a), Integer(b))
      #expect(field.add(a, b) == residue(x + y), "\(a) + \(b) modulo \(q)")
      #expect(field.subtract(a, b) == residue(x - y), "\(a) - \(b) modulo \(q)")
      #expect(field.multiply(a, b) == residue(x * y), "\(a) * \(b) modulo \(q)")
      #expect(field.negate(a) == residue(-x), "-\(a) modulo \(q)")
      if let inverse = field.inverse(a) {
        #expect(field.multiply(a, inverse) == 1 && inverse < q, "1 / \(a) modulo \(q)")
      } else {
        #expect(a == 0)
      }
      let n = Int(truncatingIfNeeded: random.next())
      #expect(field.element(n) == residue(Integer(n)), "\(n) modulo \(q)")
      let big = random.integer(limbs: 4)
      #expect(Integer(field.reduce(big)) == big.residue(modulo: modulus))
    }
    #expect(field.element(Int.min) == residue(Integer(Int.min)))
    #expect(field.element(Rational(1, modulus)) == nil)
    #expect(field.element(Rational(modulus, modulus + 1)) == 0)
    #expect(field.power(field.element(3), 0) == 1)
  }
}
