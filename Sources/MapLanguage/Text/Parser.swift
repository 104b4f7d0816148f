import ExactAlgebra

/// Reads statements and makes the steps of the program as it goes, so that every complaint has a place.
struct Parser {
  struct Declaration {
    enum Kind: Equatable {
      case parameter
      case symbol
      case definition
    }

    let kind: Kind
    let node: Int
    let line: Int
  }

  static let statements = ["parameter", "input", "let", "output", "point"]

  let characters: [Unicode.Scalar]
  let tokens: [Token]
  var index = 0
  var depth = 0
  var builder = ProgramBuilder()
  var declared: [String: Declaration] = [:]
  /// In the order of their declaration.
  var names: [String] = []
  private var parameters: [MapProgram.Block] = []
  private var symbols: [MapProgram.Block] = []
  private var outputs: [Int] = []
  private var points: [String: [Rational]] = [:]

  init(_ text: String) throws(MapTextError) {
    guard text.utf8.count <= MapLimits.fileSize else {
      throw MapTextError(
        Place(), "\(text.utf8.count) bytes; expected at most \(MapLimits.fileSize)")
    }
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    characters = scalars
    tokens = try Lexer.tokens(scalars)
  }

  var token: Token { tokens[index] }

  /// Moves on; the last token, the end, stays.
  mutating func next() { index = min(index + 1, tokens.count - 1) }

  func isAt(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

  mutating func accept(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    next()
    return true
  }

  mutating func expect(_ symbol: String, _ purpose: String) throws(MapTextError) {
    guard accept(symbol) else {
      throw MapTextError(token.place, "found \(found); expected \(symbol) \(purpose)")
    }
  }

  /// The present token, for messages.
  var found: String {
    switch token.kind {
    case .name(let name): name
    case .number: text(token.place.offset..<token.endOffset)
    case .symbol(let symbol): "\"\(symbol)\""
    case .newline: "the end of the line"
    case .end: "the end of the file"
    }
  }

  /// The characters of a range on one line, shortened.
  func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in characters[range].prefix(33) { text.append(scalar == "\n" ? " " : scalar) }
    return range.count > 33 ? String(String(text).prefix(30)) + "..." : String(text)
  }

  mutating func program() throws(MapTextError) -> MapProgram {
    while token.kind != .end {
      if token.kind == .newline { next() } else { try statement() }
    }
    guard !parameters.isEmpty else {
      throw MapTextError(token.place, "no parameter; expected a line such as: parameter W[4, 3]")
    }
    guard !outputs.isEmpty else {
      throw MapTextError(token.place, "no output; expected a line such as: output W * x")
    }
    return MapProgram(
      parameters: parameters, symbols: symbols, nodes: builder.nodes, outputs: outputs,
      point: try point())
  }

  private mutating func statement() throws(MapTextError) {
    guard case .name(let word) = token.kind, Self.statements.contains(word) else {
      throw MapTextError(
        token.place,
        "found \(found); a line begins with parameter, input, let, output or point")
    }
    next()
    repeat {
      switch word {
      case "parameter": try parameter()
      case "input": try input()
      case "let": try definition()
      case "point": try pointValue()
      default: outputs.append(try expression().node)
      }
    } while accept(",")
    guard token.kind == .newline else {
      throw MapTextError(token.place, "found \(found); expected an operator or the end of the line")
    }
    next()
  }

  private mutating func parameter() throws(MapTextError) {
    let (name, place) = try newName("a parameter")
    let shape = try declaredShape(name)
    let offset = parameters.last.map { $0.offset + $0.shape.count } ?? 0
    let node = try builder.parameter(offset: offset, shape, at: place)
    parameters.append(MapProgram.Block(name: name, shape: shape, offset: offset))
    declare(name, .parameter, node, place)
  }

