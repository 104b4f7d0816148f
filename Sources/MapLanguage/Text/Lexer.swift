import ExactAlgebra

struct Token: Sendable {
  enum Kind: Equatable, Sendable {
    case name(String)
    case number(Rational)
    case symbol(String)
    case newline
    case end
  }

  let kind: Kind
  let place: Place
  /// Characters before its end.
  let endOffset: Int
}

/// A text as tokens. Lines end statements, except inside brackets.
struct Lexer {
  private let characters: [Unicode.Scalar]
  private var place = Place()
  private var depth = 0
  private var tokens: [Token] = []

  static func tokens(_ characters: [Unicode.Scalar]) throws(MapTextError) -> [Token] {
    var lexer = Lexer(characters: characters)
    while try lexer.step() {}
    return lexer.tokens
  }

  private init(characters: [Unicode.Scalar]) { self.characters = characters }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    let index = place.offset + ahead
    return index < characters.count ? characters[index] : nil
  }

  private mutating func advance() {
    if characters[place.offset] == "\n" {
      place.line += 1
      place.column = 1
    } else {
      place.column += 1
    }
    place.offset += 1
  }

  private mutating func append(_ kind: Token.Kind, from start: Place) {
    tokens.append(Token(kind: kind, place: start, endOffset: place.offset))
  }

  /// Reads one token; false at the end.
  private mutating func step() throws(MapTextError) -> Bool {
    let start = place
    guard let next = peek() else {
      append(.newline, from: start)
      append(.end, from: start)
      return false
    }
    switch next {
    case "#": while let c = peek(), c != "\n" { advance() }
    case "\n":
      advance()
      if depth == 0, tokens.last.map({ $0.kind != .newline }) ?? false {
        append(.newline, from: start)
      }
    case " ", "\t", "\r": advance()
    case _ where Self.isLetter(next): try name(start)
    case _ where Self.isDigit(next): try number(start)
    default: try symbol(start, next)
    }
    return true
  }

  private static func isLetter(_ c: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(c) || ("A"..."Z").contains(c) || c == "_"
  }

  private static func isDigit(_ c: Unicode.Scalar) -> Bool { ("0"..."9").contains(c) }

  private mutating func name(_ start: Place) throws(MapTextError) {
    var text = String.UnicodeScalarView()
    while let c = peek(), Self.isLetter(c) || Self.isDigit(c) {
      text.append(c)
      advance()
    }
    guard text.count <= MapLimits.nameLength else {
      throw MapTextError(
        start, "a name of \(text.count) characters; expected at most \(MapLimits.nameLength)")
    }
    append(.name(String(text)), from: start)
  }

  /// `12`, `0.25`, `1.5e-3`: decimals are exact. The point of `2.^x` and `2.*x` is the operator's.
  private mutating func number(_ start: Place) throws(MapTextError) {
    var digits = String.UnicodeScalarView()
    var fraction = 0
    func isPoint() -> Bool { peek() == "." && peek(1).map(Self.isDigit) == true }
    while let c = peek(), Self.isDigit(c) {
      digits.append(c)
      advance()
    }
    if isPoint() {
      advance()
      while let c = peek(), Self.isDigit(c) {
        digits.append(c)
        fraction += 1
        advance()
      }
    }
    guard digits.count <= MapLimits.numberLength else {
      throw MapTextError(
        start, "a number of \(digits.count) digits; expected at most \(MapLimits.numberLength)")
    }
    let exponent = try decimalExponent(start) - fraction
    if let c = peek(), Self.isLetter(c) {
      throw MapTextError(
        place, "found \"\(c)\" after a number; expected an operator, such as * for a product")
    }
    guard let mantissa = Integer(String(digits)) else {
      throw MapTextError(start, "\"\(digits)\" is no number")
    }
    let power = IntegerRing().power(10, abs(exponent))
    append(
      .number(exponent < 0 ? Rational(mantissa, power) : Rational(mantissa * power)), from: start)
  }

  private mutating func decimalExponent(_ start: Place) throws(MapTextError) -> Int {
    guard let e = peek(), e == "e" || e == "E", let next = peek(1),
      Self.isDigit(next) || ((next == "-" || next == "+") && peek(2).map(Self.isDigit) == true)
    else { return 0 }
    advance()
    let sign = next == "-" ? -1 : 1
    if !Self.isDigit(next) { advance() }
    var value = 0
    while let c = peek(), Self.isDigit(c) {
      value = min(10 * value + Int(c.value - 48), 1_000_000)
      advance()
    }
    guard value <= MapLimits.decimalExponent else {
      throw MapTextError(
        start, "a power of ten beyond \(MapLimits.decimalExponent); expected a smaller number")
    }
    return sign * value
  }

  private mutating func symbol(_ start: Place, _ next: Unicode.Scalar) throws(MapTextError) {
    for double in [".*", ".^", "^.", "**", "./"] {
      guard next == double.unicodeScalars.first, peek(1) == double.unicodeScalars.last else {
        continue
      }
      advance()
      advance()
      if double == "**" { throw MapTextError(start, "found **; a power is written ^") }
      if double == "./" {
        throw MapTextError(
          start, "found ./; entries are divided by a number with /, and not by each other")
      }
      return append(.symbol(double == "^." ? ".^" : double), from: start)
    }
    guard "+-*/^()[],=':".unicodeScalars.contains(next) else {
      let hint =
        next == "@" ? "a matrix product is written *" : "expected a name, a number or an operator"
      throw MapTextError(start, "found \(Self.shown(next)); \(hint)")
    }
    advance()
    if next == "(" || next == "[" { depth += 1 }
    if next == ")" || next == "]" { depth = max(0, depth - 1) }
    append(.symbol(String(next)), from: start)
  }

  private static func shown(_ c: Unicode.Scalar) -> String {
    c.properties.generalCategory == .control || c.value > 0xFFFF
      ? "character U+\(String(c.value, radix: 16, uppercase: true))" : "\"\(c)\""
  }
}
