import ExactAlgebra
import Testing

@Suite("Ranks")
struct RankTests {
  struct Shape: Sendable, CustomStringConvertible {
    let rows: Int
    let columns: Int
    let pivots: [Int]
    let seed: UInt64
    var description: String { "\(rows) x \(columns), pivots \(pivots), seed \(seed)" }
  }

  static let shapes: [Shape] = {
    var random = SeededGenerator(seed: 61)
    var shapes = [
      Shape(rows: 1, columns: 1, pivots: [], seed: 1),
      Shape(rows: 1, columns: 1, pivots: [0], seed: 2),
      Shape(rows: 1, columns: 9, pivots: [4], seed: 3),
      Shape(rows: 9, columns: 1, pivots: [0], seed: 4),
      Shape(rows: 7, columns: 5, pivots: [], seed: 5),
    ]
    for seed in 100..<140 {
      let (rows, columns) = (random.small(1...24), random.small(1...24))
      let rank = random.small(0...min(rows, columns))
      shapes.append(
        Shape(
          rows: rows, columns: columns, pivots: random.subset(rank, below: columns),
          seed: UInt64(seed)))
    }
    // More columns and rows than a panel of the blocked elimination has.
    shapes.append(
      Shape(
        rows: 260, columns: 300, pivots: random.subset(170, below: 300), seed: 140))
    return shapes
  }()

  /// The three eliminations against the rank and the pivots the matrix was built with, and their
  /// minors against each other.
  @Test(arguments: shapes) func prescribedRank(_ shape: Shape) {
    var random = SeededGenerator(seed: shape.seed)
    let matrix = random.matrix(rows: shape.rows, columns: shape.columns, pivots: shape.pivots)
    let small = shape.rows < 100
    if small {
      let exact = FractionFreeElimination.rankProfile(of: matrix)
      #expect(exact.pivotColumns == shape.pivots)
      checkMinor(exact, matrix, field(mersenne61))
    }
    for (q, limit) in [(mersenne31, UInt64(1) << 31), (mersenne31, 0), (mersenne61, 1 << 31)] {
      let field = field(q)
      let profile = ModularElimination(field: field, wordKernelLimit: limit)
        .rankProfile(of: matrix.map { field.reduce($0) })
      #expect(profile.rank == shape.pivots.count, "modulo \(q), limit \(limit)")
      checkMinor(profile, matrix, field)
      if limit == 0 { #expect(profile.pivotColumns == shape.pivots, "modulo \(q)") }
    }
  }

  /// Distinct places inside the matrix, and a minor there whose rank is full by another prime's
  /// elimination and, where that is affordable, by the one without primes.
  private func checkMinor(_ profile: RankProfile, _ matrix: Matrix<Integer>, _ field: PrimeField) {
    let (rows, columns) = (profile.pivotRows, profile.pivotColumns)
    #expect(rows.count == columns.count)
    #expect(Set(rows).count == rows.count && rows.allSatisfy { (0..<matrix.rows).contains($0) })
    #expect(
      Set(columns).count == columns.count
        && columns.allSatisfy { (0..<matrix.columns).contains($0) })
    let minor = matrix.submatrix(rows: rows, columns: columns)
    let again =
      minor.rows < 60
      ? FractionFreeElimination.rankProfile(of: minor)
      : ModularElimination(field: field, wordKernelLimit: 0)
        .rankProfile(of: minor.map { field.reduce($0) })
    #expect(again.rank == profile.rank)
  }

