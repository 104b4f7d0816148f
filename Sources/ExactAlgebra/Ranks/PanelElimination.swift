import CModularKernels
import Dispatch

/// Elimination modulo q < 2^31 by panels of rows.
///
/// A panel of rows is reduced against itself; then every later row is reduced by all pivots of the
/// panel while it is in the cache, so that a large matrix is read once a panel and not once a
/// pivot. Rows are taken in order: the pivot rows are those that are independent of the rows
/// before them, increasing.
struct PanelElimination {
  private var storage: [UInt32]
  private let rows: Int
  private let columns: Int
  private let field: PrimeField
  private let panelRows: Int
  private let threads: Int

  /// Entries below which a second thread costs more than it brings.
  private static let parallelThreshold = 1 << 18

  private struct Pivot {
    let row: Int
    let column: Int
  }

  init(_ matrix: Matrix<UInt64>, field: PrimeField, panelRows: Int, threads: Int) {
    storage = matrix.elements.map { UInt32($0) }
    rows = matrix.rows
    columns = matrix.columns
    self.field = field
    self.panelRows = panelRows
    self.threads = threads
  }

  mutating func run(_ progress: ((Double) -> Void)?) -> RankProfile {
    eliminate(rows: 0..<rows, progress)
  }

  /// Eliminates with pivots in the first `count` rows only and returns what is left of the others,
  /// at the columns without a pivot.
  mutating func complement(
    ofLeadingRows count: Int, _ progress: ((Double) -> Void)?
  ) -> (rank: Int, remainder: Matrix<UInt64>) {
    let profile = eliminate(rows: 0..<count, progress)
    let pivots = Set(profile.pivotColumns)
    let free = (0..<columns).filter { !pivots.contains($0) }
    var remainder: [UInt64] = []
    remainder.reserveCapacity((rows - count) * free.count)
    for row in count..<rows {
      for column in free { remainder.append(UInt64(storage[row * columns + column])) }
    }
    return (
      profile.rank,
      Matrix(rows: rows - count, columns: free.count, elements: remainder)
    )
  }

  /// Pivots are sought in `range`; all rows after a panel are updated.
  private mutating func eliminate(
    rows range: Range<Int>, _ progress: ((Double) -> Void)?
  ) -> RankProfile {
    var pivots: [Pivot] = []
    var start = range.lowerBound
    while start < range.upperBound && pivots.count < columns {
      let end = min(start + panelRows, range.upperBound)
      let panel = reducePanel(start..<end)
      update(rows: end..<rows, with: panel)
      pivots += panel
      start = end
      let left = Double(range.upperBound - start) / Double(max(range.count, 1))
      progress?(1 - left * left)
    }
    progress?(1)
    return RankProfile(pivotRows: pivots.map(\.row), pivotColumns: pivots.map(\.column))
  }

  /// Reduces the rows against each other; those that do not vanish become pivots.
  private mutating func reducePanel(_ panel: Range<Int>) -> [Pivot] {
    var pivots: [Pivot] = []
    let (columns, field) = (columns, field)
    let modulus = UInt32(field.modulus)
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for row in panel {
        let target = base + row * columns
        Self.reduce(target, by: pivots, base, columns, modulus)
        guard let column = (0..<columns).first(where: { target[$0] != 0 }),
          let inverse = field.inverse(UInt64(target[column]))
        else { continue }
        modular_scale_u32(target + column, UInt32(inverse), modulus, columns - column)
        pivots.append(Pivot(row: row, column: column))
      }
    }
    return pivots
  }

  /// Subtracts multiples of the pivot rows, in order, so that the row vanishes at their columns.
  /// A pivot row is 1 at its column and 0 before it and at the columns of the pivots before it.
  private static func reduce(
    _ target: UnsafeMutablePointer<UInt32>, by pivots: [Pivot],
    _ base: UnsafeMutablePointer<UInt32>, _ columns: Int, _ modulus: UInt32
  ) {
    for pivot in pivots {
      let entry = target[pivot.column]
      if entry == 0 { continue }
      modular_axpy_u32(
        target + pivot.column, base + pivot.row * columns + pivot.column, modulus - entry, modulus,
        columns - pivot.column)
    }
  }

  private mutating func update(rows range: Range<Int>, with pivots: [Pivot]) {
    if range.isEmpty || pivots.isEmpty { return }
    let (columns, modulus) = (columns, UInt32(field.modulus))
    let workers = range.count * columns < Self.parallelThreshold ? 1 : threads
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // Each worker has rows of its own; pivot rows are only read.
      nonisolated(unsafe) let shared = base
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let first = range.lowerBound + range.count * worker / workers
        let last = range.lowerBound + range.count * (worker + 1) / workers
        for row in first..<last {
          Self.reduce(shared + row * columns, by: pivots, shared, columns, modulus)
        }
      }
    }
  }
}
