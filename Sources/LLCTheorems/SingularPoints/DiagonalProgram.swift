import ExactAlgebra

/// Where the ray t c, c > 0, enters a Newton polyhedron `conv(monomials) + R^n_{>=0}`, exactly.
///
/// The linear programme `min t` over mu >= 0, s >= 0 and t with `sum_m mu_m = 1` and
/// `sum_m mu_m m_i + s_i = t c_i` for every i: n + 1 rows, whatever the number of monomials. Simplex with
/// rational numbers and Bland's rule, which ends.
struct DiagonalProgram {
  private let monomials: [[Int]]
  private let variables: Int
  /// Rows of the tableau: coefficients of the columns mu, s, t, then the right-hand side.
  private var rows: [[Rational]]
  /// The column that is basic in each row.
  private var basis: [Int]
  /// The cost row in terms of the columns that are not basic.
  private var cost: [Rational] = []

  /// The least t.
  private(set) var value: Rational

  /// - Parameters:
  ///   - monomials: exponents, at least one, each of n numbers.
  ///   - ray: c, n positive numbers.
  init(_ monomials: [[Int]], ray: [Rational]) {
    precondition(!monomials.isEmpty && ray.allSatisfy { $0.signum > 0 })
    self.monomials = monomials
    let n = ray.count
    variables = n
    let columns = monomials.count + n + 1
    rows = (0..<n).map { i in
      monomials.map { Rational($0[i]) } + (0..<n).map { $0 == i ? .one : .zero } + [-ray[i], .zero]
    }
    rows.append(
      monomials.map { _ in .one } + [Rational](repeating: .zero, count: n + 1) + [.one])
    // Feasible at once: the first monomial alone, t as large as its largest share, its slacks.
    basis = (0..<n).map { monomials.count + $0 } + [0]
    value = .zero
    let shares = (0..<n).map { Rational(monomials[0][$0]) / ray[$0] }
    let largest = shares.indices.max { shares[$0] < shares[$1] }!
    pivot(row: n, column: 0)
    pivot(row: largest, column: columns - 1)
    setCost((0..<columns).map { $0 == columns - 1 ? .one : .zero })
    minimise()
    value = objective
  }

  private var columnCount: Int { monomials.count + variables + 1 }
  private var objective: Rational { -cost[columnCount] }

  private mutating func pivot(row: Int, column: Int) {
    let lead = rows[row][column]
    rows[row] = rows[row].map { $0 / lead }
    for other in rows.indices where other != row && rows[other][column].signum != 0 {
      let factor = rows[other][column]
      for k in rows[other].indices where rows[row][k].signum != 0 {
        rows[other][k] = rows[other][k] - factor * rows[row][k]
      }
    }
    if !cost.isEmpty, cost[column].signum != 0 {
      let factor = cost[column]
      for k in cost.indices where rows[row][k].signum != 0 {
        cost[k] = cost[k] - factor * rows[row][k]
      }
    }
    basis[row] = column
  }

  private mutating func setCost(_ coefficients: [Rational]) {
    cost = coefficients + [.zero]
    for (row, column) in basis.enumerated() where cost[column].signum != 0 {
      let factor = cost[column]
      for k in cost.indices { cost[k] = cost[k] - factor * rows[row][k] }
    }
  }

  /// - Parameter forbidden: columns that stay at zero.
  private mutating func minimise(forbidden: Set<Int> = []) {
    while let entering = (0..<columnCount).first(where: {
      cost[$0].signum < 0 && !forbidden.contains($0)
    }) {
      var leaving: Int?
      for row in rows.indices where rows[row][entering].signum > 0 {
        guard let best = leaving else {
          leaving = row
          continue
        }
        let (own, other) = (
          rows[row][columnCount] * rows[best][entering],
          rows[best][columnCount] * rows[row][entering]
        )
        if own < other || (own == other && basis[row] < basis[best]) { leaving = row }
      }
      // Bounded: mu is in a simplex and t >= 0.
      guard let leaving else { return }
      pivot(row: leaving, column: entering)
    }
  }

  /// Whether the smallest face that the entry point lies in is compact: no optimal solution has a slack.
  var entersCompactFace: Bool {
    var other = self
    other.setCost(
      (0..<columnCount).map {
        $0 >= monomials.count && $0 < monomials.count + variables ? -.one : .zero
      })
    other.minimise(forbidden: Set((0..<columnCount - 1).filter { cost[$0].signum != 0 }))
    return other.objective.signum == 0
  }

  /// The smallest face that the entry point lies in: one of its monomials, and directions that span it with this one,
  /// differences of monomials that can have a positive part in an optimal solution and axes that can.
  func face() -> (monomial: [Int], directions: [[Integer]]) {
    let own = cost
    let open = (0..<columnCount - 1).filter { own[$0].signum == 0 }
    let closed = Set((0..<columnCount - 1).filter { own[$0].signum != 0 })
    let positive = open.filter { column in
      var other = self
      other.setCost((0..<columnCount).map { $0 == column ? -.one : .zero })
      // Optimal solutions alone: columns with a positive reduced cost stay at zero.
      other.minimise(forbidden: closed)
      return other.objective.signum < 0
    }
    // The parts of monomials add to one, so that some can be positive.
    let used = positive.filter { $0 < monomials.count }.map { monomials[$0] }
    let differences = used.dropFirst().map { zip($0, used[0]).map { Integer($0 - $1) } }
    let axes = positive.filter { $0 >= monomials.count }.map { column in
      (0..<variables).map { column - monomials.count == $0 ? Integer.one : Integer.zero }
    }
    return (used[0], differences + axes)
  }
}
