extension WeightFile {
  /// The file's text: one key a line, one matrix row a line. Doubles are written in the shortest
  /// decimal that reads back the same.
  public var jsonText: String {
    let sizes = ["input": inputDimension, "width": width, "output": outputDimension]
    var lines = ["  \"family\": \"\(family.rawValue)\""]
    for key in family.dimensionKeys { lines.append("  \"\(key)\": \(sizes[key, default: 1])") }
    for (block, shape) in zip(blocks, family.shapes) {
      let value =
        switch shape.dimensions.count {
        case 0: block.entries[0].json
        case 1: Self.row(block, 0)
        default:
          "[\n" + (0..<block.rows).map { "    " + Self.row(block, $0) }.joined(separator: ",\n")
            + "\n  ]"
        }
      lines.append("  \"\(block.name)\": \(value)")
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func row(_ block: Block, _ row: Int) -> String {
    let range = row * block.columns..<(row + 1) * block.columns
    return "[" + block.entries[range].map(\.json).joined(separator: ", ") + "]"
  }
}

extension WeightEntry {
  var json: String {
    switch self {
    case .double(let value): "\(value)"
    case .exact(let text): "\"\(text)\""
    }
  }
}
