import ExactAlgebra

/// A vector by its entries that are not zero.
typealias SparseVector<Value> = [Int: Value]

/// Kernels of sparse matrices that fall into small blocks.
enum SparseKernel {
  /// Entries of one block above which its kernel is not sought.
  private static let blockLimit = 500_000
  /// Rows beyond the number of columns that a block is condensed to.
  private static let spare = 16

  /// Independent integer vectors over `columns` that every row annihilates; each is multiplied out by
  /// `RationalKernel`. All of them, unless a block is too large: that contributes none.
  static func basis(
    rows: some Sequence<SparseVector<Rational>>, columns: [Int]
  ) -> [SparseVector<Integer>] {
    var random = SeededGenerator(seed: 1)
    return blocks(Array(rows), columns).flatMap { rows, columns in
      if rows.isEmpty { return columns.map { [$0: Integer.one] } }
      let matrix = dense(condensed(rows, to: columns.count + spare, using: &random), columns)
      guard matrix.rows * columns.count <= blockLimit,
        let kernel = try? RationalKernel.basis(of: matrix, using: &random)
      else { return [] }
      let vectors = kernel.map { vector in
        SparseVector(
          uniqueKeysWithValues: zip(columns, vector).filter { $0.1.signum != 0 })
      }
      return vectors.allSatisfy { vector in rows.allSatisfy { annihilates($0, vector) } }
        ? vectors : []
    }
  }

  /// At most as many random sums of the rows. Their kernel holds that of the rows, and is the same but for unlucky
  /// factors; callers look.
  private static func condensed(
    _ rows: [SparseVector<Rational>], to count: Int, using random: inout SeededGenerator
  ) -> [SparseVector<Rational>] {
    guard rows.count > count else { return rows }
    var sums = [SparseVector<Rational>](repeating: [:], count: count)
    for row in rows.map({ $0.sorted { $0.key < $1.key } }) {
      for _ in 0..<2 {
        let place = Int.random(in: 0..<count, using: &random)
        let factor = Rational(Int.random(in: 1...1 << 30, using: &random))
        for (column, value) in row {
          sums[place][column] = (sums[place][column] ?? .zero) + factor * value
        }
      }
    }
    return sums
  }

  private static func annihilates(
    _ row: SparseVector<Rational>, _ vector: SparseVector<Integer>
  ) -> Bool {
    row.reduce(Rational.zero) { sum, entry in
      vector[entry.key].map { sum + entry.value * Rational($0) } ?? sum
    }.signum == 0
  }

  private static func dense(
    _ rows: [SparseVector<Rational>], _ columns: [Int]
  ) -> Matrix<Integer> {
    var matrix = Matrix(repeating: Integer.zero, rows: rows.count, columns: columns.count)
    let place = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    for (i, row) in rows.enumerated() {
      let denominator = row.values.reduce(Integer.one) { Integer.lcm($0, $1.denominator) }
      for (column, value) in row {
        if let j = place[column] {
          matrix[i, j] = value.numerator * denominator.dividedExactly(by: value.denominator)
        }
      }
    }
    return matrix
  }

  /// Rows and columns that hang together, in the order of their first columns.
  private static func blocks(
    _ rows: [SparseVector<Rational>], _ columns: [Int]
  ) -> [(rows: [SparseVector<Rational>], columns: [Int])] {
    var sets = DisjointSets(columns)
    for row in rows {
      let sorted = row.keys.sorted()
      for column in sorted.dropFirst() { sets.merge(sorted[0], column) }
    }
    var blocks: [(rows: [SparseVector<Rational>], columns: [Int])] = []
    var place: [Int: Int] = [:]
    for column in columns {
      let root = sets.root(column)
      if place[root] == nil {
        place[root] = blocks.count
        blocks.append(([], []))
      }
      if let index = place[root] { blocks[index].columns.append(column) }
    }
    for row in rows {
      if let column = row.keys.first, let index = place[sets.root(column)] {
        blocks[index].rows.append(row)
      }
    }
    return blocks
  }
}

/// Union and find, with paths halved.
struct DisjointSets {
  private var parent: [Int: Int]

  init(_ elements: [Int]) {
    parent = Dictionary(uniqueKeysWithValues: elements.map { ($0, $0) })
  }

  mutating func root(_ element: Int) -> Int {
    var element = element
    while let next = parent[element], next != element {
      let after = parent[next] ?? next
      parent[element] = after
      element = after
    }
    return element
  }

  /// The smaller root stays, so that the result does not depend on the order.
  mutating func merge(_ a: Int, _ b: Int) {
    let (x, y) = (root(a), root(b))
    parent[max(x, y)] = min(x, y)
  }
}
