import ExactAlgebra

/// Dense elimination of a 2000 x 2000 matrix of known rank modulo a 31-bit prime, on one core.
struct ModularEliminationBenchmark: Benchmark {
  let name = "modular elimination, 2000 x 2000, 1 thread"
  let target = "under 3 s on one core with AVX2"
  private let matrix: Matrix<UInt64>
  private let field: PrimeField
  private let rank: Int

  init() {
    var random = SeededGenerator(seed: 1)
    let field = EliminationPrime.random(using: &random)
    let rank = 1900
    let size = 2000
    // A random matrix of rank 1900: the last rows are sums of two of the first.
    var rows = (0..<rank).map { _ in
      (0..<size).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
    }
    for i in rank..<size {
      rows.append(zip(rows[i - rank], rows[i - rank + 1]).map { field.add($0, $1) })
    }
    matrix = Matrix(rows: rows)
    self.field = field
    self.rank = rank
  }

  func run() -> BenchmarkResult {
    let found = ModularElimination(field: field, threads: 1).rankProfile(of: matrix).rank
    return BenchmarkResult(check: "rank \(found) of \(rank)", isCorrect: found == rank)
  }
}
