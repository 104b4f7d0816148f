import CModularKernels

/// The rows of a matrix modulo q < 2^31, four bytes an entry, changed in place.
///
/// Columns are removed as pivots are found in them: every row then begins with its entries at the
/// columns that are left, in their order, and `columnAt` says which they are.
struct ResidueRows: ~Copyable {
  let rows: Int
  /// Entries from the start of a row to the start of the next.
  let stride: Int
  let modulus: UInt32
  private let storage: UnsafeMutablePointer<UInt32>
  private(set) var columnAt: [Int]
  /// Where the entries that are left begin in each row's storage.
  private var offset = 0

  var width: Int { columnAt.count }

  init(_ matrix: Matrix<UInt64>, field: PrimeField) {
    rows = matrix.rows
    stride = matrix.columns
    modulus = UInt32(field.modulus)
    columnAt = Array(0..<matrix.columns)
    storage = .allocate(capacity: max(matrix.elements.count, 1))
    for (i, entry) in matrix.elements.enumerated() {
      precondition(
        entry < field.modulus,
        "entry (\(i / stride), \(i % stride)) = \(entry) is no residue modulo \(field.modulus)")
      (storage + i).initialize(to: UInt32(entry))
    }
  }

  deinit { storage.deallocate() }

  subscript(row: Int) -> UnsafeMutablePointer<UInt32> { storage + row * stride + offset }

  /// The position of the first entry that is not zero.
  func lead(of row: Int) -> Int? {
    let entries = self[row]
    return (0..<width).first { entries[$0] != 0 }
  }

  func scale(_ row: Int, by factor: UInt64, from position: Int) {
    modular_scale_u32(self[row] + position, UInt32(factor), modulus, width - position)
  }

  /// Subtracts the multiple of the source that makes the target vanish at the position.
  func clear(_ target: Int, at position: Int, with source: Int, from start: Int) {
    let entry = self[target][position]
    if entry == 0 { return }
    modular_axpy_u32(
      self[target] + start, self[source] + start, modulus - entry, modulus, width - start)
  }

  /// Removes the columns at these positions, increasing, from the given rows and from `columnAt`.
  mutating func removeColumns(at positions: [Int], from rows: [Int], threads: Int) {
    // The first columns, which are the usual ones, go without moving anything.
    let first = zip(0..., positions).prefix { $0 == $1 }.count
    let runs = Self.runs(between: positions.dropFirst(first), from: first, to: width)
    columnAt = runs.flatMap { columnAt[$0.source] }
    offset += first
    if first == positions.count { return }
    nonisolated(unsafe) let base = storage + offset
    let stride = stride
    Workers.run(rows.count, threads: threads) { i in
      let row = base + rows[i] * stride
      for run in runs where run.target != run.source.lowerBound - first {
        (row + run.target).update(
          from: row + run.source.lowerBound - first, count: run.source.count)
      }
    }
  }

  /// The stretches between the positions, and where each moves to, counted from `start`.
  private static func runs(
    between positions: ArraySlice<Int>, from start: Int, to end: Int
  ) -> [(source: Range<Int>, target: Int)] {
    var runs: [(source: Range<Int>, target: Int)] = []
    var (start, target) = (start, 0)
    for position in positions + [end] {
      if position > start {
        runs.append((start..<position, target))
        target += position - start
      }
      start = position + 1
    }
    return runs
  }

  /// The given rows at the columns that are left.
  func matrix(ofRows rows: Range<Int>) -> Matrix<UInt64> {
    var elements: [UInt64] = []
    elements.reserveCapacity(rows.count * width)
    for row in rows {
      for j in 0..<width { elements.append(UInt64(self[row][j])) }
    }
    return Matrix(rows: rows.count, columns: width, elements: elements)
  }
}
