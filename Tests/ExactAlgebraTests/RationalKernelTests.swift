import ExactAlgebra
import Testing

@Suite("Kernels over the rationals")
struct RationalKernelTests {
  /// As many vectors as columns without a pivot, independent, annihilated, coprime.
  private func checkBasis(
    _ basis: [[Integer]], _ matrix: Matrix<Integer>, rank: Int, _ comment: String
  ) {
    #expect(basis.count == matrix.columns - rank, "\(comment)")
    for vector in basis {
      #expect(IntegerRing().multiply(matrix, vector).allSatisfy { $0 == 0 }, "\(comment)")
      #expect(vector.reduce(Integer(0)) { Integer.gcd($0, $1) } == 1, "\(comment)")
    }
    if !basis.isEmpty {
      let independent = FractionFreeElimination.rankProfile(of: Matrix(rows: basis)).rank
      #expect(independent == basis.count, "\(comment)")
    }
  }

  @Test func prescribedRank() throws {
    var random = SeededGenerator(seed: 71)
    for round in 0..<30 {
      let (rows, columns) = (random.small(1...12), random.small(1...12))
      let rank = random.small(0...min(rows, columns))
      let matrix = random.matrix(
        rows: rows, columns: columns, pivots: random.subset(rank, below: columns))
      checkBasis(
        try RationalKernel.basis(of: matrix, using: &random), matrix, rank: rank,
        "round \(round): \(rows) x \(columns), rank \(rank)")
    }
  }

  /// Random entries come close to Hadamard's bound, so the entries of the kernel are about as large
  /// as they can be: every prime that the bound asks for is needed.
  @Test(arguments: [(2, 40), (5, 3), (8, 4), (12, 8), (20, 1)])
  func kernelsAsLargeAsHadamardsBound(_ size: Int, _ limbs: Int) throws {
    var random = SeededGenerator(seed: UInt64(72 + size))
    let matrix = Matrix(
      rows: size, columns: size + 1,
      elements: (0..<size * (size + 1)).map { _ in random.integer(limbs: 1) << (64 * (limbs - 1)) }
        .map { $0 + random.integer(limbs: limbs) })
    let rank = FractionFreeElimination.rankProfile(of: matrix).rank
    checkBasis(
      try RationalKernel.basis(of: matrix, using: &random), matrix, rank: rank,
      "\(size) x \(size + 1), \(limbs) limbs")
  }

  @Test func emptyAndZeroMatrices() throws {
    var random = SeededGenerator(seed: 73)
    for (rows, columns) in [(0, 0), (3, 0), (0, 4), (2, 3)] {
      let matrix = Matrix(repeating: Integer(0), rows: rows, columns: columns)
      checkBasis(
        try RationalKernel.basis(of: matrix, using: &random), matrix, rank: 0,
        "\(rows) x \(columns)")
    }
  }

  /// The first prime the routine will draw divides entries of the matrix: it then sees too small a
  /// rank, or the right rank at the wrong columns.
  @Test func unluckyFirstPrime() throws {
    for seed: UInt64 in 1...5 {
      var random = SeededGenerator(seed: seed)
      var copy = random
      let q = Integer(EliminationPrime.random(using: &copy).modulus)
      for rows: [[Integer]] in [
        [[q, 1]], [[q, 1, 5]], [[1, 2, 3], [0, q, 1]], [[1, 0, 0], [0, q, 0]], [[q, 0], [0, q]],
        [[1, 1, 0], [1, q + 1, 1]],
      ] {
        let matrix = Matrix(rows: rows)
        checkBasis(
          try RationalKernel.basis(of: matrix, using: &random), matrix,
          rank: FractionFreeElimination.rankProfile(of: matrix).rank, "seed \(seed): \(rows)")
        random = SeededGenerator(seed: seed)
      }
    }
  }
}
