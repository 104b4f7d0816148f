import CGMP

/// A matrix of GMP integers in one block of memory, changed in place.
///
/// It cannot be copied, so that its owner is the one who frees it; elimination with values of
/// type `Integer` would allocate a new number for every operation and is about three times slower.
struct IntegerMatrix: ~Copyable {
  let rows: Int
  let columns: Int
  let entries: UnsafeMutablePointer<mpz_t>

  init(_ matrix: Matrix<Integer>) {
    rows = matrix.rows
    columns = matrix.columns
    entries = .allocate(capacity: max(rows * columns, 1))
    for (i, element) in matrix.elements.enumerated() {
      (entries + i).initialize(to: mpz_t())
      __gmpz_init_set(entries + i, element.pointer)
    }
  }

  deinit {
    for i in 0..<rows * columns { __gmpz_clear(entries + i) }
    entries.deallocate()
  }

  func entry(_ row: Int, _ column: Int) -> UnsafeMutablePointer<mpz_t> {
    entries + (row * columns + column)
  }

  func isZero(_ row: Int, _ column: Int) -> Bool { cgmp_mpz_sgn(entry(row, column)) == 0 }

  func swapRows(_ a: Int, _ b: Int) {
    if a == b { return }
    for j in 0..<columns { __gmpz_swap(entry(a, j), entry(b, j)) }
  }
}
