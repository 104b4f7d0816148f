import ExactAlgebra

/// The regular part of a loss at a minimum, split off: after r changes of coordinates K = x_1^2 + ... + x_r^2 + G(y), r the rank
/// of the Hessian and G of order 3 or more (the splitting lemma). G is known through some degree.
///
/// With `d^2K/dx^2 != 0` the equation `dK/dx = 0` has a power series x = phi(y) as its solution, K is `K(phi(y), y)` plus a square
/// times a unit, and phi through degree T/2 gives `K(phi(y), y)` through degree T, since the derivative vanishes on phi.
struct RegularPart {
  /// r, at least; all of it where `remainder` has no quadratic terms.
  private(set) var rank = 0
  /// G in the same variables, of which r no longer occur.
  private(set) var remainder: SparsePolynomial
  /// Variables of G.
  private(set) var left: [Int]
  /// The loss takes negative values nearby.
  private(set) var isIndefinite = false
  private let degree: Int

  private static let termLimit = 3000

  /// - Parameters:
  ///   - loss: without constant and linear terms.
  ///   - degree: T.
  /// - Returns: nil where a series has too many terms.
  init?(_ loss: SparsePolynomial, through degree: Int) {
    self.degree = degree
    remainder = loss.truncated(through: degree)
    left = Array(0..<loss.variables)
    while let index = left.first(where: { second($0).signum != 0 }) {
      if second(index).signum < 0 {
        isIndefinite = true
        return
      }
      guard eliminate(index) else { return nil }
    }
    // A vertex below the terms that are not known decides the sign on some curve.
    let known = completed
    isIndefinite =
      remainder.terms.keys.contains { $0.reduce(0, +) == 2 }
      || !left.isEmpty
        && NewtonPolyhedron(known).vertices.contains { vertex in
          remainder[vertex].signum < 0
            || (remainder[vertex].signum > 0 && vertex.contains { $0 % 2 != 0 })
        }
  }

  /// With a power of each variable for the terms that are not known.
  private var completed: SparsePolynomial {
    left.reduce(remainder) { sum, axis in
      sum + SparsePolynomial.variable(axis, of: remainder.variables).power(degree + 1)
    }
  }

  /// The coefficient of a square.
  private func second(_ index: Int) -> Rational {
    remainder[(0..<remainder.variables).map { $0 == index ? 2 : 0 }]
  }

  private mutating func eliminate(_ index: Int) -> Bool {
    let slope = remainder.derivative(index)
    let lead = second(index) * 2
    let x = SparsePolynomial.variable(index, of: remainder.variables)
    // x = x - slope/lead, one more degree right each time.
    let step = x - slope.scaled(by: .one / lead)
    var solution = SparsePolynomial(variables: remainder.variables)
    for order in 1...(degree / 2 + 1) {
      solution = insert(solution, for: index, into: step, through: order)
      guard solution.terms.count <= Self.termLimit else { return false }
    }
    remainder = insert(solution, for: index, into: remainder, through: degree)
    guard remainder.terms.count <= Self.termLimit else { return false }
    left.removeAll { $0 == index }
    rank += 1
    return true
  }

  private func insert(
    _ value: SparsePolynomial, for index: Int, into polynomial: SparsePolynomial,
    through degree: Int
  ) -> SparsePolynomial {
    let parts = polynomial.coefficients(of: index)
    var (result, power) = (
      SparsePolynomial(variables: polynomial.variables),
      SparsePolynomial.constant(.one, variables: polynomial.variables)
    )
    for part in parts {
      result = result + (part * power).truncated(through: degree)
      power = (power * value).truncated(through: degree)
    }
    return result
  }

  /// Bounds of the coefficient of the whole loss, exact where no term of a higher degree can matter: those of G lie strictly
  /// inside its polyhedron when that meets every axis at T or before.
  var coefficient: ThresholdBounds {
    let regular = Rational(rank, 2)
    guard !left.isEmpty else { return .exactly(regular, 1) }
    let meetsAxes = left.allSatisfy { axis in
      remainder.terms.keys.contains { key in key.indices.allSatisfy { $0 == axis || key[$0] == 0 } }
    }
    if meetsAxes {
      let ideal = LocalIdeal(
        [remainder], form: .loss, density: remainder.terms.keys.first!.map { _ in 0 })
      if let known = ideal.nondegenerate() { return known.adding(regular) }
    }
    let all = completed
    let order = all.terms.keys.map { $0.reduce(0, +) }.min()!
    // K is comparable to the sum of the squares and |G|, so that a bound for G alone adds to r/2.
    return ThresholdBounds(
      lower: order <= degree ? regular + Rational(1, order) : regular,
      upper: NewtonPolyhedron(all).coefficient + regular, multiplicity: nil)
  }
}
