import ExactAlgebra

/// The rank of a sparse matrix that falls apart into small blocks.
///
/// A column with one entry, or a row with one, is a pivot that changes nothing else: it is taken
/// out with its row and column, until none is left. What remains is split into the connected
/// components of rows and columns, each of which is eliminated densely.
struct SparseRank: Sendable {
  let rank: Int
  /// Rows and columns of the largest block that was eliminated densely; 0 when none was.
  let largestBlock: Int

  init(of matrix: SparseColumns, in field: PrimeField) {
    var peeling = Peeling(matrix)
    peeling.run()
    var rank = peeling.pivots
    var largest = 0
    for block in peeling.components() {
      var place: [Int: Int] = [:]
      for column in block {
        for i in matrix.places(of: column) where peeling.isLive(row: peeling.row(at: i)) {
          if place[peeling.row(at: i)] == nil { place[peeling.row(at: i)] = place.count }
        }
      }
      // Columns of the matrix are rows here: the rank is the same.
      var dense = Matrix(repeating: field.zero, rows: block.count, columns: place.count)
      for (k, column) in block.enumerated() {
        for i in matrix.places(of: column) {
          if let j = place[peeling.row(at: i)] { dense[k, j] = matrix.values[i] }
        }
      }
      largest = max(largest, block.count, place.count)
      rank += ModularElimination(field: field, threads: 1).rankProfile(of: dense).rank
    }
    self.rank = rank
    largestBlock = largest
  }
}

/// The rows and columns that are left while pivots are taken out.
private struct Peeling {
  private let matrix: SparseColumns
  /// The rows of the matrix's entries, numbered from 0.
  private let rowNumbers: [Int]
  /// The columns that have an entry in a row.
  private var columnsOfRow: [[Int]]
  private var liveRows: [Bool]
  private var liveColumns: [Bool]
  private var rowCounts: [Int]
  private var columnCounts: [Int]
  private(set) var pivots = 0

  init(_ matrix: SparseColumns) {
    self.matrix = matrix
    var numbers: [Int: Int] = [:]
    rowNumbers = matrix.rows.map { row in
      if let number = numbers[row] { return number }
      numbers[row] = numbers.count
      return numbers.count - 1
    }
    columnsOfRow = Array(repeating: [], count: numbers.count)
    columnCounts = []
    for column in 0..<matrix.count {
      columnCounts.append(matrix.places(of: column).count)
      for i in matrix.places(of: column) { columnsOfRow[rowNumbers[i]].append(column) }
    }
    rowCounts = columnsOfRow.map(\.count)
    liveRows = Array(repeating: true, count: numbers.count)
    liveColumns = Array(repeating: true, count: matrix.count)
  }

  func row(at entry: Int) -> Int { rowNumbers[entry] }
  func isLive(row: Int) -> Bool { liveRows[row] }

  mutating func run() {
    var columns = columnCounts.indices.filter { columnCounts[$0] == 1 }
    var rows = rowCounts.indices.filter { rowCounts[$0] == 1 }
    while true {
      if let column = columns.popLast() {
        guard liveColumns[column], columnCounts[column] == 1 else { continue }
        for i in matrix.places(of: column) where liveRows[rowNumbers[i]] {
          remove(rowNumbers[i], column, &rows, &columns)
          break
        }
      } else if let row = rows.popLast() {
        guard liveRows[row], rowCounts[row] == 1,
          let column = columnsOfRow[row].first(where: { liveColumns[$0] })
        else { continue }
        remove(row, column, &rows, &columns)
      } else {
        return
      }
    }
  }

  /// Takes out a pivot. Its column is alone in the row, or its row alone in the column, so nothing
  /// else changes its value.
  private mutating func remove(
    _ row: Int, _ column: Int, _ rows: inout [Int], _ columns: inout [Int]
  ) {
    pivots += 1
    liveRows[row] = false
    liveColumns[column] = false
    for other in columnsOfRow[row] where liveColumns[other] {
      columnCounts[other] -= 1
      if columnCounts[other] == 1 { columns.append(other) }
    }
    for i in matrix.places(of: column) where liveRows[rowNumbers[i]] {
      rowCounts[rowNumbers[i]] -= 1
      if rowCounts[rowNumbers[i]] == 1 { rows.append(rowNumbers[i]) }
    }
  }

  /// The columns that are left and not zero, by connected component.
  func components() -> [[Int]] {
    var seen = Array(repeating: false, count: matrix.count)
    var result: [[Int]] = []
    for start in 0..<matrix.count where liveColumns[start] && columnCounts[start] > 0 {
      if seen[start] { continue }
      seen[start] = true
      var block = [start]
      var next = 0
      var visitedRows: Set<Int> = []
      while next < block.count {
        for i in matrix.places(of: block[next]) {
          let row = rowNumbers[i]
          guard liveRows[row], visitedRows.insert(row).inserted else { continue }
          for column in columnsOfRow[row] where liveColumns[column] && !seen[column] {
            seen[column] = true
            block.append(column)
          }
        }
        next += 1
      }
      result.append(block)
    }
    return result
  }
}
