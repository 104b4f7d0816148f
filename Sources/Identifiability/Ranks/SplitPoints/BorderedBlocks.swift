import ExactAlgebra

/// The rank of a matrix whose columns fall into blocks and most of whose rows live in one block:
///
///     [ A_1         ]
///     [     A_2     ]
///     [         A_3 ]
///     [ B_1 B_2 B_3 ]
///
/// Each block is eliminated alone; what the A_i leave of the border B is one small matrix. Blocks
/// come one at a time and are not kept.
struct BorderedBlocks {
  private let elimination: ModularElimination
  private let borderRows: Int
  private var rank = 0
  private var remainders: [Matrix<UInt64>] = []

  init(field: PrimeField, borderRows: Int) {
    elimination = ModularElimination(field: field)
    self.borderRows = borderRows
  }

  /// - Parameter border: `borderRows` rows of the same length as the block's own.
  mutating func add(own: [[UInt64]], border: [[UInt64]]) {
    precondition(border.count == borderRows, "\(border.count) border rows, not \(borderRows)")
    let (found, rest) = elimination.complement(
      ofLeadingRows: own.count, in: Matrix(rows: own + border))
    rank += found
    if borderRows > 0 { remainders.append(rest) }
  }

  /// The rank of the whole.
  consuming func total(_ progress: RankProgress?) -> Int {
    let columns = remainders.reduce(0) { $0 + $1.columns }
    if borderRows == 0 || columns == 0 { return rank }
    var elements: [UInt64] = []
    elements.reserveCapacity(borderRows * columns)
    for row in 0..<borderRows {
      for block in remainders where block.columns > 0 { elements += block.row(row) }
    }
    let border = Matrix(rows: borderRows, columns: columns, elements: elements)
    return rank + elimination.rankProfile(of: border, progress: progress?.update).rank
  }
}
