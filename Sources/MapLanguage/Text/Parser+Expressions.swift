import ExactAlgebra

extension Parser {
  /// A step with the tokens it was written in.
  struct Value {
    let node: Int
    let start: Int
    let end: Int
  }

  func shape(_ value: Value) -> Shape { builder[value.node].shape }

  /// `W * X' has shape 4 x 2`, or with the name alone.
  func described(_ value: Value) -> String {
    "\(source(value)) is \(shape(value))"
  }

  func source(_ value: Value) -> String {
    text(tokens[value.start].place.offset..<tokens[value.end - 1].endOffset)
  }

  /// Call it when `index` has moved behind what was read: an argument that moves it comes too late.
  func value(_ node: Int, from start: Int) -> Value { Value(node: node, start: start, end: index) }

  private mutating func descend() throws(MapTextError) {
    depth += 1
    guard depth <= MapLimits.nesting else {
      throw MapTextError(
        token.place, "more than \(MapLimits.nesting) brackets or signs inside each other")
    }
  }

  mutating func expression() throws(MapTextError) -> Value {
    try descend()
    let start = index
    var result = try term()
    while isAt("+") || isAt("-") {
      let (place, minus) = (token.place, isAt("-"))
      next()
      let other = try term()
      let (a, b) = try matched(result, other, minus ? "-" : "+", at: place)
      result = value(try builder.sum(a, b, minus: minus, at: place), from: start)
    }
    depth -= 1
    return result
  }

  private mutating func term() throws(MapTextError) -> Value {
    let start = index
    var result = try factor()
    while true {
      let place = token.place
      if accept("*") {
        let node = try product(result, try factor(), at: place)
        result = value(node, from: start)
      } else if accept(".*") {
        let (a, b) = try matched(result, try factor(), ".*", at: place)
        result = value(try builder.entrywise(a, b, at: place), from: start)
      } else if accept("/") {
        let node = try quotient(result, try factor(), at: place)
        result = value(node, from: start)
      } else {
        return result
      }
    }
  }

  private mutating func factor() throws(MapTextError) -> Value {
    let (start, place) = (index, token.place)
    guard isAt("-") || isAt("+") else { return try powers() }
    try descend()
    let minus = isAt("-")
    next()
    let operand = try factor()
    depth -= 1
    guard minus else { return value(operand.node, from: start) }
    let zeros = try builder.filled(
      try builder.constant([.zero], .scalar, at: place), shape(operand), at: place)
    return value(try builder.sum(zeros, operand.node, minus: true, at: place), from: start)
  }

  /// Operands of equal shape; a scalar fills the other's.
  private mutating func matched(
    _ a: Value, _ b: Value, _ symbol: String, at place: Place
  ) throws(MapTextError) -> (Int, Int) {
    if shape(a).isScalar { return (try builder.filled(a.node, shape(b), at: place), b.node) }
    if shape(b).isScalar { return (a.node, try builder.filled(b.node, shape(a), at: place)) }
    guard shape(a) == shape(b) else {
      throw MapTextError(
        place, "\(described(a)) and \(described(b)); \(symbol) needs equal shapes or a scalar")
    }
    return (a.node, b.node)
  }

  private mutating func product(
    _ a: Value, _ b: Value, at place: Place
  ) throws(MapTextError) -> Int {
    if shape(a).isScalar || shape(b).isScalar {
      let (left, right) = try matched(a, b, "*", at: place)
      return try builder.entrywise(left, right, at: place)
    }
    guard shape(a).columns == shape(b).rows else {
      let hint: String
      if shape(a) == shape(b) {
        hint = "; entry by entry it is .*"
      } else if shape(a).columns == shape(b).columns {
        hint = "; the second may be meant transposed, with '"
      } else if shape(a).rows == shape(b).rows {
        hint = "; the first may be meant transposed, with '"
      } else {
        hint = ""
      }
      throw MapTextError(
        place,
        "\(described(a)) and \(described(b)); * needs as many rows on the right as columns on the "
          + "left\(hint)")
    }
    return try builder.product(a.node, b.node, at: place)
  }

