/// A polynomial while its text is read, with the squares that it is a sum of.
struct SquaredValue {
  let polynomial: SparsePolynomial
  /// See `PolynomialText.squares`; a number c > 0 is the square of 1, up to a factor.
  let squares: [SparsePolynomial]?

  /// Beyond it the squares are forgotten.
  private static let squareLimit = 400

  init(_ polynomial: SparsePolynomial, squares: [SparsePolynomial]? = nil) {
    self.polynomial = polynomial
    self.squares = squares.flatMap { $0.count <= Self.squareLimit ? $0 : nil }
  }

  init(number: Rational, variables: Int) {
    let one = SparsePolynomial.constant(.one, variables: variables)
    self.init(
      one.scaled(by: number), squares: number.signum > 0 ? [one] : number.signum == 0 ? [] : nil)
  }

  /// The value of a polynomial without variables.
  var number: Rational? {
    polynomial.degree == 0
      ? polynomial[[Int](repeating: 0, count: polynomial.variables)] : nil
  }

  func scaled(by factor: Rational) -> SquaredValue {
    SquaredValue(polynomial.scaled(by: factor), squares: factor.signum > 0 ? squares : nil)
  }

  static func + (a: SquaredValue, b: SquaredValue) -> SquaredValue {
    var squares: [SparsePolynomial]?
    if let own = a.squares, let other = b.squares { squares = own + other }
    return SquaredValue(a.polynomial + b.polynomial, squares: squares)
  }

  static prefix func - (a: SquaredValue) -> SquaredValue { SquaredValue(-a.polynomial) }

  static func - (a: SquaredValue, b: SquaredValue) -> SquaredValue {
    SquaredValue(a.polynomial - b.polynomial)
  }

  static func * (a: SquaredValue, b: SquaredValue) -> SquaredValue {
    if let factor = a.number { return b.scaled(by: factor) }
    if let factor = b.number { return a.scaled(by: factor) }
    var squares: [SparsePolynomial]?
    if let own = a.squares, let other = b.squares, own.count * other.count <= squareLimit {
      squares = withoutNumbers(own.flatMap { g in other.map { g * $0 } })
    }
    return SquaredValue(a.polynomial * b.polynomial, squares: squares)
  }

  /// Its last power in a list of all, from the power 0.
  ///
  /// `(sum_i g_i^2)^k` is comparable to `sum_i (g_i^k)^2`; what is no sum of squares is one to an even power.
  func power(_ powers: [SparsePolynomial]) -> SquaredValue {
    let exponent = powers.count - 1
    guard exponent > 0, number == nil else {
      return SquaredValue(
        number: powers[exponent].terms.values.first ?? .zero, variables: polynomial.variables)
    }
    if exponent == 1 { return self }
    let own = squares.flatMap { Self.withoutNumbers($0.map { $0.power(exponent) }) }
    let even = exponent % 2 == 0 ? [powers[exponent / 2]] : nil
    return SquaredValue(powers[exponent], squares: own ?? even)
  }

  /// A number inside a product or a power is no addend of it: `(x^2 + 1)^2 - 1` is not comparable to x^4.
  private static func withoutNumbers(_ squares: [SparsePolynomial]) -> [SparsePolynomial]? {
    squares.contains { $0.degree == 0 } ? nil : squares
  }
}
