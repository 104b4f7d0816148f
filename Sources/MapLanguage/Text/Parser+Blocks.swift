import ExactAlgebra

extension Parser {
  /// A number on its own, which takes no step of the program, or a value.
  private enum Cell {
    case number(Rational)
    case block(Value)
  }

  /// `[a, b, c]` puts one below the other, and `[[a, b], [c, d]]` in rows: numbers, scalars or blocks.
  mutating func blocks() throws(MapTextError) -> Int {
    let place = token.place
    next()
    depth += 1
    guard depth <= MapLimits.nesting else {
      throw MapTextError(place, "more than \(MapLimits.nesting) brackets inside each other")
    }
    var rows: [[Cell]] = []
    repeat {
      rows.append(isAt("[") ? try row() : [try cell()])
    } while accept(",")
    try expect("]", "to close the [ of line \(place.line), or a comma")
    depth -= 1
    return try assembled(rows, at: place)
  }

  private mutating func row() throws(MapTextError) -> [Cell] {
    let place = token.place
    next()
    var cells: [Cell] = []
    repeat { cells.append(try cell()) } while accept(",")
    try expect("]", "to close the [ of line \(place.line), or a comma")
    // Not read again as a value: brackets inside brackets would take exponential time.
    guard isAt(",") || isAt("]") else {
      throw MapTextError(
        token.place, "found \(found) after a row; expected , or ], or the row in parentheses")
    }
    return cells
  }

  private mutating func cell() throws(MapTextError) -> Cell {
    if let number = plainNumber() { return .number(number) }
    return .block(try expression())
  }

  /// `-3`, `0.25` or `1/2` with nothing around it.
  private mutating func plainNumber() -> Rational? {
    let start = index
    let sign = accept("-") ? Rational(-1) : .one
    if case .number(var number) = token.kind {
      next()
      if isAt("/"), case .number(let divisor) = tokens[min(index + 1, tokens.count - 1)].kind,
        divisor.signum != 0
      {
        next()
        next()
        number = number / divisor
      }
      if isAt(",") || isAt("]") { return sign * number }
    }
    index = start
    return nil
  }

  private func shape(_ cell: Cell) -> Shape {
    if case .block(let value) = cell { shape(value) } else { .scalar }
  }

  private mutating func assembled(
    _ rows: [[Cell]], at place: Place
  ) throws(MapTextError) -> Int {
    var (height, width) = (0, 0)
    for (number, row) in rows.enumerated() {
      let blockHeight = shape(row[0]).rows
      var columns = 0
      for cell in row {
        let shape = shape(cell)
        guard shape.rows == blockHeight else {
          throw MapTextError(
            place,
            "row \(number + 1) of this matrix holds blocks of \(blockHeight) and of \(shape.rows) "
              + "rows; expected equal heights")
        }
        columns += shape.columns
      }
      if number == 0 { width = columns }
      guard columns == width else {
        throw MapTextError(
          place,
          "row \(number + 1) of this matrix has \(columns) column\(columns == 1 ? "" : "s"), the "
            + "first \(width); expected equal rows")
      }
      height += blockHeight
    }
    let shape = Shape(height, width)
    try builder.checkSize(shape, at: place)
    return try placed(rows, shape, at: place)
  }

  /// Numbers share one constant step.
  private mutating func placed(
    _ rows: [[Cell]], _ shape: Shape, at place: Place
  ) throws(MapTextError) -> Int {
    var numbers: [Rational] = []
    var operands: [Int] = []
    var sources = [Int?](repeating: nil, count: shape.count)
    var start = 0
    // Numbers come after the blocks; their places are filled in when the blocks have been counted.
    var numberPlaces: [Int] = []
    var top = 0
    for row in rows {
      var left = 0
      for cell in row {
        switch cell {
        case .number(let number):
          numbers.append(number)
          numberPlaces.append(top * shape.columns + left)
          left += 1
        case .block(let value):
          let block = builder[value.node].shape
          for i in 0..<block.rows {
            for j in 0..<block.columns {
              sources[(top + i) * shape.columns + left + j] = start + i * block.columns + j
            }
          }
          operands.append(value.node)
          start += block.count
          left += block.columns
        }
      }
      top += self.shape(row[0]).rows
    }
    if operands.isEmpty { return try builder.constant(numbers, shape, at: place) }
    if !numbers.isEmpty {
      operands.append(try builder.constant(numbers, Shape(numbers.count, 1), at: place))
      for (i, target) in numberPlaces.enumerated() { sources[target] = start + i }
    }
    return try builder.gather(operands, sources, shape, at: place)
  }
}
