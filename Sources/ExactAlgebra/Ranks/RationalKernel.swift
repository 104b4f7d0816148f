/// A basis of the kernel of an integer matrix over Q.
public enum RationalKernel {
  /// Operations on words, about, that a basis of this many vectors takes: each of its entries is a quotient
  /// of minors, of some `rank` times the bits of an entry of the matrix, and is reconstructed in the square of its
  /// words. Numbers of many digits, such as trained weights, make that hours where small integers take a
  /// moment.
  public static func work(_ matrix: Matrix<Integer>, rank: Int, vectors: Int) -> Double {
    let bits = matrix.elements.reduce(0) { max($0, $1.bitWidth) }
    let words = Double(rank) * Double(bits) / 64 + 1
    return Double(vectors) * Double(rank) * words * words
  }

  /// Independent integer vectors `n` with `A n = 0`, one for every column without a pivot; each has
  /// coprime entries and is multiplied out over the integers before it is returned.
  ///
  /// Reduced echelon forms modulo primes are lifted by the Chinese remainder theorem and rational
  /// reconstruction until the vectors annihilate the matrix. Their number is `columns - r_q`, where
  /// `r_q <= rank A` is the rank modulo the first prime; since they are independent and in the
  /// kernel, `r_q = rank A` is thereby proved.
  ///
  /// - Parameter blocked: sizes of the elimination modulo each prime.
  /// - Throws: `Failure` when twice the primes that Hadamard's bound asks for do not suffice.
  public static func basis(
    of matrix: Matrix<Integer>, using random: inout some RandomNumberGenerator,
    blocked: BlockedSettings = BlockedSettings()
  ) throws(Failure) -> [[Integer]] {
    var lift: Lift?
    // Numerators and denominators are minors, so a modulus above twice the square of Hadamard's
    // bound determines them; primes have 30 bits and more. Twice that many, so that a power of two
    // lies between.
    let limit = 2 * (1 + (2 * matrix.hadamardBits + 1) / 30)
    var attempt = 1
    for used in 1...limit {
      let field = EliminationPrime.random(using: &random)
      let (profile, echelon) = ModularElimination(field: field, blocked: blocked)
        .reducedEchelonForm(of: matrix.map { field.reduce($0) })
      if lift.map({ Self.refutes(profile, $0.profile) }) ?? true {
        lift = Lift(profile: profile, echelon: echelon, field: field)
        attempt = used
      } else if profile.pivotColumns == lift!.profile.pivotColumns {
        lift!.extend(by: echelon, field: field)
      } else {
        continue
      }
      // Reconstruction is tried at powers of two, so that it costs no more than the lifting.
      if used < attempt { continue }
      attempt = 2 * used
      if let vectors = lift!.reconstructed(), matrix.annihilates(vectors) { return vectors }
    }
    throw Failure(primes: limit)
  }

  /// Whether the first profile shows that the primes behind the second were unlucky: modulo a prime
  /// no leading block of columns has a larger rank than over Q, so the rank can only fall and the
  /// pivots only move to the right.
  private static func refutes(_ new: RankProfile, _ old: RankProfile) -> Bool {
    new.rank > old.rank
      || (new.rank == old.rank && new.pivotColumns.lexicographicallyPrecedes(old.pivotColumns))
  }

  public struct Failure: Error, Equatable, CustomStringConvertible {
    public let primes: Int
    public var description: String {
      "no kernel basis over the rationals was found with \(primes) primes"
    }
  }

  /// Residues of the free columns of the reduced echelon form, modulo a growing product of primes.
  private struct Lift {
    let profile: RankProfile
    let columns: Int
    let freeColumns: [Int]
    var modulus: Integer
    var residues: [Integer]

    init(profile: RankProfile, echelon: Matrix<UInt64>, field: PrimeField) {
      self.profile = profile
      columns = echelon.columns
      let pivots = Set(profile.pivotColumns)
      freeColumns = (0..<echelon.columns).filter { !pivots.contains($0) }
      modulus = Integer(field.modulus)
      residues = Lift.entries(of: echelon, freeColumns).map { Integer($0) }
    }

    static func entries(of echelon: Matrix<UInt64>, _ columns: [Int]) -> [UInt64] {
      columns.flatMap { j in (0..<echelon.rows).map { i in echelon[i, j] } }
    }

    mutating func extend(by echelon: Matrix<UInt64>, field: PrimeField) {
      guard let inverse = field.inverse(field.reduce(modulus)) else { return }
      for (i, residue) in Lift.entries(of: echelon, freeColumns).enumerated() {
        let difference = field.subtract(residue, field.reduce(residues[i]))
        residues[i] = residues[i] + modulus * Integer(field.multiply(difference, inverse))
      }
      modulus = modulus * Integer(field.modulus)
    }

    func reconstructed() -> [[Integer]]? {
      var vectors: [[Integer]] = []
      for (index, free) in freeColumns.enumerated() {
        var entries: [(column: Int, value: Rational)] = [(free, .one)]
        for (i, pivot) in profile.pivotColumns.enumerated() {
          let residue = residues[index * profile.rank + i]
          guard let value = residue.rationalReconstruction(modulo: modulus) else { return nil }
          if value.signum != 0 { entries.append((pivot, -value)) }
        }
        let denominator = entries.reduce(Integer.one) { Integer.lcm($0, $1.value.denominator) }
        var vector = Array(repeating: Integer.zero, count: columns)
        for (column, value) in entries {
          vector[column] = value.numerator * denominator.dividedExactly(by: value.denominator)
        }
        vectors.append(vector)
      }
      return vectors
    }
  }
}

extension Matrix where Element == Integer {
  /// Whether `A n = 0` for each of the vectors, over the integers.
  func annihilates(_ vectors: [[Integer]]) -> Bool {
    vectors.allSatisfy { vector in
      IntegerRing().multiply(self, vector).allSatisfy { $0.signum == 0 }
    }
  }

  /// An upper bound of log2 of the absolute value of every minor: each row of a minor has
  /// Euclidean norm at most `sqrt(columns)` times its largest entry (Hadamard).
  public var hadamardBits: Int {
    let size = Swift.min(rows, columns)
    let largest = elements.map(\.bitWidth).max() ?? 0
    let squareRoot = (Integer(Swift.max(size, 1)).bitWidth + 1) / 2
    return size * (largest + squareRoot)
  }
}
