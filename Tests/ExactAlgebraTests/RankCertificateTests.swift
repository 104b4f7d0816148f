import ExactAlgebra
import Testing

@Suite("Rank certificates")
struct RankCertificateTests {
  typealias Refusal = RankCertificateChecker.Refusal
  typealias UpperBound = RankCertificate.UpperBound

  /// A matrix and a certificate of its rank, made without the code under test but for the pivots.
  private static func instance(
    rows: Int, columns: Int, rank: Int, seed: UInt64, kind: (Matrix<Integer>) throws -> UpperBound
  ) throws -> (Matrix<Integer>, RankCertificate) {
    var random = SeededGenerator(seed: seed)
    let matrix = random.matrix(
      rows: rows, columns: columns, pivots: random.subset(rank, below: columns))
    let profile = FractionFreeElimination.rankProfile(of: matrix)
    return (
      matrix,
      RankCertificate(
        rows: rows, columns: columns, prime: mersenne31, pivotRows: profile.pivotRows,
        pivotColumns: profile.pivotColumns, upperBound: try kind(matrix))
    )
  }

  private static func kernel(_ matrix: Matrix<Integer>) throws -> UpperBound {
    var random = SeededGenerator(seed: 81)
    return .kernel(try RationalKernel.basis(of: matrix, using: &random))
  }

  private static func leftKernel(_ matrix: Matrix<Integer>) throws -> UpperBound {
    var random = SeededGenerator(seed: 82)
    return .leftKernel(try RationalKernel.basis(of: matrix.transposed(), using: &random))
  }

  private static func refusal(_ certificate: RankCertificate, _ matrix: Matrix<Integer>) -> Refusal?
  {
    do throws(Refusal) {
      try RankCertificateChecker.check(certificate, against: ExplicitLinearMap(matrix))
      return nil
    } catch {
      return error
    }
  }

