import BLASInterface
import CModularKernels

/// `A <- A - A_P U` for pivot rows U: by tiles, each a product of doubles that is reduced while it
/// is in the cache.
///
/// The factors `A_P` are taken first and the multiples subtracted afterwards, so that between the
/// two the pivot columns, which are known to vanish, can be removed.
struct PanelProduct: ~Copyable {
  let threads: Int
  private let form: ProductDepth
  private let tileRows: Int
  private let tileColumns: Int
  private let parallelWork: Int
  /// `A_P` by tiles of rows; in a tile all high parts, then all low parts.
  private var left = Doubles()
  /// U, row-major.
  private var right = Doubles()
  /// A tile of the product for each thread.
  private var tiles = Doubles()

  init(_ form: ProductDepth, settings: BlockedSettings, threads: Int) {
    self.form = form
    self.threads = threads
    tileRows = settings.tileRows
    tileColumns = settings.tileColumns
    parallelWork = settings.parallelWork
  }

  /// Takes `A_P` from the targets: their entries at the pivots.
  ///
  /// - Precondition: at most as many pivots as the depth that is exact.
  mutating func takeFactors(
    at pivots: [BlockedElimination.Pivot], from targets: [Int], of matrix: borrowing ResidueRows
  ) {
    let (depth, parts, tileRows, q) = (pivots.count, form.parts, tileRows, matrix.modulus)
    precondition(depth <= form.depth, "\(depth) pivots at once, \(form.depth) are exact")
    let positions = pivots.map { UInt32($0.position) }
    nonisolated(unsafe) let base = matrix[0]
    let stride = matrix.stride
    nonisolated(unsafe) let factors = left.space(parts * targets.count * depth)
    Workers.run(rowTiles(targets), threads: workers(depth * targets.count * 16)) { tile in
      let rows = tile * tileRows..<min((tile + 1) * tileRows, targets.count)
      for (i, target) in targets[rows].enumerated() {
        let row = base + target * stride
        let high = factors + (parts * rows.lowerBound + i) * depth
        if parts == 1 {
          balanced_gather(high, row, positions, q, depth)
        } else {
          balanced_gather_split(high, high + rows.count * depth, row, positions, q, depth)
        }
      }
    }
  }

  /// Subtracts the multiples of the pivot rows that the factors taken last ask for, at the columns
  /// that are left.
  ///
  /// - Precondition: the factors were taken at these pivots from these targets; no target is a
  ///   pivot row.
  mutating func subtractMultiples(
    of pivots: [BlockedElimination.Pivot], from targets: [Int], of matrix: borrowing ResidueRows
  ) {
    let (depth, parts, width, q) = (pivots.count, form.parts, matrix.width, matrix.modulus)
    if depth == 0 || targets.isEmpty || width == 0 { return }
    let (tileRows, tileColumns, rowTiles) = (tileRows, tileColumns, rowTiles(targets))
    let threads = workers(parts * targets.count * depth * width)
    let tileSize = parts * tileRows * tileColumns
    nonisolated(unsafe) let base = matrix[0]
    let stride = matrix.stride
    nonisolated(unsafe) let factors = left.space(parts * targets.count * depth)
    nonisolated(unsafe) let multiples = right.space(depth * width)
    nonisolated(unsafe) let tiles = tiles.space(threads * tileSize)
    Workers.run(depth, threads: threads) { k in
      balanced_pack(multiples + k * width, base + pivots[k].row * stride, q, width)
    }
    // Tiles of the same columns follow each other: they share a part of U.
    let columnTiles = (width + tileColumns - 1) / tileColumns
    Workers.run(rowTiles * columnTiles, threads: threads) { index, thread in
      let (tile, column) = (index % rowTiles, index / rowTiles * tileColumns)
      let rows = tile * tileRows..<min((tile + 1) * tileRows, targets.count)
      let columns = min(tileColumns, width - column)
      let sums = tiles + thread * tileSize
      BLAS.multiply(
        rows: parts * rows.count, columns: columns, inner: depth,
        factors + parts * rows.lowerBound * depth, depth, multiples + column, width,
        into: sums, columns)
      for (i, target) in targets[rows].enumerated() {
        let row = base + target * stride + column
        let high = sums + i * columns
        if parts == 1 {
          balanced_subtract(row, high, q, columns)
        } else {
          balanced_subtract_split(row, high, high + rows.count * columns, q, columns)
        }
      }
    }
  }

  private func rowTiles(_ targets: [Int]) -> Int { (targets.count + tileRows - 1) / tileRows }

  private func workers(_ work: Int) -> Int { work < parallelWork ? 1 : threads }
}

/// Space for doubles that is kept and grows.
private struct Doubles: ~Copyable {
  private var pointer: UnsafeMutablePointer<Double>?
  private var capacity = 0

  deinit { pointer?.deallocate() }

  /// Uninitialised.
  mutating func space(_ count: Int) -> UnsafeMutablePointer<Double> {
    if count > capacity {
      pointer?.deallocate()
      pointer = nil
    }
    if let pointer { return pointer }
    let new = UnsafeMutablePointer<Double>.allocate(capacity: count)
    (pointer, capacity) = (new, count)
    return new
  }
}
