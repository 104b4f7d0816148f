import CModularKernels
public import Foundation

/// Gaussian elimination over a prime field.
///
/// A rank modulo q is a lower bound of the rank over Q of any matrix that reduces to it, and equal
/// to it for all but finitely many q.
public struct ModularElimination: Sendable {
  public let field: PrimeField
  let usesWordKernel: Bool
  let panelRows: Int
  let blocked: BlockedSettings
  let threads: Int

  /// - Parameters:
  ///   - wordKernelLimit: moduli below this use the vectorised 32-bit kernel; tests set it to 0 to
  ///     reach the other branch with the same prime.
  ///   - panelRows: rows that are reduced together before the rest is updated; tests set it to 1 or
  ///     2 to reach every branch on small matrices.
  ///   - blocked: sizes of the elimination by products, which takes over from the integer kernel on
  ///     large matrices; the result does not depend on them.
  ///   - threads: threads for the update of large matrices; the result does not depend on it.
  public init(
    field: PrimeField, wordKernelLimit: UInt64 = 1 << 31, panelRows: Int = 32,
    blocked: BlockedSettings = BlockedSettings(),
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    precondition(panelRows >= 1 && threads >= 1, "panelRows \(panelRows), threads \(threads)")
    self.field = field
    self.panelRows = panelRows
    self.blocked = blocked
    self.threads = threads
    usesWordKernel = field.modulus < min(wordKernelLimit, 1 << 31)
  }

  /// The rank and the pivots of a matrix of residues.
  ///
  /// For q < 2^31 the pivots are those of the rank profile matrix: the pivot rows, increasing, are
  /// the rows that are independent of the rows before them, and the pivot columns, in the order of
  /// their rows, are as a set the columns that are independent of the columns before them.
  ///
  /// - Parameter progress: called now and then with the fraction done.
  /// - Complexity: about `rows * columns * rank - rank^2 (rows + columns) / 2 + rank^3 / 3`
  ///   multiplications, in a copy of the matrix (4 bytes an entry for q < 2^31, else 8).
  public func rankProfile(
    of matrix: Matrix<UInt64>, progress: ((Double) -> Void)? = nil
  ) -> RankProfile {
    if usesProducts(matrix) {
      var blocks = BlockedElimination(matrix, field: field, settings: blocked, threads: threads)
      return blocks.eliminate(leadingRows: matrix.rows, progress)
    }
    if usesWordKernel {
      var panels = PanelElimination(
        matrix, field: field, panelRows: panelRows, threads: threads)
      return panels.run(progress)
    }
    var rows = GeneralRows(matrix, field: field)
    return eliminate(&rows, matrix: matrix, reduced: false)
  }

  /// The rank of the first `count` rows, and the other rows reduced by them, at the columns without
  /// a pivot: `rank(A) = rank(leading) + rank(remainder)`.
  ///
  /// - Precondition: q < 2^31.
  public func complement(
    ofLeadingRows count: Int, in matrix: Matrix<UInt64>, progress: ((Double) -> Void)? = nil
  ) -> (rank: Int, remainder: Matrix<UInt64>) {
    precondition(usesWordKernel, "complements need a modulus below 2^31, not \(field.modulus)")
    precondition((0...matrix.rows).contains(count), "\(count) of \(matrix.rows) rows")
    if usesProducts(matrix) {
      var blocks = BlockedElimination(matrix, field: field, settings: blocked, threads: threads)
      let profile = blocks.eliminate(leadingRows: count, progress)
      return (profile.rank, blocks.remainder(from: count))
    }
    var panels = PanelElimination(matrix, field: field, panelRows: panelRows, threads: threads)
    return panels.complement(ofLeadingRows: count, progress)
  }

  private func usesProducts(_ matrix: Matrix<UInt64>) -> Bool {
    usesWordKernel && min(matrix.rows, matrix.columns) >= blocked.smallestSide
  }

  /// The reduced echelon form on the pivot rows: row i has 1 at pivot column i, 0 at the others.
  func reducedEchelonForm(of matrix: Matrix<UInt64>) -> (RankProfile, Matrix<UInt64>) {
    if usesProducts(matrix) {
      var blocks = BlockedElimination(matrix, field: field, settings: blocked, threads: threads)
      return blocks.reducedEchelonForm()
    }
    if usesWordKernel {
      var rows = WordRows(matrix, field: field)
      let profile = eliminate(&rows, matrix: matrix, reduced: true)
      return (profile, rows.leadingRows(profile.rank))
    }
    var rows = GeneralRows(matrix, field: field)
    let profile = eliminate(&rows, matrix: matrix, reduced: true)
    return (profile, rows.leadingRows(profile.rank))
  }

