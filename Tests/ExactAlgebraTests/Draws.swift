import ExactAlgebra

/// Random exact numbers and matrices; every test names its seed in its comments.
extension SeededGenerator {
  /// Of up to `limbs` 64-bit limbs, either sign, zero included.
  mutating func integer(limbs: Int) -> Integer {
    var value = Integer(0)
    for _ in 0..<Int.random(in: 0...limbs, using: &self) {
      value = (value << 64) + Integer(next())
    }
    return next() & 1 == 0 ? value : -value
  }

  mutating func rational(limbs: Int) -> Rational {
    var denominator = integer(limbs: limbs)
    if denominator.signum == 0 { denominator = 1 }
    return Rational(integer(limbs: limbs), denominator)
  }

  mutating func small(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// `count` distinct numbers below `bound`, increasing.
  mutating func subset(_ count: Int, below bound: Int) -> [Int] {
    Array((0..<bound).shuffled(using: &self).prefix(count)).sorted()
  }

  /// A product of elementary matrices and a permutation: determinant 1 or -1.
  mutating func unimodular(_ n: Int) -> Matrix<Integer> {
    var matrix = Matrix(repeating: Integer(0), rows: n, columns: n)
    for i in 0..<n { matrix[i, i] = 1 }
    for _ in 0..<3 * n where n > 1 {
      let i = small(0...n - 1)
      let j = (i + small(1...n - 1)) % n
      let factor = Integer(small(-2...2))
      for k in 0..<n { matrix[i, k] = matrix[i, k] + factor * matrix[j, k] }
    }
    return matrix.submatrix(rows: (0..<n).shuffled(using: &self), columns: Array(0..<n))
  }

  /// A matrix whose first independent columns are `pivots`: an echelon form with those pivots,
  /// times a unimodular matrix from the left, which keeps all relations between columns.
  mutating func matrix(rows: Int, columns: Int, pivots: [Int]) -> Matrix<Integer> {
    var echelon = Matrix(repeating: Integer(0), rows: rows, columns: columns)
    for (i, pivot) in pivots.enumerated() {
      echelon[i, pivot] = Integer(small(1...9))
      for j in pivot + 1..<max(columns, pivot + 1) { echelon[i, j] = Integer(small(-9...9)) }
    }
    return IntegerRing().multiply(unimodular(rows), echelon)
  }
}

func field(_ modulus: UInt64) -> PrimeField {
  do { return try PrimeField(modulus: modulus) } catch { fatalError(error.description) }
}

/// 2^31 - 1, 2^61 - 1 (Mersenne), 2^32 + 15, 2^63 - 25 (the largest prime below 2^63).
let mersenne31: UInt64 = 2_147_483_647
let mersenne61: UInt64 = 2_305_843_009_213_693_951
let overWord: UInt64 = 4_294_967_311
let largest63: UInt64 = 9_223_372_036_854_775_783