  private mutating func input() throws(MapTextError) {
    let (name, place) = try newName("an input")
    if accept("=") {
      return declare(name, .definition, try constantExpression("an input").node, place)
    }
    let shape = try declaredShape(name)
    let offset = symbols.last.map { $0.offset + $0.shape.count } ?? 0
    let node = try builder.symbol(offset: offset, shape, at: place)
    symbols.append(MapProgram.Block(name: name, shape: shape, offset: offset))
    declare(name, .symbol, node, place)
  }

  private mutating func definition() throws(MapTextError) {
    let (name, place) = try newName("a definition")
    try expect("=", "and what \(name) stands for")
    declare(name, .definition, try expression().node, place)
  }

  private mutating func pointValue() throws(MapTextError) {
    let place = token.place
    guard case .name(let name) = token.kind else {
      throw MapTextError(place, "found \(found); expected the name of a parameter")
    }
    guard let block = parameters.first(where: { $0.name == name }) else {
      if declared[name] != nil {
        throw MapTextError(place, "\(name) is no parameter; a point gives values to parameters")
      }
      throw unknown(name, at: place, among: parameters.map(\.name))
    }
    guard points[name] == nil else {
      throw MapTextError(place, "\(name) has its point already; expected each parameter once")
    }
    next()
    try expect("=", "and the numbers of \(name)")
    let value = try constantExpression("a point")
    let node = builder[value.node]
    guard node.shape == block.shape || node.shape.isScalar, let all = builder.constant(value.node)
    else {
      throw MapTextError(
        tokens[value.start].place,
        "the point of \(name) is \(node.shape); expected \(block.shape), or one number for all")
    }
    points[name] =
      node.shape == block.shape ? all : Array(repeating: all[0], count: block.shape.count)
  }

  private func point() throws(MapTextError) -> [Rational]? {
    if points.isEmpty { return nil }
    var all: [Rational] = []
    for block in parameters {
      guard let values = points[block.name] else {
        throw MapTextError(
          token.place,
          "no point for \(block.name); expected a line such as: point \(block.name) = 0")
      }
      all += values
    }
    return all
  }

  mutating func declare(_ name: String, _ kind: Declaration.Kind, _ node: Int, _ place: Place) {
    declared[name] = Declaration(kind: kind, node: node, line: place.line)
    names.append(name)
  }

  /// A name that is still free.
  private mutating func newName(_ what: String) throws(MapTextError) -> (String, Place) {
    let place = token.place
    guard case .name(let name) = token.kind else {
      throw MapTextError(place, "found \(found); expected the name of \(what)")
    }
    if let other = declared[name] {
      throw MapTextError(place, "\(name) is declared in line \(other.line) already")
    }
    if Self.statements.contains(name) || Self.functions.contains(name) {
      throw MapTextError(place, "\(name) is a word of the language; expected another name")
    }
    next()
    return (name, place)
  }

  /// `[4, 3]`, `[5]` for a column, or nothing for a scalar.
  private mutating func declaredShape(_ name: String) throws(MapTextError) -> Shape {
    let place = token.place
    guard accept("[") else { return .scalar }
    let rows = try count("a number of rows")
    let columns = accept(",") ? try count("a number of columns") : 1
    try expect("]", "after the shape of \(name)")
    let shape = Shape(rows, columns)
    try builder.checkSize(shape, at: place)
    return shape
  }

  private mutating func count(_ what: String) throws(MapTextError) -> Int {
    let place = token.place
    let value = try integer(what)
    guard (1...MapLimits.entries).contains(value) else {
      throw MapTextError(place, "\(value) is \(what); expected 1 to \(MapLimits.entries)")
    }
    return value
  }

  func unknown(_ name: String, at place: Place, among declared: [String]) -> MapTextError {
    MapTextError(
      place, "\(name) is not declared",
      unknown: MapTextError.Unknown(name: name, declared: declared))
  }
}

extension MapProgram {
  /// The program of a text.
  ///
  /// - Throws: `MapTextError` with the first thing that is wrong and where.
  /// - Complexity: linear in the text, and what its constant expressions take; limits are those of
  ///   `MapLimits`.
  public init(parsing text: String) throws(MapTextError) {
    var parser = try Parser(text)
    self = try parser.program()
  }
}
