import ExactAlgebra

extension Parser {
  static let functions = [
    "transpose", "sum", "rowsums", "columnsums", "trace", "diag", "identity", "ones", "zeros",
  ]

  /// What people write that no polynomial is.
  private static let transcendental: Set<String> = [
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "sigmoid", "softmax",
    "softplus",
    "relu", "ReLU", "gelu", "sqrt", "abs", "max", "min", "sign", "norm", "inv", "pinv", "erf",
    "silu",
  ]

  mutating func atom() throws(MapTextError) -> Int {
    let place = token.place
    switch token.kind {
    case .number(let number):
      next()
      return try builder.constant([number], .scalar, at: place)
    case .symbol("("):
      next()
      let inner = try expression()
      try expect(")", "to close the ( of line \(place.line)")
      return inner.node
    case .symbol("["): return try blocks()
    case .name(let name):
      next()
      if let known = declared[name] {
        if isAt("(") {
          throw MapTextError(
            token.place, "\(name) is no function; a product is written \(name) * (...)")
        }
        return known.node
      }
      if Self.functions.contains(name) { return try function(name, at: place) }
      if Self.transcendental.contains(name) {
        throw MapTextError(
          place, "not polynomial: \(name); expected sums, products and powers by integers")
      }
      throw unknown(name, at: place, among: names)
    default:
      throw MapTextError(
        place, "found \(found); expected a number, a name, a function or a bracket")
    }
  }

  private mutating func function(_ name: String, at place: Place) throws(MapTextError) -> Int {
    try expect("(", "after \(name)")
    switch name {
    case "ones", "zeros":
      let rows = try size()
      let columns = accept(",") ? try size() : 1
      try expect(")", "after the shape")
      let shape = Shape(rows, columns)
      try builder.checkSize(shape, at: place)
      let entry: Rational = name == "ones" ? .one : .zero
      return try builder.constant(Array(repeating: entry, count: shape.count), shape, at: place)
    case "identity":
      let size = try size()
      try expect(")", "after the size")
      return try identity(size, at: place)
    default:
      let operand = try expression()
      try expect(")", "after what \(name) is taken of")
      return try function(name, of: operand, at: place)
    }
  }

  private mutating func function(
    _ name: String, of operand: Value, at place: Place
  ) throws(MapTextError) -> Int {
    let shape = shape(operand)
    switch name {
    case "transpose": return try transposed(operand, at: place)
    case "sum": return try columnSums(try rowSums(operand.node, at: place), at: place)
    case "rowsums": return try rowSums(operand.node, at: place)
    case "columnsums": return try columnSums(operand.node, at: place)
    case "diag" where min(shape.rows, shape.columns) == 1:
      let n = shape.count
      try builder.checkSize(Shape(n, n), at: place)
      return try builder.gather(
        [operand.node], (0..<n * n).map { $0 % (n + 1) == 0 ? $0 / (n + 1) : nil }, Shape(n, n),
        at: place)
    default:
      guard shape.isSquare else {
        let vector = name == "diag" ? " or a vector" : ""
        throw MapTextError(place, "\(described(operand)); \(name) needs a square matrix\(vector)")
      }
      let n = shape.rows
      let diagonal = try builder.gather(
        [operand.node], (0..<n).map { $0 * (n + 1) }, Shape(n, 1), at: place)
      return name == "diag" ? diagonal : try columnSums(diagonal, at: place)
    }
  }

  private mutating func ones(_ shape: Shape, at place: Place) throws(MapTextError) -> Int {
    try builder.constant(Array(repeating: .one, count: shape.count), shape, at: place)
  }

  private mutating func rowSums(_ node: Int, at place: Place) throws(MapTextError) -> Int {
    try builder.product(node, try ones(Shape(builder[node].shape.columns, 1), at: place), at: place)
  }

  private mutating func columnSums(_ node: Int, at place: Place) throws(MapTextError) -> Int {
    try builder.product(try ones(Shape(1, builder[node].shape.rows), at: place), node, at: place)
  }

  mutating func identity(_ size: Int, at place: Place) throws(MapTextError) -> Int {
    let shape = Shape(size, size)
    try builder.checkSize(shape, at: place)
    return try builder.constant(
      (0..<size * size).map { $0 % (size + 1) == 0 ? .one : .zero }, shape, at: place)
  }

  mutating func transposed(_ operand: Value, at place: Place) throws(MapTextError) -> Int {
    let shape = shape(operand)
    var sources: [Int?] = []
    sources.reserveCapacity(shape.count)
    for j in 0..<shape.columns { for i in 0..<shape.rows { sources.append(i * shape.columns + j) } }
    return try builder.gather(
      [operand.node], sources, Shape(shape.columns, shape.rows), at: place)
  }

  private mutating func size() throws(MapTextError) -> Int {
    let place = token.place
    let value = try integer("a size")
    guard (1...MapLimits.entries).contains(value) else {
      throw MapTextError(place, "a size of \(value); expected 1 to \(MapLimits.entries)")
    }
    return value
  }

  /// `E[i, j]`, `E[i, :]`, `E[a:b, j]`, and `v[i]` of a column or a row; from 1.
  mutating func part(of operand: Value) throws(MapTextError) -> Int {
    let (place, shape) = (token.place, shape(operand))
    next()
    let isVector = shape.columns == 1 || shape.rows == 1
    let first = try range(
      below: isVector ? max(shape.rows, shape.columns) : shape.rows, isVector ? "entries" : "rows",
      source(operand))
    var (rows, columns) = (first, 0..<shape.columns)
    if accept(",") {
      guard first.upperBound <= shape.rows else {
        throw MapTextError(place, "\(described(operand)); it has no row \(first.upperBound)")
      }
      columns = try range(below: shape.columns, "columns", source(operand))
    } else if !isVector {
      throw MapTextError(
        token.place, "\(described(operand)); expected two indices, such as [1, 2] or [1, :]")
    } else if shape.rows == 1 {
      (rows, columns) = (0..<1, first)
    }
    try expect("]", "after the indices")
    let sources: [Int?] = rows.flatMap { i in columns.map { i * shape.columns + $0 } }
    return try builder.gather(
      [operand.node], sources, Shape(rows.count, columns.count), at: place)
  }

  private mutating func range(
    below count: Int, _ what: String, _ source: String
  ) throws(MapTextError) -> Range<Int> {
    let place = token.place
    if accept(":") { return 0..<count }
    let first = try integer("an index")
    let last = accept(":") ? try integer("an index") : first
    guard first >= 1, first <= last, last <= count else {
      throw MapTextError(
        place,
        "index \(first == last ? "\(first)" : "\(first):\(last)") of \(source), which has \(count) "
          + "\(what); expected 1 to \(count)")
    }
    return first - 1..<last
  }
}
