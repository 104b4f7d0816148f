import ExactAlgebra

/// `minimise c . x  subject to  A x >= b, x >= 0` with c > 0 and b >= 0, in exact arithmetic: the
/// simplex method on the dual, whose origin is feasible. For tests only: Newton polyhedra and cones.
struct CoveringProgramme {
  var cost: [Rational]
  var rows: [[Rational]]
  var bounds: [Rational]

  /// The sum of squared monomials with these exponents has `2 lambda = min sum w` over w >= 0 with
  /// `w . e >= 1` for every exponent vector e.
  init(monomials: [[Int]]) {
    cost = Array(repeating: 1, count: monomials[0].count)
    rows = monomials.map { $0.map { Rational($0) } }
    bounds = monomials.map { _ in 1 }
  }

  init(cost: [Rational], rows: [[Rational]], bounds: [Rational]) {
    self.cost = cost
    self.rows = rows
    self.bounds = bounds
  }

  /// The minimum and a minimiser: the dual's prices.
  func minimum(cost: [Rational]) -> (value: Rational, point: [Rational]) {
    let (m, n) = (cost.count, rows.count)
    var table = (0..<m).map { i in
      rows.map { $0[i] } + (0..<m).map { Rational($0 == i ? 1 : 0) } + [cost[i]]
    }
    var last = bounds.map { -$0 } + Array(repeating: Rational.zero, count: m + 1)
    var basis = Array(n..<n + m)
    // Bland's rule: it ends.
    while let entering = (0..<n + m).first(where: { last[$0].signum < 0 }) {
      var leaving: Int?
      for i in 0..<m where table[i][entering].signum > 0 {
        guard let best = leaving else {
          leaving = i
          continue
        }
        let (here, there) = (
          table[i][n + m] / table[i][entering], table[best][n + m] / table[best][entering]
        )
        if here < there || (here == there && basis[i] < basis[best]) { leaving = i }
      }
      let row = leaving!
      let pivot = table[row][entering]
      table[row] = table[row].map { $0 / pivot }
      for i in 0..<m where i != row && table[i][entering].signum != 0 {
        let factor = table[i][entering]
        for j in 0...n + m where table[row][j].signum != 0 {
          table[i][j] = table[i][j] - factor * table[row][j]
        }
      }
      let factor = last[entering]
      for j in 0...n + m where table[row][j].signum != 0 {
        last[j] = last[j] - factor * table[row][j]
      }
      basis[row] = entering
    }
    return (last[n + m], Array(last[n..<n + m]))
  }

  var minimum: Rational { minimum(cost: cost).value }

  /// The dimension of the face of minimisers, projected to the first `count` coordinates: the affine rank of
  /// the minimisers of slightly perturbed costs.
  func faceDimension(first count: Int? = nil, seed: UInt64 = 1) -> Int {
    var random = SeededGenerator(seed: seed)
    let points = (0..<12).map { _ in
      let moved = cost.map { $0 + Rational(Int.random(in: -50...50, using: &random), 1_000_000) }
      return Array(minimum(cost: moved).point.prefix(count ?? cost.count))
    }
    return Self.rank(points.dropFirst().map { zip($0, points[0]).map { $0 - $1 } })
  }

  private static func rank(_ rows: [[Rational]]) -> Int {
    var rows = rows
    var rank = 0
    for column in rows.first?.indices ?? 0..<0 {
      guard let pivot = rows.indices.dropFirst(rank).first(where: { rows[$0][column].signum != 0 })
      else { continue }
      rows.swapAt(rank, pivot)
      for i in rows.indices.dropFirst(rank + 1) where rows[i][column].signum != 0 {
        let factor = rows[i][column] / rows[rank][column]
        rows[i] = zip(rows[i], rows[rank]).map { $0 - factor * $1 }
      }
      rank += 1
    }
    return rank
  }
}
