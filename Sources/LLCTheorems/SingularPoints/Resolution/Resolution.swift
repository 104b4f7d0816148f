import ExactAlgebra

/// The threshold of an ideal or of a loss at a point by charts: blow-ups along coordinates, each followed by the steps of
/// `LocalIdeal.simplify`, until monomials decide everywhere or the allowance is spent.
///
/// The threshold is the least over the points above the given one, and its order the largest among those that attain it.
/// What is found is exact, or bounds that hold (Proofs/PolynomialCoefficient.md).
struct Resolution {
  /// Charts looked at.
  private(set) var charts = 0
  /// The deepest chart.
  private(set) var depth = 0
  /// A loss changes its sign near the point.
  private(set) var changesSign = false

  /// A loss was not shown to be positive everywhere.
  private(set) var hasOpenSign = false
  /// Squares of separate variables that were split off before the first blow-up.
  private(set) var squares = 0

  /// Spent so far, by the sizes of the ideals looked at.
  private var work = 0
  /// Where the centre in hand gives up.
  private var allowance: Int
  /// Terms that simplifications may still go through; many of them are work that the sizes do not show.
  private var patience: Int
  private let depthLimit: Int
  private var found: [[String]: ThresholdBounds] = [:]

  /// - Parameters:
  ///   - allowance: of work; 200,000 are a few seconds for most losses, and half a minute for some.
  ///   - depthLimit: of blow-ups one after another.
  init(allowance: Int, depthLimit: Int = 12) {
    self.allowance = allowance
    patience = 3000 * allowance
    self.depthLimit = depthLimit
  }

  mutating func threshold(of start: LocalIdeal, level: Int = 0) -> ThresholdBounds {
    var ideal = start
    guard patience > 0 else { return .unknown }
    ideal.patience = patience
    let hasPole = ideal.simplify()
    patience = ideal.patience
    guard hasPole else { return .none }
    hasOpenSign = hasOpenSign || ideal.hasOpenSign
    depth = max(depth, level)
    if work == 0 { squares = ideal.squares }
    let terms = ideal.size.1
    work += 10 + terms + terms * terms / 3
    let separate = Rational(ideal.squares) * ideal.squareThreshold
    ideal.squares = 0
    let key = ideal.key
    if let known = found[key] { return known.adding(separate) }
    let result: ThresholdBounds
    if let known = ideal.known(searches: level == 0) {
      result = known
    } else if let parts = ideal.separated() {
      result = parts.dropFirst().reduce(threshold(of: parts[0], level: level)) {
        $0.adding(threshold(of: $1, level: level))
      }
    } else {
      charts += 1
      result = resolve(ideal, level).capped(ideal.polyhedron.coefficient)
    }
    found[key] = result
    return result.adding(separate)
  }

  private mutating func resolve(_ ideal: LocalIdeal, _ level: Int) -> ThresholdBounds {
    let open = ThresholdBounds(lower: ideal.leastThreshold(), upper: nil, multiplicity: nil)
    guard work < allowance, level < depthLimit else { return open }
    if let parts = parts(of: ideal) {
      return parts.isEmpty ? open : union(parts, level)
    }
    var best = open
    let whole = allowance
    for centre in ideal.centres(limit: level == 0 ? 6 : 3) {
      // The first centres are the best; none may spend everything.
      allowance = work + (whole - work) / 2
      let own = union(centre.map { ideal.blownUp(along: centre, pivot: $0) }, level + 1)
      allowance = whole
      if own.isExact { return own }
      if let lower = own.lower { best.lower = max(best.lower ?? lower, lower) }
      if let upper = own.upper { best.upper = min(best.upper ?? upper, upper) }
      if work >= allowance { break }
    }
    return best
  }

  private mutating func union(_ parts: [LocalIdeal], _ level: Int) -> ThresholdBounds {
    var result = ThresholdBounds.none
    for part in parts { result = result.union(threshold(of: part, level: level)) }
    return result
  }

  /// The points where some coefficient vanishes, and those where it does not; nil where every coefficient of a monomial in the
  /// variables at zero is a unit, empty where the zeros of one are out of reach.
  private mutating func parts(of ideal: LocalIdeal) -> [LocalIdeal]? {
    let open = ideal.openCoefficients
    guard let first = open.first else { return nil }
    if ideal.form == .loss {
      changesSign = changesSign || open.contains { $0.isLeading && $0.changesSign }
    }
    if let index = ideal.places.indices.filter({ index in
      ideal.places[index] == .anywhere && first.polynomial.monomialContent[index] > 0
    }).first {
      return ideal.split(at: index)
    }
    for coefficient in open {
      if let zeros = ideal.zeros(of: coefficient.polynomial) {
        var away = ideal
        away.units.append(coefficient.polynomial)
        return [away] + zeros
      }
    }
    // Fewer variables make fewer unknown zeros.
    return ideal.places.indices.first { ideal.places[$0] == .anywhere && ideal.occurs($0) }.map {
      ideal.split(at: $0)
    } ?? []
  }
}

extension UnivariatePolynomial {
  /// Whether it has real zeros of odd order.
  var changesSign: Bool {
    squareFreeFactors.contains { $0.multiplicity % 2 == 1 && $0.factor.realRootCount > 0 }
  }

  /// Rational roots: all of a linear polynomial, and those with small numerators and denominators.
  var smallRoots: [Rational] {
    if degree == 1 { return [-coefficients[0] / coefficients[1]] }
    var roots: Set<Rational> = []
    for q in 1...12 {
      for p in -24...24 {
        let candidate = Rational(p, q)
        let value = coefficients.reversed().reduce(Rational.zero) { $0 * candidate + $1 }
        if value.signum == 0 { roots.insert(candidate) }
      }
    }
    return roots.sorted()
  }
}
