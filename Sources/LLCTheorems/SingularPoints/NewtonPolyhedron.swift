public import ExactAlgebra

/// The Newton polyhedron of a polynomial at the origin, and what it says of the learning coefficient.
///
/// With a prior `prod |w_i|^(h_i)` and t the number at which `t (h_1 + 1, ..., h_n + 1)` enters the polyhedron:
///
///     lambda <= 1/t,
///
/// with equality, and the multiplicity the codimension of the smallest face that holds the point, where K
/// is non-degenerate: no face polynomial of a compact face vanishes where no variable does (Varchenko 1976;
/// Watanabe 2009, section 2 and theorem 6.7). The inequality needs nothing: K is at most a constant times the sum of
/// |w^m| over the vertices m near the origin, which has that coefficient.
public struct NewtonPolyhedron: Sendable {
  public let polynomial: SparsePolynomial
  /// Exponents that no other monomial divides, sorted.
  public let generators: [[Int]]
  /// Generators among which are all vertices, without those in the middle between two others.
  private let corners: [[Int]]
  /// 1/t.
  public let coefficient: Rational
  /// The codimension of the smallest face that holds the point.
  public let multiplicity: Int
  /// Those of the generators that lie on this face.
  let face: [[Int]]
  /// Whether it has no directions.
  let isFaceCompact: Bool

  /// - Parameters:
  ///   - polynomial: not zero, without a constant term.
  ///   - prior: h_i, not negative; zeros when left out.
  /// - Complexity: a simplex tableau of n + 1 rows, and one more for each corner on the face.
  public init(_ polynomial: SparsePolynomial, prior: [Int]? = nil) {
    precondition(!polynomial.isZero, "the zero polynomial has no polyhedron")
    self.polynomial = polynomial
    generators = Self.minimal(Array(polynomial.terms.keys))
    corners = Self.withoutMiddles(generators)
    let ray = (prior ?? [Int](repeating: 0, count: polynomial.variables)).map { Rational($0 + 1) }
    let program = DiagonalProgram(corners, ray: ray)
    precondition(program.value.signum > 0, "a constant term")
    coefficient = .one / program.value
    let (monomial, directions) = program.face()
    let dimension = Self.rank(directions)
    face = generators.filter { own in
      Self.rank(directions + [zip(own, monomial).map { Integer($0 - $1) }]) == dimension
    }
    isFaceCompact = program.entersCompactFace
    multiplicity = polynomial.variables - dimension
  }

  private static func rank(_ rows: [[Integer]]) -> Int {
    rows.isEmpty ? 0 : FractionFreeElimination.rankProfile(of: Matrix(rows: rows)).rank
  }

  private static func withoutMiddles(_ points: [[Int]]) -> [[Int]] {
    let all = Set(points)
    return points.filter { own in
      !points.contains { other in
        other != own && all.contains(zip(own, other).map { 2 * $0 - $1 })
      }
    }
  }

  private static func minimal(_ monomials: [[Int]]) -> [[Int]] {
    let sorted = monomials.sorted { $0.lexicographicallyPrecedes($1) }
    return sorted.filter { own in
      !sorted.contains { other in other != own && zip(other, own).allSatisfy { $0 <= $1 } }
    }
  }

  /// Monomials that are not even in every variable with a positive coefficient, and are not strictly inside the
  /// polyhedron: without any, every face polynomial is a sum of positive terms, and K is non-degenerate.
  public var doubtful: [[Int]] {
    polynomial.terms.filter { exponents, value in
      (value.signum < 0 || exponents.contains { $0 % 2 != 0 }) && !isInside(exponents)
    }.map(\.key).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether a monomial lies on no compact face: the ray through it enters the polyhedron before it or on another face, among
  /// the monomials in its own variables.
  ///
  /// - Parameter dilation: of the polyhedron, which is that of as many factors with the same one.
  func isInside(_ exponents: [Int], dilation: Int = 1) -> Bool {
    guard let program = program(exponents, among: corners) else { return false }
    let place = program.value * Rational(dilation)
    return place < .one || (place == .one && !program.entersCompactFace)
  }

  /// Whether a monomial lies on a compact face.
  func isOnCompactFace(_ exponents: [Int]) -> Bool {
    guard let program = program(exponents, among: corners) else { return false }
    return program.value == .one && program.entersCompactFace
  }

  /// The monomials that the others' polyhedron does not hold.
  public var vertices: [[Int]] {
    corners.filter { own in
      program(own, among: corners.filter { $0 != own }).map { $0.value > .one } ?? true
    }
  }

  /// Where the ray through a monomial enters the polyhedron of those generators that have no other variables;
  /// nil without one.
  private func program(_ exponents: [Int], among generators: [[Int]]) -> DiagonalProgram? {
    let support = exponents.indices.filter { exponents[$0] > 0 }
    let own = generators.filter { generator in
      generator.indices.allSatisfy { exponents[$0] > 0 || generator[$0] == 0 }
    }
    guard !support.isEmpty, !own.isEmpty else { return nil }
    return DiagonalProgram(
      own.map { generator in support.map { generator[$0] } },
      ray: support.map { Rational(exponents[$0]) })
  }
}
