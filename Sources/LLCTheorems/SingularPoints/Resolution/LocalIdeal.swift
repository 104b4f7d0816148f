import ExactAlgebra

/// Polynomials near the points of a chart, with a density: what is left of a loss while its singularity is resolved.
///
/// For squares the loss is comparable to `sum_i f_i^2`, so that only the ideal of the f_i matters; for a loss of
/// no known form f_1 >= 0 is the loss itself, and the only generator. The volume is `prod |w_i|^(h_i) dw`.
struct LocalIdeal: Hashable {
  /// Where a variable is at the points in question.
  enum Place: Int {
    case zero
    case anywhere
    case nonzero
  }

  enum Form {
    case squares
    case loss
  }

  let form: Form
  var generators: [SparsePolynomial]
  var places: [Place]
  /// h_i.
  var density: [Int]
  /// Squares of separate variables that have been split off.
  var squares = 0
  /// A loss was not shown to be positive off the zeros of a monomial.
  var hasOpenSign = false
  /// Terms that simplifications may still go through.
  var patience = Int.max
  /// Polynomials in variables that need not be zero, which vanish at none of the points in question.
  var units: [SparsePolynomial] = []

  init(_ generators: [SparsePolynomial], form: Form, density: [Int]) {
    precondition(form == .squares || generators.count == 1, "a loss is one polynomial")
    self.form = form
    self.generators = generators
    self.density = density
    places = density.map { _ in .zero }
  }

  var variables: Int { places.count }

  /// What one separate square adds to the threshold of `|f|`: that of `|x|`, or of `|x|^2`.
  var squareThreshold: Rational { form == .squares ? 1 : Rational(1, 2) }

  func indices(_ place: Place) -> Set<Int> { Set(places.indices.filter { places[$0] == place }) }

  var sign: PolynomialSign { PolynomialSign(nonzero: indices(.nonzero)) }

  /// Whether it vanishes at no point in question.
  func isUnit(_ polynomial: SparsePolynomial) -> Bool {
    sign.isNowhereZero(withoutUnits(polynomial.restricted(toZero: indices(.zero))))
  }

  /// Without its factors among `units` and variables that are not zero.
  func withoutUnits(_ polynomial: SparsePolynomial) -> SparsePolynomial {
    guard !polynomial.isZero else { return polynomial }
    let content = polynomial.monomialContent
    let plain = polynomial.divided(
      byMonomial: content.indices.map { places[$0] == .nonzero ? content[$0] : 0 })
    return units.reduce(plain) { rest, unit in
      var rest = rest
      while rest.degree >= unit.degree, let quotient = rest.exactQuotient(unit) { rest = quotient }
      return rest
    }
  }

  /// Whether it vanishes at every point in question.
  func vanishes(_ polynomial: SparsePolynomial) -> Bool {
    polynomial.restricted(toZero: indices(.zero)).isZero
  }

  func occurs(_ index: Int) -> Bool { generators.contains { $0.contains(index) } }

  /// Generators that are no monomials, then terms: what every simplification makes smaller.
  var size: (Int, Int) {
    (generators.count { $0.terms.count > 1 }, generators.reduce(0) { $0 + $1.terms.count })
  }

  /// The polyhedron of all monomials in the variables that may be zero; it bounds the threshold from above.
  var polyhedron: NewtonPolyhedron {
    var monomials: [[Int]: Rational] = [:]
    for generator in generators {
      for key in generator.terms.keys { monomials[local(key)] = .one }
    }
    return NewtonPolyhedron(
      SparsePolynomial(variables: variables, terms: monomials), prior: density)
  }

  /// The exponents of the variables that may be zero.
  func local(_ exponents: [Int]) -> [Int] {
    exponents.indices.map { places[$0] == .nonzero ? 0 : exponents[$0] }
  }

  /// The same up to names of variables and factors: a description that equal ideals of one shape share.
  var key: [String] {
    func describe(_ generator: SparsePolynomial, _ names: (Int) -> String) -> String {
      generator.terms.map { key, value in
        key.indices.filter { key[$0] > 0 }.map { "\(names($0))^\(key[$0])" }.sorted().joined(
          separator: "*") + ":\(value)"
      }.sorted().joined(separator: "+")
    }
    let used = places.indices.filter { occurs($0) }
    let plain = generators.map { generator in describe(generator) { "\(places[$0])\(density[$0])" }
    }
    let signatures = used.map { index in
      (
        index,
        "\(places[index])\(density[index])|"
          + zip(generators, plain).map { generator, text in
            text + "@" + generator.terms.map { "\($0.key[index])" }.sorted().joined(separator: ",")
          }.sorted().joined(separator: ";")
      )
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    var names: [Int: Int] = [:]
    for (place, entry) in signatures.enumerated() { names[entry.0] = place }
    let header = signatures.map { "\(places[$0.0])\(density[$0.0])" }.joined(separator: ",")
    func name(_ index: Int) -> String { names[index].map { "x\($0)" } ?? "y\(index)" }
    let known = units.filter { $0.support.contains { names[$0] != nil } }
    return ["\(form) \(header)"] + generators.map { describe($0, name) }.sorted()
      + ["units"] + known.map { describe($0, name) }.sorted()
  }
}