  private mutating func quotient(
    _ a: Value, _ b: Value, at place: Place
  ) throws(MapTextError) -> Int {
    guard let entries = builder.constant(b.node) else {
      throw MapTextError(
        place, "not polynomial: a division by \(source(b)); expected a division by a number")
    }
    guard entries.count == 1, entries[0].signum != 0 else {
      throw MapTextError(
        place,
        "a division by \(entries.count == 1 ? "zero" : "a \(shape(b)) matrix"); expected a division "
          + "by a number other than 0")
    }
    let inverse = try builder.constant([.one / entries[0]], .scalar, at: place)
    return try builder.entrywise(
      a.node, try builder.filled(inverse, shape(a), at: place), at: place)
  }

  /// An atom with what follows it: `'`, `[i, j]`, `^n`, `.^n`, from left to right.
  private mutating func powers() throws(MapTextError) -> Value {
    let start = index
    let first = try atom()
    var result = value(first, from: start)
    var isPower = false
    while true {
      let place = token.place
      if accept("'") {
        result = value(try transposed(result, at: place), from: start)
      } else if isAt("[") {
        let node = try part(of: result)
        result = value(node, from: start)
      } else if isAt("^") || isAt(".^") {
        let entrywise = isAt(".^")
        if isPower {
          throw MapTextError(place, "a power of a power; expected parentheses around one of them")
        }
        isPower = true
        next()
        let exponent = try exponent()
        result = value(
          try power(result, exponent, entrywise: entrywise, at: place), from: start)
      } else {
        return result
      }
    }
  }

  private mutating func exponent() throws(MapTextError) -> Int {
    let place = token.place
    try descend()
    let sign = accept("-") ? Rational(-1) : .one
    let start = index
    let node = try atom()
    let operand = value(node, from: start)
    depth -= 1
    guard let entries = builder.constant(operand.node), entries.count == 1 else {
      throw MapTextError(
        place, "not polynomial: the exponent \(source(operand)); expected an integer such as 2")
    }
    let number = sign * entries[0]
    guard number.signum >= 0 else {
      throw MapTextError(place, "not polynomial: the power \(number); expected 0, 1, 2, ...")
    }
    guard number.denominator == .one else {
      throw MapTextError(
        place, "not polynomial: the power \(number); expected an integer such as 2")
    }
    guard let exponent = number.numerator.exactInt, exponent <= MapLimits.degree else {
      throw MapTextError(place, "an exponent beyond \(MapLimits.degree); expected a smaller one")
    }
    return exponent
  }

  private mutating func power(
    _ base: Value, _ exponent: Int, entrywise: Bool, at place: Place
  ) throws(MapTextError) -> Int {
    if entrywise || shape(base).isScalar {
      return try builder.power(base.node, exponent, at: place)
    }
    guard shape(base).isSquare else {
      throw MapTextError(
        place, "\(described(base)); ^ needs a scalar or a square matrix; entry by entry it is .^")
    }
    if exponent == 0 { return try identity(shape(base).rows, at: place) }
    var result = base.node
    for _ in 1..<exponent { result = try builder.product(result, base.node, at: place) }
    return result
  }

  mutating func constantExpression(_ what: String) throws(MapTextError) -> Value {
    let result = try expression()
    guard builder.constant(result.node) != nil else {
      throw MapTextError(
        tokens[result.start].place,
        "\(source(result)) is not constant; \(what) is made of numbers")
    }
    return result
  }

  /// A constant integer, such as a size or an index.
  mutating func integer(_ what: String) throws(MapTextError) -> Int {
    let place = token.place
    let result = try constantExpression(what)
    guard let entries = builder.constant(result.node), entries.count == 1,
      entries[0].denominator == .one, let number = entries[0].numerator.exactInt
    else { throw MapTextError(place, "\(source(result)) is no integer; expected \(what)") }
    return number
  }
}
