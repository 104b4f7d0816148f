public import ExactAlgebra
public import Identifiability

extension CertifiedCoefficient {
  /// Less than for a loss that somebody asks about: here the question is about ranks.
  private static let allowance = 10_000

  /// What charts add where ranks leave the coefficient open: that of `|phi(w) - phi(w*)|^2`, to which the loss is
  /// comparable wherever statements (a) to (e) hold (Proofs/PolynomialCoefficient.md).
  ///
  /// - Parameters:
  ///   - map: phi.
  ///   - point: w*.
  /// - Returns: at least as much as is known already; nil where that is proved to be the value, where the map is too large to
  ///   be multiplied out, or where charts say no more.
  /// - Complexity: mostly a few seconds; where substitutions grow, a quarter of a minute.
  public func charts(
    of map: some IdentifiableMap, at point: [Rational]
  ) -> CertifiedCoefficient? {
    guard !isExact, let squares = DisplacementRing.displacements(of: map, from: point),
      let (found, reason) = Self.threshold(squares, point)
    else { return nil }
    if let value = found.lower, found.isExact {
      return CertifiedCoefficient(
        level: level, lower: value, upper: value, multiplicity: found.multiplicity,
        confidence: .proved,
        because: reason)
    }
    guard confidence.isProved else { return nil }
    let low = found.lower.map { max($0, lower) } ?? lower
    let high = found.upper.map { min($0, upper) } ?? upper
    guard (low, high) != (lower, upper) else { return nil }
    return CertifiedCoefficient(
      level: level, lower: low, upper: high, multiplicity: nil, confidence: .proved, because: reason
    )
  }

  private static func threshold(
    _ squares: [SparsePolynomial], _ point: [Rational]
  ) -> (ThresholdBounds, String)? {
    let moving = squares.filter { !$0.isZero }
    guard !moving.isEmpty, moving.reduce(0, { $0 + $1.terms.count * $1.terms.count }) <= 100_000
    else { return nil }
    let loss = moving.reduce(SparsePolynomial(variables: point.count)) { $0 + $1 * $1 }
    let singularity = try? SingularPoint(
      loss, squares: moving, prior: nil, names: point.indices.map { "w\($0 + 1)" }, value: .zero,
      allowance: allowance,
      series: false)
    return singularity.map { ($0.bounds, $0.reason) }
  }
}

/// Polynomials in the distances from a point; nil where one would have too many terms.
private struct DisplacementRing: Ring {
  typealias Element = SparsePolynomial?

  private static let (weightLimit, coordinateLimit, degreeLimit) = (60, 400, 16)
  private static let (termLimit, productLimit) = (400, 4000)

  let variables: Int

  /// `phi(w* + w) - phi(w*)`.
  static func displacements(
    of map: some IdentifiableMap, from point: [Rational]
  ) -> [SparsePolynomial]? {
    guard map.parameterCount <= weightLimit, map.coordinateCount <= coordinateLimit,
      map.jacobianDegree < degreeLimit
    else { return nil }
    let ring = DisplacementRing(variables: map.parameterCount)
    let moved: [SparsePolynomial?] = point.enumerated().map { index, value in
      .constant(value, variables: ring.variables) + .variable(index, of: ring.variables)
    }
    guard let values = map.values(at: moved, in: ring) else { return nil }
    var displacements: [SparsePolynomial] = []
    for value in values {
      guard let value else { return nil }
      displacements.append(
        value
          - .constant(value[[Int](repeating: 0, count: ring.variables)], variables: ring.variables))
    }
    return displacements
  }

  var zero: Element { SparsePolynomial(variables: variables) }
  var one: Element { .constant(.one, variables: variables) }

  func add(_ a: Element, _ b: Element) -> Element { limited(a.flatMap { a in b.map { a + $0 } }) }
  func subtract(_ a: Element, _ b: Element) -> Element { add(a, negate(b)) }
  func negate(_ a: Element) -> Element { a.map { -$0 } }

  func multiply(_ a: Element, _ b: Element) -> Element {
    guard let a, let b, a.terms.count * b.terms.count <= Self.productLimit else { return nil }
    return limited(a * b)
  }

  func element(_ n: Int) -> Element { .constant(Rational(n), variables: variables) }
  func element(_ value: Rational) -> Element? { .some(.constant(value, variables: variables)) }

  private func limited(_ a: Element) -> Element {
    a.flatMap { $0.terms.count <= Self.termLimit ? $0 : nil }
  }
}
