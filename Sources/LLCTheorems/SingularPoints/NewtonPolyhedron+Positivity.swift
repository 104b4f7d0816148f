import ExactAlgebra

/// Non-degeneracy over the real numbers, for losses and sums of squares.
extension NewtonPolyhedron {
  /// Products of terms, and linear programmes a hundred times as dear, up to which positivity is tried.
  private static let workLimit = 400_000
  private static let powerLimit = 16
  private static let multiplierLimit = 80

  /// That the face polynomial of every compact face is positive where no variable is 0. False says nothing.
  ///
  /// Shown in each orthant by a factor with positive coefficients, a power of the sum of the lattice points on
  /// the compact faces: where every term of the product on a compact face of its polyhedron is positive, so is every face
  /// polynomial, for that of a product is the product of theirs. Such a power exists where the faces are positive (Polya
  /// 1928 for a simplex; Handelman 1986, *Positive polynomials and product type actions of compact groups*).
  public var hasPositiveFaces: Bool {
    let boundary = polynomial.terms.filter { !isInside($0.key) }
    guard vertices.allSatisfy({ polynomial[$0].signum > 0 && $0.allSatisfy { $0 % 2 == 0 } }) else {
      return false
    }
    let odd = (0..<polynomial.variables).filter { index in
      boundary.keys.contains { $0[index] % 2 != 0 }
    }
    var seen: Set<SparsePolynomial> = []
    var work = Self.workLimit
    var multiplier: SparsePolynomial?
    let faces = plainFaces(of: Array(boundary.keys))
    for mask in 0..<(1 << odd.count) {
      let negative = odd.indices.filter { mask >> $0 & 1 == 1 }.map { odd[$0] }
      let own = SparsePolynomial(
        variables: polynomial.variables,
        terms: Dictionary(
          uniqueKeysWithValues: boundary.map { key, value in
            (key, negative.reduce(0) { $0 + key[$1] } % 2 == 0 ? value : -value)
          }))
      guard seen.insert(own).inserted, own.terms.values.contains(where: { $0.signum < 0 }) else {
        continue
      }
      // Face polynomials at a point of this orthant.
      let isRefuted = faces.contains { face in
        face.reduce(Rational.zero) { $0 + own[$1] }.signum <= 0
      }
      if isRefuted { return false }
      let factor = multiplier ?? latticePoints(reachedFrom: Array(boundary.keys), &work)
      multiplier = factor
      guard isPositive(own, times: factor, &work) else { return false }
    }
    return true
  }

  /// The monomials of least weight, for weights 1 and 2.
  private func plainFaces(of monomials: [[Int]]) -> Set<Set<[Int]>> {
    let used = (0..<polynomial.variables).filter { index in monomials.contains { $0[index] > 0 } }
    var faces: Set<Set<[Int]>> = []
    for mask in 0..<(1 << min(used.count, 6)) {
      let weights = used.enumerated().map { place, index in
        (index, place < 6 && mask >> place & 1 == 1 ? 2 : 1)
      }
      func weight(_ key: [Int]) -> Int { weights.reduce(0) { $0 + $1.1 * key[$1.0] } }
      let least = monomials.map(weight).min()
      faces.insert(Set(monomials.filter { weight($0) == least }))
    }
    return faces
  }

  /// Whether a product of a polynomial with this polyhedron and powers of another has positive terms alone on the compact faces.
  private func isPositive(
    _ polynomial: SparsePolynomial, times multiplier: SparsePolynomial, _ work: inout Int
  ) -> Bool {
    var product = polynomial
    for power in 0...Self.powerLimit {
      if power > 0 {
        work -= product.terms.count * multiplier.terms.count
        guard work > 0 else { return false }
        product = product * multiplier
      }
      let onFace = product.terms.first { key, value in
        work -= 100
        return value.signum < 0 && !isInside(key, dilation: power + 1)
      }
      if onFace == nil { return true }
    }
    return false
  }

  /// The sum of the monomials on compact faces that differences of given ones lead to, or of these alone where there are many.
  private func latticePoints(reachedFrom support: [[Int]], _ work: inout Int) -> SparsePolynomial {
    let steps = Set(support.flatMap { a in support.map { b in zip(a, b).map { $0 - $1 } } })
    var tried = Set(support)
    var (points, next) = (support, 0)
    search: while next < points.count {
      for step in steps {
        let point = zip(points[next], step).map { $0 + $1 }
        guard point.allSatisfy({ $0 >= 0 }), tried.insert(point).inserted else { continue }
        work -= 100
        if isOnCompactFace(point) { points.append(point) }
        guard points.count <= Self.multiplierLimit, work > Self.workLimit / 2 else {
          points = support
          break search
        }
      }
      next += 1
    }
    return SparsePolynomial(
      variables: polynomial.variables,
      terms: Dictionary(uniqueKeysWithValues: points.map { ($0, .one) }))
  }
}