  @Test func emptyMatrices() {
    for (rows, columns) in [(0, 0), (0, 4), (4, 0)] {
      let matrix = Matrix<Integer>(rows: rows, columns: columns, elements: [])
      #expect(FractionFreeElimination.rankProfile(of: matrix).rank == 0)
      for limit: UInt64 in [0, 1 << 31] {
        #expect(
          ModularElimination(field: field(mersenne31), wordKernelLimit: limit)
            .rankProfile(of: matrix.map { field(mersenne31).reduce($0) }).rank == 0)
      }
    }
  }

  /// Entries divisible by the prime make it unlucky: the modular rank is what is left, and never
  /// more than the rank over Q.
  @Test(arguments: [2, 3, 7, 65_537, mersenne31, mersenne61]) func unluckyPrimes(_ q: UInt64) {
    var random = SeededGenerator(seed: 62)
    let field = field(q)
    for round in 0..<20 {
      let n = random.small(2...9)
      let lost = random.small(0...n)
      var diagonal = Matrix(repeating: Integer(0), rows: n, columns: n)
      for i in 0..<n { diagonal[i, i] = i < lost ? Integer(q) : 1 }
      let ring = IntegerRing()
      let matrix = ring.multiply(
        ring.multiply(random.unimodular(n), diagonal), random.unimodular(n))
      #expect(FractionFreeElimination.rankProfile(of: matrix).rank == n, "round \(round)")
      for limit: UInt64 in [0, 1 << 31] {
        let rank = ModularElimination(field: field, wordKernelLimit: limit)
          .rankProfile(of: matrix.map { field.reduce($0) }).rank
        #expect(rank == n - lost, "round \(round), modulo \(q), limit \(limit)")
      }
    }
  }

  /// Dense random residues at the top of the word range, where the kernel's carries are largest;
  /// the three branches agree on shapes on both sides of the panel width.
  @Test func branchesAgreeOnLargeResidues() {
    var random = SeededGenerator(seed: 63)
    let field = field(mersenne31)
    for (rows, columns, rank) in [
      (31, 33, 20), (64, 64, 64), (65, 63, 63), (129, 200, 128), (200, 129, 70), (257, 256, 255),
    ] {
      func block(_ rows: Int, _ columns: Int) -> Matrix<UInt64> {
        Matrix(
          rows: rows, columns: columns,
          elements: (0..<rows * columns).map { _ in
            mersenne31 - 1 - UInt64.random(in: 0...3, using: &random)
              * UInt64.random(in: 0...1 << 20, using: &random)
          })
      }
      let matrix = field.multiply(block(rows, rank), block(rank, columns))
      let fast = ModularElimination(field: field).rankProfile(of: matrix)
      let word = ModularElimination(field: field, blocked: BlockedSettings(smallestSide: .max))
        .rankProfile(of: matrix)
      let slow = ModularElimination(field: field, wordKernelLimit: 0).rankProfile(of: matrix)
      #expect(fast.rank == slow.rank, "\(rows) x \(columns)")
      #expect(fast == word, "\(rows) x \(columns)")
      #expect(slow.rank <= rank)
      let minor = matrix.submatrix(rows: fast.pivotRows, columns: fast.pivotColumns)
      #expect(
        ModularElimination(field: field, wordKernelLimit: 0).rankProfile(of: minor).rank
          == fast.rank)
    }
  }

  /// Panels of every size, on one thread and on several, find the same rank; and what the leading
  /// rows leave of the others has the rank that is missing.
  @Test func panelsThreadsAndComplements() {
    var random = SeededGenerator(seed: 64)
    let field = field(mersenne31)
    for round in 0..<40 {
      let (rows, columns) = (random.small(1...40), random.small(1...40))
      let pivots = random.subset(random.small(0...min(rows, columns)), below: columns)
      let exact = random.matrix(rows: rows, columns: columns, pivots: pivots)
      let matrix = exact.map { field.reduce($0) }
      for (panel, threads) in [(1, 1), (2, 3), (7, 2), (64, 1)] {
        let elimination = ModularElimination(field: field, panelRows: panel, threads: threads)
        let profile = elimination.rankProfile(of: matrix)
        #expect(profile.rank == pivots.count, "round \(round), panels of \(panel)")
        #expect(profile.pivotRows == profile.pivotRows.sorted(), "round \(round)")
        checkMinor(profile, exact, field)
        let leading = random.small(0...rows)
        let head = exact.submatrix(rows: Array(0..<leading), columns: Array(0..<columns))
        let (rank, rest) = elimination.complement(ofLeadingRows: leading, in: matrix)
        #expect(rank == FractionFreeElimination.rankProfile(of: head).rank, "round \(round)")
        #expect(rest.rows == rows - leading && rest.columns == columns - rank, "round \(round)")
        let left = ModularElimination(field: field, wordKernelLimit: 0).rankProfile(of: rest).rank
        #expect(rank + left == pivots.count, "round \(round), panels of \(panel)")
      }
    }
  }

  /// Large enough that the update of the later rows is divided among threads.
  @Test func threadsOnALargeMatrix() {
    var random = SeededGenerator(seed: 67)
    let field = field(mersenne31)
    func block(_ rows: Int, _ columns: Int) -> Matrix<UInt64> {
      Matrix(
        rows: rows, columns: columns,
        elements: (0..<rows * columns).map { _ in
          UInt64.random(in: 0..<mersenne31, using: &random)
        })
    }
    let matrix = field.multiply(block(900, 90), block(90, 600))
    let alone = ModularElimination(field: field, threads: 1).rankProfile(of: matrix)
    #expect(alone.rank == 90)
    for blocked in [BlockedSettings(), BlockedSettings(smallestSide: .max)] {
      for threads in 2...4 {
        let elimination = ModularElimination(field: field, blocked: blocked, threads: threads)
        #expect(elimination.rankProfile(of: matrix) == alone, "\(threads) threads, \(blocked)")
        let (rank, rest) = elimination.complement(ofLeadingRows: 200, in: matrix)
        #expect(rank == 90 && rest.elements.allSatisfy { $0 == 0 }, "\(threads) threads")
      }
    }
  }

  @Test func progressEndsAtOne() {
    var random = SeededGenerator(seed: 65)
    let field = field(mersenne31)
    let matrix = random.matrix(rows: 40, columns: 50, pivots: Array(0..<30))
      .map { field.reduce($0) }
    var seen: [Double] = []
    _ = ModularElimination(field: field, panelRows: 3).rankProfile(of: matrix) { seen.append($0) }
    #expect(seen == seen.sorted() && seen.last == 1 && seen.count > 5, "\(seen)")
  }

  @Test func matrixProductsAndTransposes() {
    var random = SeededGenerator(seed: 66)
    let ring = IntegerRing()
    func matrix(_ rows: Int, _ columns: Int) -> Matrix<Integer> {
      Matrix(
        rows: rows, columns: columns,
        elements: (0..<rows * columns).map { _ in Integer(random.small(-9...9)) })
    }
    let (a, b, c) = (matrix(3, 4), matrix(4, 2), matrix(2, 5))
    #expect(ring.multiply(ring.multiply(a, b), c) == ring.multiply(a, ring.multiply(b, c)))
    #expect(
      ring.multiply(a, b).transposed() == ring.multiply(b.transposed(), a.transposed()))
    #expect(
      ring.multiply(a, Array(b.transposed().row(1)))
        == Array(
          ring.multiply(a, b).transposed().row(1)))
    #expect(a.submatrix(rows: [2, 0], columns: [3]).elements == [a[2, 3], a[0, 3]])
    #expect(Matrix(rows: [[1, 2], [3, 4]])[1, 0] == 3)
  }
}
