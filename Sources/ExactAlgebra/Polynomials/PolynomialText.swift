/// Why a text is not a polynomial.
public struct PolynomialTextError: Error, Equatable, CustomStringConvertible {
  /// From 1, in characters.
  public let column: Int
  public let problem: String
  public var description: String { "column \(column): \(problem)" }
}

/// A polynomial as people write it: `x^2*y^4 + (x - 2*y)^2/3`.
///
/// Sums, differences, products by `*`, powers by `^` with an integer, quotients by numbers, parentheses;
/// integers, decimals and names of variables (a letter, then letters, digits or _).
public struct PolynomialText: Sendable {
  public let polynomial: SparsePolynomial
  /// Polynomials g_i for which the sum of the g_i^2 lies between two positive multiples of the polynomial, but for addends
  /// that are numbers; nil where the text is not written as sums, products and powers of squares.
  public let squares: [SparsePolynomial]?
  /// The names in the order of the exponents: as given, or by first appearance.
  public let names: [String]

  /// Of the degree, of terms at any moment, and of the nesting.
  static let degreeLimit = 200
  static let termLimit = 20_000
  static let depthLimit = 100

  /// - Parameter names: all variables in their order; nil takes those of the text as they appear.
  /// - Throws: `PolynomialTextError`.
  public init(_ text: String, names: [String]? = nil) throws(PolynomialTextError) {
    let found = names ?? Self.identifiers(text)
    guard !found.isEmpty else {
      throw PolynomialTextError(
        column: 1, problem: "no variable; expected a polynomial such as x^2*y^4")
    }
    guard found.count <= 64 else {
      throw PolynomialTextError(column: 1, problem: "\(found.count) variables; expected at most 64")
    }
    var parser = Parser(text, found)
    let value = try parser.whole()
    polynomial = value.polynomial
    squares = value.squares
    self.names = found
  }

  private static func identifiers(_ text: String) -> [String] {
    var names: [String] = []
    var current = ""
    for character in text + " " {
      if character.isASCII,
        character.isLetter || (!current.isEmpty && (character.isNumber || character == "_"))
      {
        current.append(character)
      } else {
        if !current.isEmpty, !names.contains(current) { names.append(current) }
        current = ""
      }
    }
    return names
  }
}

private struct Parser {
  private let characters: [Character]
  private let names: [String]
  private var place = 0
  private var depth = 0

  init(_ text: String, _ names: [String]) {
    characters = Array(text)
    self.names = names
  }

  mutating func whole() throws(PolynomialTextError) -> SquaredValue {
    let result = try sum()
    skipSpaces()
    guard place == characters.count else {
      throw error("found \"\(characters[place])\"; expected an operator or the end")
    }
    return result
  }

  private func error(_ problem: String, at column: Int? = nil) -> PolynomialTextError {
    PolynomialTextError(column: (column ?? place) + 1, problem: problem)
  }

  private mutating func skipSpaces() {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
  }

  private mutating func accept(_ wanted: Character) -> Bool {
    skipSpaces()
    guard place < characters.count, characters[place] == wanted else { return false }
    place += 1
    return true
  }

  private func checked(_ value: SquaredValue) throws(PolynomialTextError) -> SquaredValue {
    guard value.polynomial.terms.count <= PolynomialText.termLimit else {
      throw error("more than \(PolynomialText.termLimit) terms")
    }
    return value
  }

  private func product(
    _ a: SquaredValue, _ b: SquaredValue
  ) throws(PolynomialTextError) -> SquaredValue {
    try checkProduct(a.polynomial, b.polynomial)
    return try checked(a * b)
  }

  private func checkProduct(
    _ a: SparsePolynomial, _ b: SparsePolynomial
  ) throws(PolynomialTextError) {
    guard a.degree + b.degree <= PolynomialText.degreeLimit else {
      throw error("the degree exceeds \(PolynomialText.degreeLimit)")
    }
    guard a.terms.count * b.terms.count <= 50 * PolynomialText.termLimit else {
      throw error("a product of \(a.terms.count) and \(b.terms.count) terms is too large")
    }
  }

  private mutating func sum() throws(PolynomialTextError) -> SquaredValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= PolynomialText.depthLimit else {
      throw error("more than \(PolynomialText.depthLimit) parentheses inside each other")
    }
    var result = accept("-") ? try -term() : try term()
    while true {
      if accept("+") {
        result = try checked(result + (try term()))
      } else if accept("-") {
        result = try checked(result - (try term()))
      } else {
        return result
      }
    }
  }

  private mutating func term() throws(PolynomialTextError) -> SquaredValue {
    var result = try factor()
    while true {
      if accept("*") {
        result = try product(result, try factor())
      } else if accept("/") {
        let start = place
        let divisor = try factor()
        guard let value = divisor.number, value.signum != 0 else {
          throw error(
            "division by a polynomial or by zero; expected a number other than 0", at: start)
        }
        result = result.scaled(by: .one / value)
      } else {
        return result
      }
    }
  }

  private mutating func factor() throws(PolynomialTextError) -> SquaredValue {
    if accept("-") {
      depth += 1
      defer { depth -= 1 }
      guard depth <= PolynomialText.depthLimit else { throw error("too many signs") }
      return try -factor()
    }
    let base = try atom()
    guard accept("^") else { return base }
    skipSpaces()
    let start = place
    var digits = ""
    while place < characters.count, characters[place].isASCII, characters[place].isNumber {
      digits.append(characters[place])
      place += 1
    }
    guard let exponent = Int(digits), exponent <= PolynomialText.degreeLimit else {
      throw error(
        "an exponent has to be an integer from 0 to \(PolynomialText.degreeLimit)", at: start)
    }
    var powers = [SparsePolynomial.constant(.one, variables: names.count)]
    for k in 0..<exponent {
      try checkProduct(powers[k], base.polynomial)
      powers.append(try checked(SquaredValue(powers[k] * base.polynomial)).polynomial)
    }
    return base.power(powers)
  }

  private mutating func atom() throws(PolynomialTextError) -> SquaredValue {
    skipSpaces()
    guard place < characters.count else {
      throw error("the text ends; expected a number or a variable")
    }
    let start = place
    if accept("(") {
      let inner = try sum()
      guard accept(")") else { throw error("a parenthesis is not closed", at: start) }
      return inner
    }
    let first = characters[place]
    if first.isASCII, first.isNumber {
      while place < characters.count, characters[place].isASCII,
        characters[place].isNumber || characters[place] == "."
      { place += 1 }
      let text = String(characters[start..<place])
      guard text.count <= 60, let value = Self.decimal(text) else {
        throw error("\"\(text.prefix(20))\" is no number", at: start)
      }
      return SquaredValue(number: value, variables: names.count)
    }
    if first.isASCII, first.isLetter {
      while place < characters.count, characters[place].isASCII,
        characters[place].isLetter || characters[place].isNumber || characters[place] == "_"
      { place += 1 }
      let name = String(characters[start..<place])
      guard let index = names.firstIndex(of: name) else {
        throw error(
          "\(name) is not declared; the variables are \(names.joined(separator: ", "))", at: start)
      }
      return SquaredValue(.variable(index, of: names.count))
    }
    throw error("found \"\(first)\"; expected a number, a variable or a parenthesis")
  }

  private static func decimal(_ text: String) -> Rational? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Rational(String(parts[0])) else { return nil }
    guard parts.count == 2 else { return whole }
    let digits = String(parts[1])
    guard !digits.isEmpty, let fraction = Rational(digits) else { return nil }
    return whole + (0..<digits.count).reduce(fraction) { value, _ in value / 10 }
  }
}
