/// The weights of one network, as read from or written to a JSON file.
///
/// `{"family":"quadratic","input":2,"width":1,"output":1,"W":[[1,"-3/7"]],"V":[[2.5]]}` or
/// `{"family":"biased-quadratic","input":2,"width":1,"W":[[1,2]],"b":[0],"a":[1],"c":"1/2"}`.
/// See ``WeightFamily`` for the blocks and ``WeightEntry`` for the entries. Keys may come in any
/// order; all are needed and no others are allowed.
public struct WeightFile: Hashable, Sendable {
  /// A block of weights, row-major; vectors are one row, a number is 1 x 1.
  public struct Block: Hashable, Sendable {
    public let name: String
    public let rows: Int
    public let columns: Int
    public let entries: [WeightEntry]

    public subscript(row: Int, column: Int) -> WeightEntry {
      precondition(
        (0..<rows).contains(row) && (0..<columns).contains(column),
        "\(name)[\(row)][\(column)] of a \(rows) x \(columns) block")
      return entries[row * columns + column]
    }
  }

  public let family: WeightFamily
  public let inputDimension: Int
  public let width: Int
  /// 1 for a family with a single output.
  public let outputDimension: Int
  /// In the order of the family: `W`, `V` or `W`, `b`, `a`, `c`.
  public let blocks: [Block]

  /// All entries, block after block.
  public var entries: [WeightEntry] { blocks.flatMap(\.entries) }

  public func block(named name: String) -> Block? { blocks.first { $0.name == name } }

  /// Weights to be written.
  ///
  /// - Parameters:
  ///   - outputDimension: must be 1 for a family with a single output.
  ///   - entries: block after block in the order of the family, each row-major.
  /// - Throws: ``WeightFileError`` with file `name` when a dimension is below 1, their number is
  ///   not that of the dimensions, a double is not finite, or a text is no rational.
  public init(
    family: WeightFamily, inputDimension: Int, width: Int, outputDimension: Int = 1,
    entries: [WeightEntry], name: String = "weights"
  ) throws(WeightFileError) {
    let sizes = ["input": inputDimension, "width": width, "output": outputDimension]
    for (key, size) in sizes.sorted(by: { $0.key < $1.key }) where size < 1 {
      throw WeightFileError(
        .badDimension, file: name, field: key, found: "\(size)", expected: "at least 1")
    }
    if !family.dimensionKeys.contains("output"), outputDimension != 1 {
      throw WeightFileError(
        .badDimension, file: name, field: "output", found: "\(outputDimension)",
        expected: "1, the output of the family \(family.rawValue)")
    }
    var blocks: [Block] = []
    var rest = entries[...]
    for shape in family.shapes {
      let (rows, columns) = Self.extent(of: shape, sizes)
      let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
      guard !overflow, count <= rest.count else {
        throw WeightFileError(
          .wrongLength, file: name, field: shape.name, found: "\(rest.count) entries",
          expected: "\(rows) x \(columns)")
      }
      blocks.append(
        Block(name: shape.name, rows: rows, columns: columns, entries: Array(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
    guard rest.isEmpty else {
      throw WeightFileError(
        .wrongLength, file: name, found: "\(entries.count) entries",
        expected: "\(entries.count - rest.count)")
    }
    for (index, entry) in entries.enumerated() {
      try Self.check(entry, file: name, field: "entry \(index)")
    }
    self.init(family: family, sizes: sizes, blocks: blocks)
  }

  init(family: WeightFamily, sizes: [String: Int], blocks: [Block]) {
    self.family = family
    inputDimension = sizes["input", default: 1]
    width = sizes["width", default: 1]
    outputDimension = sizes["output", default: 1]
    self.blocks = blocks
  }

  static func extent(of shape: WeightFamily.Shape, _ sizes: [String: Int]) -> (Int, Int) {
    let extents = shape.dimensions.map { sizes[$0, default: 1] }
    return (extents.count == 2 ? extents[0] : 1, extents.last ?? 1)
  }

  private static func check(
    _ entry: WeightEntry, file: String, field: String
  ) throws(WeightFileError) {
    switch entry {
    case .double(let value):
      if !value.isFinite {
        throw WeightFileError(
          .notFinite, file: file, field: field, found: "\(value)", expected: "a finite number")
      }
    case .exact(let text):
      if let objection = RationalText.objection(to: text) {
        throw WeightFileError(
          .badFraction, file: file, field: field, found: "\"\(text.prefix(40))\"",
          expected: objection)
      }
    }
  }
}
