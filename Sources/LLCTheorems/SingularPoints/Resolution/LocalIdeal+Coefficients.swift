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
    return smoothCrossing(polynomial).map { [$0] }
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
    coordinate([index]) { $0.univariate(in: index) == polynomial }
  }

  /// `q = q_0 + terms m with sum_i e_i m_i = 1` for some e, q_0 not zero: `sum_i e_i w_i dq/dw_i = q - q_0` is not zero where q is, so that
  /// the zeros are smooth, and q is a coordinate there if nothing else depends on its variables.
  private func smoothCrossing(_ polynomial: SparsePolynomial) -> LocalIdeal? {
    let support = polynomial.support
    let rows = polynomial.terms.keys.filter { $0.contains { $0 > 0 } }.map { key in
      support.map { Integer(key[$0]) }
    }
    guard form == .squares, rows.count < polynomial.terms.count, hasBothSigns(polynomial) else {
      return nil
    }
    func rank(_ rows: [[Integer]]) -> Int {
      FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
    }
    guard rank(rows) == rank(rows.map { $0 + [.one] }) else { return nil }
    return coordinate(support) { $0 == polynomial }
  }

  /// Whether some points with all coordinates other than 0 give either sign, so that there are zeros.
  private func hasBothSigns(_ polynomial: SparsePolynomial) -> Bool {
    let support = polynomial.support
    let choices = [Rational(1), Rational(-1), Rational(3), Rational(-1, 4)]
    guard support.count <= 5 else { return false }
    var signs: Set<Int> = []
    for place in 0..<(1 << (2 * support.count)) {
      var point = [Rational](repeating: 0, count: variables)
      for (k, index) in support.enumerated() { point[index] = choices[place >> (2 * k) & 3] }
      signs.insert(polynomial.value(at: point).signum)
      if signs.isSuperset(of: [-1, 1]) { return true }
    }
    return false
  }

  /// The first of these variables in the place of the only factor that depends on any of them, and that is as it should be at the points.
  private func coordinate(
    _ support: [Int], where isWanted: (SparsePolynomial) -> Bool
  ) -> LocalIdeal? {
    let uses = generators.indices.filter { place in
      support.contains { generators[place].contains($0) }
    }
    guard uses.count == 1, units.allSatisfy({ unit in support.allSatisfy { !unit.contains($0) } })
    else { return nil }
    let generator = generators[uses[0]]
    let content = generator.monomialContent
    let central = generator.divided(byMonomial: content).restricted(toZero: indices(.zero))
    guard support.allSatisfy({ content[$0] == 0 }), isWanted(withoutUnits(central)) else {
      return nil
    }
    var result = self
    result.generators[uses[0]] = SparsePolynomial.variable(support[0], of: variables)
      .multiplied(byMonomial: content)
    result.places[support[0]] = .zero
    result.density[support[0]] = 0
    return result
  }
}