  private func eliminate(
    _ rows: inout some EliminationRows, matrix: Matrix<UInt64>, reduced: Bool
  ) -> RankProfile {
    var order = Array(0..<matrix.rows)
    var pivotColumns: [Int] = []
    for column in 0..<matrix.columns {
      let rank = pivotColumns.count
      if rank == matrix.rows { break }
      guard let pivot = (rank..<matrix.rows).first(where: { rows.entry($0, column) != 0 }),
        let inverse = field.inverse(rows.entry(pivot, column))
      else { continue }
      rows.swap(pivot, rank)
      order.swapAt(pivot, rank)
      rows.scale(rank, by: inverse, from: column)
      for row in (reduced ? 0 : rank + 1)..<matrix.rows where row != rank {
        let entry = rows.entry(row, column)
        if entry != 0 {
          rows.add(rank, times: field.negate(entry), to: row, from: column)
        }
      }
      pivotColumns.append(column)
    }
    return RankProfile(
      pivotRows: Array(order.prefix(pivotColumns.count)), pivotColumns: pivotColumns)
  }
}

/// The row operations of elimination, on storage of their own.
private protocol EliminationRows {
  func entry(_ row: Int, _ column: Int) -> UInt64
  mutating func swap(_ a: Int, _ b: Int)
  mutating func scale(_ row: Int, by factor: UInt64, from column: Int)
  mutating func add(_ source: Int, times factor: UInt64, to target: Int, from column: Int)
  func leadingRows(_ count: Int) -> Matrix<UInt64>
}

/// Rows of 32-bit residues, q < 2^31, worked on by the C kernel. A swap exchanges row numbers.
private struct WordRows: EliminationRows {
  private var storage: [UInt32]
  private var place: [Int]
  private let columns: Int
  private let modulus: UInt32

  init(_ matrix: Matrix<UInt64>, field: PrimeField) {
    storage = matrix.elements.map { UInt32($0) }
    place = Array(0..<matrix.rows)
    columns = matrix.columns
    modulus = UInt32(field.modulus)
  }

  func entry(_ row: Int, _ column: Int) -> UInt64 { UInt64(storage[place[row] * columns + column]) }

  mutating func swap(_ a: Int, _ b: Int) { place.swapAt(a, b) }

  mutating func scale(_ row: Int, by factor: UInt64, from column: Int) {
    let start = place[row] * columns + column
    let count = columns - column
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      modular_scale_u32(base + start, UInt32(factor), modulus, count)
    }
  }

  mutating func add(_ source: Int, times factor: UInt64, to target: Int, from column: Int) {
    let from = place[source] * columns + column
    let to = place[target] * columns + column
    let count = columns - column
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      modular_axpy_u32(base + to, base + from, UInt32(factor), modulus, count)
    }
  }

  func leadingRows(_ count: Int) -> Matrix<UInt64> {
    Matrix(
      rows: count, columns: columns,
      elements: (0..<count).flatMap { i in
        storage[place[i] * columns..<(place[i] + 1) * columns].map { UInt64($0) }
      })
  }
}

/// Rows of 64-bit residues, any q < 2^63, in plain Swift.
private struct GeneralRows: EliminationRows {
  private var rows: [[UInt64]]
  private let field: PrimeField
  private let columns: Int

  init(_ matrix: Matrix<UInt64>, field: PrimeField) {
    rows = (0..<matrix.rows).map { Array(matrix.row($0)) }
    columns = matrix.columns
    self.field = field
  }

  func entry(_ row: Int, _ column: Int) -> UInt64 { rows[row][column] }

  mutating func swap(_ a: Int, _ b: Int) { rows.swapAt(a, b) }

  mutating func scale(_ row: Int, by factor: UInt64, from column: Int) {
    for j in column..<columns { rows[row][j] = field.multiply(rows[row][j], factor) }
  }

  mutating func add(_ source: Int, times factor: UInt64, to target: Int, from column: Int) {
    let pivot = rows[source]
    for j in column..<columns where pivot[j] != 0 {
      rows[target][j] = field.add(rows[target][j], field.multiply(pivot[j], factor))
    }
  }

  func leadingRows(_ count: Int) -> Matrix<UInt64> {
    Matrix(rows: count, columns: columns, elements: rows.prefix(count).flatMap { $0 })
  }
}
