import ExactAlgebra

/// Generators as polynomials in the variables at zero: their coefficients may vanish at some of the points in question.
extension LocalIdeal {
  struct Coefficient {
    /// Without units; not constant.
    let polynomial: SparsePolynomial
    /// Of a generator less its monomial factor: its values at the points.
    let isLeading: Bool

    /// Has zeros of odd order in one variable.
    var changesSign: Bool {
      let support = polynomial.support
      return support.count == 1 && polynomial.univariate(in: support[0])?.changesSign == true
    }
  }

  /// Coefficients that are not known to be units, the plainest first.
  var openCoefficients: [Coefficient] {
    var found: [SparsePolynomial: Bool] = [:]
    for generator in generators {
      let content = generator.monomialContent
      var parts: [[Int]: [[Int]: Rational]] = [:]
      for (key, value) in generator.terms {
        let zero = key.indices.map { places[$0] == .zero ? key[$0] - content[$0] : 0 }
        let rest = key.indices.map { places[$0] == .zero ? 0 : key[$0] }
        parts[zero, default: [:]][rest] = value
      }
      for (zero, terms) in parts {
        let own = withoutUnits(SparsePolynomial(variables: variables, terms: terms))
        if own.degree > 0, !isUnit(own) {
          found[own] = (found[own] ?? false) || zero.allSatisfy { $0 == 0 }
        }
      }
    }
    func cost(_ polynomial: SparsePolynomial) -> (Int, Int, Int) {
      (polynomial.support.count, polynomial.terms.count, polynomial.degree)
    }
    return found.sorted { a, b in
      if cost(a.key) != cost(b.key) { return cost(a.key) < cost(b.key) }
      return a.key.text(names).lexicographicallyPrecedes(b.key.text(names))
    }.map { Coefficient(polynomial: $0.key, isLeading: $0.value) }
  }

  private var names: [String] { places.indices.map { "x\($0)" } }

  /// The points where a polynomial in the variables that need not be zero vanishes, in coordinates of which one is that polynomial or
  /// the distance from one of its roots; nil where these are out of reach.
  func zeros(of polynomial: SparsePolynomial) -> [LocalIdeal]? {
    let support = polynomial.support
    if support.count == 1, let own = polynomial.univariate(in: support[0]) {
      return roots(of: own, in: support[0])
    }
    for index in support where density[index] == 0 && polynomial.degree(in: index) == 1 {
      let parts = polynomial.coefficients(of: index)
      guard isUnit(parts[1]), places[index] == .anywhere || isUnit(parts[0]) else { continue }
      var crossing = self
      let new = SparsePolynomial.variable(index, of: variables)
      crossing.replace(index, by: new - parts[0], over: parts[1])
      crossing.places[index] = .zero
      return [crossing]
    }
    return nil
  }

  private func roots(of polynomial: UnivariatePolynomial, in index: Int) -> [LocalIdeal]? {
    guard density[index] == 0 else { return nil }
    var parts: [LocalIdeal] = []
    for (multiplicity, factor) in polynomial.squareFreeFactors where factor.realRootCount > 0 {
      let roots = factor.smallRoots
      for root in roots where places[index] == .anywhere || root.signum != 0 {
        parts.append(centred(index, at: root))
      }
      guard roots.count < factor.realRootCount else { continue }
      // Simple roots that are no rational numbers: the factor is a coordinate where nothing else depends on the variable.
      guard multiplicity == 1, let crossing = crossing(polynomial, in: index) else { return nil }
      parts.append(crossing)
    }
    return parts
  }

  /// A variable near one of its values.
  private func centred(_ index: Int, at root: Rational) -> LocalIdeal {
    var result = self
    let moved =
      SparsePolynomial.variable(index, of: variables) + .constant(root, variables: variables)
    result.replace(index, by: moved, over: .constant(.one, variables: variables))
    result.places[index] = .zero
    return result
  }

  /// The only factor with this variable as a coordinate.
  private func crossing(_ polynomial: UnivariatePolynomial, in index: Int) -> LocalIdeal? {
    let uses = generators.indices.filter { generators[$0].contains(index) }
    guard uses.count == 1, units.allSatisfy({ !$0.contains(index) }) else { return nil }
    let generator = generators[uses[0]]
    let content = generator.monomialContent
    guard content[index] == 0,
      withoutUnits(generator.divided(byMonomial: content).restricted(toZero: indices(.zero)))
        .univariate(in: index) == polynomial
    else { return nil }
    var result = self
    result.generators[uses[0]] = SparsePolynomial.variable(index, of: variables)
      .multiplied(byMonomial: content)
    result.places[index] = .zero
    return result
  }
}
