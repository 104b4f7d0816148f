import ExactAlgebra
import Testing

/// The elimination by products, with sizes that let five rows reach every branch.
@Suite("Blocked elimination")
struct BlockedEliminationTests {
  /// Panels of 1 to 4 rows, taken one by one or by halves; tiles smaller than the matrix.
  static let small = [
    BlockedSettings(
      smallestSide: 0, panelRows: 1...1, baseRows: 1, tileRows: 1, tileColumns: 1,
      parallelWork: 0),
    BlockedSettings(
      smallestSide: 0, panelRows: 2...2, baseRows: 2, tileRows: 2, tileColumns: 3,
      parallelWork: 0),
    BlockedSettings(
      smallestSide: 0, panelRows: 4...4, baseRows: 1, tileRows: 3, tileColumns: 2,
      parallelWork: 0),
    BlockedSettings(
      smallestSide: 0, panelRows: 64...64, baseRows: 2, tileRows: 5, tileColumns: 7,
      parallelWork: 0),
  ]
  /// The integer kernel only.
  static let never = BlockedSettings(smallestSide: .max)
  /// One product (up to about 2^25), two products, and the ends of either.
  static let moduli: [UInt64] = [
    2, 3, 5, 65_537, 8_388_593, 33_554_393, 94_906_249, 94_906_297, 1_073_741_827, 2_147_483_629,
    mersenne31,
  ]

  /// Independent rows and columns that were planted: `L R U` for random unit triangular L and U and
  /// a partial permutation R has the same ranks of leading corners as R, hence R's pivots. Then rows
  /// and columns of zeros are put in between.
  struct Planted {
    var matrix: Matrix<UInt64>
    var rows: [Int]
    var columns: [Int]

    init(
      _ rows: Int, _ columns: Int, rank: Int, _ field: PrimeField,
      using random: inout SeededGenerator
    ) {
      func triangle(_ n: Int, lower: Bool) -> Matrix<UInt64> {
        var triangle = Matrix<UInt64>(repeating: 0, rows: n, columns: n)
        for i in 0..<n {
          for j in 0..<n where lower ? j < i : j > i {
            triangle[i, j] = UInt64.random(in: 0..<field.modulus, using: &random)
          }
          triangle[i, i] = 1
        }
        return triangle
      }
      let keptRows = random.subset(random.small(rank...rows), below: rows)
      let keptColumns = random.subset(random.small(rank...columns), below: columns)
      let pivotRows = random.subset(rank, below: keptRows.count)
      let pivotColumns = random.subset(rank, below: keptColumns.count).shuffled(using: &random)
      var places = Matrix<UInt64>(
        repeating: 0, rows: keptRows.count, columns: keptColumns.count)
      for (i, j) in zip(pivotRows, pivotColumns) {
        places[i, j] = UInt64.random(in: 1..<field.modulus, using: &random)
      }
      let dense = field.multiply(
        field.multiply(triangle(places.rows, lower: true), places),
        triangle(places.columns, lower: false))
      matrix = Matrix(repeating: 0, rows: rows, columns: columns)
      for (i, row) in keptRows.enumerated() {
        for (j, column) in keptColumns.enumerated() { matrix[row, column] = dense[i, j] }
      }
      self.rows = pivotRows.map { keptRows[$0] }
      self.columns = pivotColumns.map { keptColumns[$0] }
    }

    var profile: RankProfile { RankProfile(pivotRows: rows, pivotColumns: columns) }
  }

