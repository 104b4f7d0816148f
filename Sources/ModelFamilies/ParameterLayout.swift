/// Where each block of weights lies in the flat parameter vector.
public struct ParameterLayout: Hashable, Sendable {
  /// A row-major block of weights.
  public struct Block: Hashable, Sendable {
    public let name: String
    public let rows: Int
    public let columns: Int
    public let offset: Int

    public var count: Int { rows * columns }
    public var range: Range<Int> { offset..<offset + count }

    /// The position of entry (row, column) in the flat vector.
    @inlinable public func index(_ row: Int, _ column: Int) -> Int {
      offset + row * columns + column
    }
  }

  public let blocks: [Block]

  public var count: Int { blocks.last.map { $0.offset + $0.count } ?? 0 }

  init(_ shapes: [(name: String, rows: Int, columns: Int)]) {
    var offset = 0
    var blocks: [Block] = []
    for shape in shapes {
      blocks.append(
        Block(name: shape.name, rows: shape.rows, columns: shape.columns, offset: offset))
      offset += shape.rows * shape.columns
    }
    self.blocks = blocks
  }

  /// The block of that name, if there is one.
  public func block(named name: String) -> Block? { blocks.first { $0.name == name } }
}