  @Test func allFourKindsAreAccepted() throws {
    for seed: UInt64 in 1...10 {
      for (rows, columns, rank, kind) in [
        (5, 9, 5, { _ in .rows }), (9, 5, 5, { _ in .columns }),
        (7, 9, 4, Self.kernel), (9, 7, 4, Self.leftKernel), (4, 6, 0, Self.kernel),
        (4, 4, 4, Self.kernel), (4, 4, 4, Self.leftKernel),
      ] as [(Int, Int, Int, (Matrix<Integer>) throws -> UpperBound)] {
        let (matrix, certificate) = try Self.instance(
          rows: rows, columns: columns, rank: rank, seed: seed, kind: kind)
        #expect(certificate.rank == rank)
        #expect(
          Self.refusal(certificate, matrix) == nil, "seed \(seed), \(rows) x \(columns)")
      }
    }
    let empty = RankCertificate(
      rows: 0, columns: 3, prime: 7, pivotRows: [], pivotColumns: [], upperBound: .rows)
    #expect(Self.refusal(empty, Matrix(rows: 0, columns: 3, elements: [])) == nil)
  }

  private func changed(
    _ c: RankCertificate, rows: Int? = nil, columns: Int? = nil, prime: UInt64? = nil,
    pivotRows: [Int]? = nil, pivotColumns: [Int]? = nil, upperBound: UpperBound? = nil
  ) -> RankCertificate {
    RankCertificate(
      rows: rows ?? c.rows, columns: columns ?? c.columns, prime: prime ?? c.prime,
      pivotRows: pivotRows ?? c.pivotRows, pivotColumns: pivotColumns ?? c.pivotColumns,
      upperBound: upperBound ?? c.upperBound)
  }

  @Test func wrongShapes() throws {
    let (matrix, good) = try Self.instance(
      rows: 7, columns: 9, rank: 4, seed: 1, kind: Self.kernel)
    for bad in [
      changed(good, rows: 8), changed(good, columns: 8), changed(good, rows: 9, columns: 7),
    ] {
      guard case .shape = Self.refusal(bad, matrix) else {
        Issue.record("\(bad.rows) x \(bad.columns) for 7 x 9")
        continue
      }
    }
  }

  @Test func primesThatProveNothing() throws {
    let (matrix, good) = try Self.instance(
      rows: 7, columns: 9, rank: 4, seed: 2, kind: Self.kernel)
    for q: UInt64 in [0, 1, 4, 561, mersenne31 * mersenne31, 1 << 63, .max] {
      guard case .prime = Self.refusal(changed(good, prime: q), matrix) else {
        Issue.record("prime \(q)")
        continue
      }
    }
    // A prime that divides the minor: the certificate says 2, modulo 5 the rank is 1.
    let unlucky = Matrix<Integer>(rows: [[1, 2], [3, 11]])
    let certificate = RankCertificate(
      rows: 2, columns: 2, prime: 5, pivotRows: [0, 1], pivotColumns: [0, 1], upperBound: .rows)
    #expect(Self.refusal(certificate, unlucky) == .vanishingMinor(prime: 5))
    #expect(Self.refusal(changed(certificate, prime: 7), unlucky) == nil)
  }

  @Test func pivotsThatAreNone() throws {
    let (matrix, good) = try Self.instance(
      rows: 7, columns: 9, rank: 4, seed: 3, kind: Self.kernel)
    var out = good.pivotRows
    out[1] = 7
    var negative = good.pivotColumns
    negative[0] = -1
    var twice = good.pivotColumns
    twice[2] = twice[0]
    var twiceRows = good.pivotRows
    twiceRows[3] = twiceRows[1]
    for bad in [
      changed(good, pivotRows: out), changed(good, pivotColumns: negative),
      changed(good, pivotColumns: twice), changed(good, pivotRows: twiceRows),
      changed(good, pivotRows: Array(good.pivotRows.dropLast())),
      changed(good, pivotColumns: good.pivotColumns + [8]),
      changed(good, pivotRows: [.max, .min, 0, 1]),
    ] {
      guard case .pivots = Self.refusal(bad, matrix) else {
        Issue.record("\(bad.pivotRows), \(bad.pivotColumns)")
        continue
      }
    }
  }

  /// A pivot moved to a column that depends on the others makes the minor vanish.
  @Test func movedPivot() throws {
    // Column 2 is column 0 plus column 1; rank 3 at columns 0, 1, 3.
    let matrix = Matrix<Integer>(rows: [[1, 0, 1, 0], [2, 3, 5, 0], [0, 0, 0, 4]])
    let good = RankCertificate(
      rows: 3, columns: 4, prime: mersenne31, pivotRows: [0, 1, 2], pivotColumns: [0, 1, 3],
      upperBound: .rows)
    #expect(Self.refusal(good, matrix) == nil)
    #expect(
      Self.refusal(changed(good, pivotColumns: [0, 1, 2]), matrix)
        == .vanishingMinor(prime: mersenne31))
    // Any order will do, and any other independent columns.
    #expect(
      Self.refusal(changed(good, pivotRows: [2, 0, 1], pivotColumns: [3, 2, 0]), matrix) == nil)
  }

  @Test func claimsOfMoreOrLess() throws {
    let (matrix, good) = try Self.instance(
      rows: 7, columns: 9, rank: 4, seed: 4, kind: Self.kernel)
    guard case .kernel(let vectors) = good.upperBound else { return }
    let extraRow = (0..<7).first { !good.pivotRows.contains($0) }!
    let extraColumn = (0..<9).first { !good.pivotColumns.contains($0) }!
    // One more pivot, and one vector less so that the numbers fit.
    let more = changed(
      good, pivotRows: good.pivotRows + [extraRow], pivotColumns: good.pivotColumns + [extraColumn],
      upperBound: .kernel(Array(vectors.dropLast())))
    #expect(Self.refusal(more, matrix) == .vanishingMinor(prime: mersenne31))
    // One pivot less, and a vector repeated.
    let less = changed(
      good, pivotRows: Array(good.pivotRows.dropLast()),
      pivotColumns: Array(good.pivotColumns.dropLast()), upperBound: .kernel(vectors + [vectors[0]])
    )
    expectUpperBound(less, matrix)
    expectUpperBound(changed(good, upperBound: .rows), matrix)
    expectUpperBound(changed(good, upperBound: .columns), matrix)
  }

  private func expectUpperBound(_ certificate: RankCertificate, _ matrix: Matrix<Integer>) {
    let refusal = Self.refusal(certificate, matrix)
    guard case .upperBound = refusal else {
      Issue.record("\(certificate.upperBound): \(refusal?.description ?? "accepted")")
      return
    }
  }

  @Test func kernelVectorsTamperedWith() throws {
    for left in [false, true] {
      let (matrix, good) = try Self.instance(
        rows: 8, columns: 9, rank: 5, seed: 5, kind: left ? Self.leftKernel : Self.kernel)
      let vectors: [[Integer]]
      switch good.upperBound {
      case .kernel(let list), .leftKernel(let list): vectors = list
      default: return
      }
      func bad(_ change: (inout [[Integer]]) -> Void) -> RankCertificate {
        var list = vectors
        change(&list)
        return changed(good, upperBound: left ? .leftKernel(list) : .kernel(list))
      }
      for certificate in [
        bad { $0[1][0] = $0[1][0] + 1 },
        // Right modulo the certificate's prime, wrong over Q.
        bad { $0[0][good.pivotColumns[0]] = $0[0][good.pivotColumns[0]] + Integer(mersenne31) },
        bad { $0[0][0] = $0[0][0] + Integer(mersenne61) },
        bad { $0.removeLast() }, bad { $0.append($0[0]) },
        bad { list in list[2] = list[0].map { $0 * 3 } },
        bad { list in list[1] = list[1].map { _ in 0 } },
        bad { list in list[0] = zip(list[1], list[2]).map { $0 + $1 } },
        bad { $0[0].removeLast() }, bad { $0[0].append(0) }, bad { $0 = [] },
        changed(good, upperBound: left ? .kernel(vectors) : .leftKernel(vectors)),
      ] { expectUpperBound(certificate, matrix) }
      // Another basis of the same kernel is as good.
      let sheared = bad { list in
        list[0] = zip(list[0], list[1]).map { $0 + Integer(mersenne61) * $1 }
      }
      #expect(Self.refusal(sheared, matrix) == nil)
    }
  }

  @Test func refusalsAreOneLine() {
    for refusal: Refusal in [
      .shape(certificate: "1 x 2", matrix: "2 x 1"), .prime("p"), .primeDividesDenominator(7),
      .pivots("q"), .vanishingMinor(prime: 7), .upperBound("u"),
    ] {
      #expect(!refusal.description.isEmpty && !refusal.description.contains("\n"))
    }
  }
}