  /// Wide, tall, square, full and deficient; with one and with three threads.
  @Test(arguments: moduli) func prescribedProfiles(_ q: UInt64) {
    let seed = 70 + q
    var random = SeededGenerator(seed: seed)
    let field = field(q)
    for round in 0..<40 {
      let (rows, columns) = (random.small(1...12), random.small(1...12))
      let rank = random.small(0...min(rows, columns))
      let planted = Planted(rows, columns, rank: rank, field, using: &random)
      let slow = ModularElimination(field: field, wordKernelLimit: 0)
        .rankProfile(of: planted.matrix)
      #expect(slow.pivotColumns == planted.columns.sorted(), "seed \(seed), round \(round)")
      for settings in Self.small + [Self.never] {
        for threads in [1, 3] {
          let elimination = ModularElimination(
            field: field, blocked: settings, threads: threads)
          #expect(
            elimination.rankProfile(of: planted.matrix) == planted.profile,
            "seed \(seed), round \(round), \(settings), \(threads) threads: \(planted.matrix)")
        }
      }
    }
  }

  /// What leading rows leave of the others is determined by the matrix; the integer kernel and the
  /// products find the same entries.
  @Test(arguments: moduli) func complements(_ q: UInt64) {
    let seed = 71 + q
    var random = SeededGenerator(seed: seed)
    let field = field(q)
    for round in 0..<20 {
      let (rows, columns) = (random.small(1...12), random.small(1...12))
      let planted = Planted(
        rows, columns, rank: random.small(0...min(rows, columns)), field, using: &random)
      let leading = random.small(0...rows)
      let expected = ModularElimination(field: field, blocked: Self.never)
        .complement(ofLeadingRows: leading, in: planted.matrix)
      #expect(expected.rank == planted.rows.filter { $0 < leading }.count)
      for settings in Self.small {
        let found = ModularElimination(field: field, blocked: settings, threads: 2)
          .complement(ofLeadingRows: leading, in: planted.matrix)
        #expect(
          found == expected,
          "seed \(seed), round \(round), \(leading) rows, \(settings): \(planted.matrix)")
      }
    }
  }

  /// No rows, no columns, and nothing but zeros: rank 0 and no pivots, in every branch.
  @Test func nothingToEliminate() {
    let field = field(8_388_593)
    for (rows, columns) in [(0, 0), (0, 5), (5, 0), (1, 1), (5, 7), (7, 5)] {
      let zero = Matrix<UInt64>(repeating: 0, rows: rows, columns: columns)
      for settings in Self.small + [Self.never, BlockedSettings()] {
        let elimination = ModularElimination(field: field, blocked: settings)
        #expect(elimination.rankProfile(of: zero).rank == 0, "\(rows) x \(columns)")
        let (rank, rest) = elimination.complement(ofLeadingRows: rows / 2, in: zero)
        #expect(
          rank == 0 && rest.rows == rows - rows / 2 && rest.columns == columns
            && rest.elements.allSatisfy { $0 == 0 }, "\(rows) x \(columns)")
      }
    }
  }

  /// A determinant divisible by the prime: the rank modulo it is what the other factors leave.
  @Test(arguments: [3, 8_388_593, 94_906_249, mersenne31]) func unluckyPrimes(_ q: UInt64) {
    let seed = 72 + q
    var random = SeededGenerator(seed: seed)
    let field = field(q)
    let ring = IntegerRing()
    for round in 0..<10 {
      let n = random.small(2...9)
      let lost = random.small(1...n)
      var diagonal = Matrix(repeating: Integer(0), rows: n, columns: n)
      for i in 0..<n { diagonal[i, i] = i < lost ? Integer(q) : 1 }
      let matrix = ring.multiply(
        ring.multiply(random.unimodular(n), diagonal), random.unimodular(n))
      #expect(FractionFreeElimination.rankProfile(of: matrix).rank == n)
      for settings in Self.small {
        let rank = ModularElimination(field: field, blocked: settings)
          .rankProfile(of: matrix.map { field.reduce($0) }).rank
        #expect(rank == n - lost, "seed \(seed), round \(round), \(settings)")
      }
    }
  }

  /// The largest prime q for which sums of k products of balanced residues are exact, that is
  /// `k ((q-1)/2)^2 <= 2^53 - 2q`, and the next prime above it.
  struct Edge: Sendable, CustomStringConvertible {
    let depth: Int
    let modulus: UInt64
    var description: String { "\(depth) products modulo \(modulus)" }
  }

  static let edges: [Edge] = {
    func isExact(_ q: UInt64, _ k: UInt64) -> Bool {
      k * (q / 2) * (q / 2) <= (1 << 53) - 2 * q
    }
    var edges: [Edge] = []
    for k: UInt64 in [1, 2, 3, 4, 32, 33, 255, 256] {
      var q = UInt64((Double(1 << 55) / Double(k)).squareRoot()) + 1000
      var above = q
      while !isExact(q, k) || !Primality.isPrime(q) {
        q -= 1
        if Primality.isPrime(q) && !isExact(q, k) { above = q }
      }
      edges.append(Edge(depth: Int(k), modulus: q))
      edges.append(Edge(depth: Int(k), modulus: above))
    }
    edges.append(Edge(depth: 255, modulus: mersenne31))
    edges.append(Edge(depth: 300, modulus: mersenne31))
    return edges
  }()

  /// Residues that are as large as balanced residues can be, or nearly, all of one sign: the sums
  /// come to the bound, and would be rounded beyond it; with the wider spread so would the sums of
  /// their upper halves. The leading rows are `(1 X)`, the others
  /// `(Y Z)`; what is left has to be `Z - Y X`.
  @Test(arguments: edges) func extremeResidues(_ edge: Edge) {
    let (k, q) = (edge.depth, edge.modulus)
    let seed = 73 + q
    var random = SeededGenerator(seed: seed)
    let field = field(q)
    /// Of balanced value (q-1)/2 or up to `spread` less; negated if asked for.
    func extreme(_ spread: UInt64, negated: Bool) -> UInt64 {
      let value = q / 2 - UInt64.random(in: 0...spread, using: &random)
      return negated ? q - value : value
    }
    let (others, free) = (5, 6)
    for (spread, negated) in [(UInt64(0), false), (1, true), (1, false), (1 << 20, true)] {
      var matrix = Matrix<UInt64>(repeating: 0, rows: k + others, columns: k + free)
      for i in 0..<k {
        matrix[i, i] = 1
        for j in 0..<free { matrix[i, k + j] = extreme(spread, negated: false) }
      }
      for i in 0..<others {
        for j in 0..<k { matrix[k + i, j] = extreme(spread, negated: negated) }
        for j in 0..<free { matrix[k + i, k + j] = j % 2 == 0 ? 0 : q - 1 }
      }
      var expected = Matrix<UInt64>(repeating: 0, rows: others, columns: free)
      for i in 0..<others {
        for j in 0..<free {
          expected[i, j] = (0..<k).reduce(matrix[k + i, k + j]) {
            field.subtract($0, field.multiply(matrix[k + i, $1], matrix[$1, k + j]))
          }
        }
      }
      for base in [1, k] {
        let settings = BlockedSettings(smallestSide: 0, panelRows: k...k, baseRows: base)
        let (rank, rest) = ModularElimination(field: field, blocked: settings)
          .complement(ofLeadingRows: k, in: matrix)
        #expect(rank == k && rest == expected, "seed \(seed), spread \(spread), base \(base)")
      }
    }
  }

  /// Default sizes, past their thresholds: the same pivots as the integer kernel finds, on one
  /// thread and on several.
  @Test(arguments: [8_388_593, mersenne31]) func defaultSizes(_ q: UInt64) {
    let seed = 74 + q
    var random = SeededGenerator(seed: seed)
    let field = field(q)
    for (rows, columns, rank) in [(96, 96, 96), (97, 300, 60), (400, 120, 110), (620, 640, 600)] {
      let planted = Planted(rows, columns, rank: rank, field, using: &random)
      for threads in 1...3 {
        let profile = ModularElimination(field: field, threads: threads)
          .rankProfile(of: planted.matrix)
        #expect(profile == planted.profile, "seed \(seed), \(rows) x \(columns)")
      }
    }
  }

  /// Kernels over Q by reduced echelon forms from the products and from the integer kernel.
  @Test func kernelsOverTheRationals() throws {
    let seed: UInt64 = 75
    var random = SeededGenerator(seed: seed)
    for round in 0..<20 {
      let (rows, columns) = (random.small(1...9), random.small(1...9))
      let pivots = random.subset(random.small(0...min(rows, columns)), below: columns)
      let matrix = random.matrix(rows: rows, columns: columns, pivots: pivots)
      var draws = SeededGenerator(seed: 76)
      let expected = try RationalKernel.basis(of: matrix, using: &draws, blocked: Self.never)
      for settings in Self.small {
        var draws = SeededGenerator(seed: 76)
        let found = try RationalKernel.basis(of: matrix, using: &draws, blocked: settings)
        #expect(found == expected, "seed \(seed), round \(round), \(settings): \(matrix)")
      }
      #expect(expected.count == columns - pivots.count, "seed \(seed), round \(round)")
    }
  }

  @Test func progressEndsAtOne() {
    let field = field(8_388_593)
    var random = SeededGenerator(seed: 77)
    let planted = Planted(12, 12, rank: 9, field, using: &random)
    for settings in Self.small {
      var seen: [Double] = []
      _ = ModularElimination(field: field, blocked: settings)
        .rankProfile(of: planted.matrix) { seen.append($0) }
      #expect(seen == seen.sorted() && seen.last == 1, "\(seen)")
    }
  }

  /// An entry that is no residue is named, not taken for another one.
  @Test func entriesOutsideTheField() async {
    await #expect(processExitsWith: .failure) {
      let field = try PrimeField(modulus: 101)
      _ = ModularElimination(field: field, blocked: BlockedSettings(smallestSide: 0))
        .rankProfile(of: Matrix(rows: [[1, 101]]))
    }
  }

  /// The ranges, and how many primes there are in the shorter one, by a sieve.
  @Test func shortPrimes() {
    var random = SeededGenerator(seed: 78)
    let drawn = (0..<50).map { _ in ShortPrime.random(using: &random).modulus }
    #expect(drawn.allSatisfy { (1 << 22..<1 << 23).contains($0) && Primality.isPrime($0) })
    let limit = 1 << 23
    var composite = Array(repeating: false, count: limit)
    for i in 2..<2897 where !composite[i] {
      for j in stride(from: i * i, to: limit, by: i) { composite[j] = true }
    }
    #expect((1 << 22..<limit).count { !composite[$0] } == ShortPrime.count)
  }
}
