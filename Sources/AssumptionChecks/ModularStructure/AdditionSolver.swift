/// Levenberg and Marquardt's method for the equations of one frequency, from given units on: each step is
/// the smallest that solves the equations to first order, `-J^T (J J^T + mu)^-1 r`.
struct AdditionSolver {
  let equations: AdditionEquations
  /// Steps tried; what converges takes about ten.
  static let stepLimit = 300

  struct Outcome {
    /// alpha, beta, gamma of each unit.
    let units: [[Phasor]]
    let residual: [Double]
    let steps: Int
    /// The residual is as small as rounding of its terms lets it be.
    let isSolved: Bool
  }

  /// - Complexity: 16^2 6 m_k operations a step.
  func solve(from start: [[Phasor]]) -> Outcome {
    var units = start
    var residual = equations.residual(units)
    var size = Length.norm(residual)
    var damping = -1.0
    var steps = 0
    while steps < Self.stepLimit && size.isFinite {
      if isRounding(size, units) {
        return Outcome(units: units, residual: residual, steps: steps, isSolved: true)
      }
      steps += 1
      let jacobian = equations.jacobian(units)
      let gram = jacobian.map { x in jacobian.map { y in zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
      }
      let mean = gram.indices.reduce(0) { $0 + gram[$1][$1] } / Double(gram.count)
      guard mean > 0, mean.isFinite else { break }
      if damping < 0 { damping = 1e-3 }
      guard let multipliers = Cholesky.solve(gram, plus: damping * mean, residual) else {
        damping *= 10
        continue
      }
      var moved = units
      for j in units.indices {
        func step(_ column: Int) -> Double {
          -jacobian.indices.reduce(0) { $0 + jacobian[$1][6 * j + column] * multipliers[$1] }
        }
        for function in 0..<3 {
          moved[j][function].re += step(2 * function)
          moved[j][function].im += step(2 * function + 1)
        }
      }
      let next = equations.residual(moved)
      let nextSize = Length.norm(next)
      if nextSize < size {
        (units, residual, size) = (moved, next, nextSize)
        damping = max(damping / 10, 1e-14)
      } else {
        damping *= 10
        if damping > 1e12 { break }
      }
    }
    return Outcome(
      units: units, residual: residual, steps: steps, isSolved: isRounding(size, units))
  }

  /// Whether a residual is rounding: 16 spacings of the sum of the magnitudes of all terms, where those are
  /// not so large that rounding hides the targets.
  private func isRounding(_ size: Double, _ units: [[Phasor]]) -> Bool {
    let terms = units.reduce(0) { sum, unit in
      let (a, b, c) = (unit[0].magnitude, unit[1].magnitude, unit[2].magnitude)
      return sum + (a + b) * (a + b) * c
    }
    let target = 1 / Double(equations.modulus)
    return size <= min(16 * 0x1p-52 * (terms + target), 1e-9 * target)
  }
}

/// Small symmetric systems.
enum Cholesky {
  /// `(A + shift) x = b` for a symmetric non-negative A; nil when rounding leaves it indefinite.
  static func solve(_ matrix: [[Double]], plus shift: Double, _ right: [Double]) -> [Double]? {
    let n = right.count
    var factor = matrix
    for i in 0..<n {
      for j in 0...i {
        var sum = matrix[i][j] + (i == j ? shift : 0)
        for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
        if i == j {
          guard sum > 0, sum.isFinite else { return nil }
          factor[i][i] = sum.squareRoot()
        } else {
          factor[i][j] = sum / factor[j][j]
        }
      }
    }
    var x = right
    for i in 0..<n {
      for k in 0..<i { x[i] -= factor[i][k] * x[k] }
      x[i] /= factor[i][i]
    }
    for i in (0..<n).reversed() {
      for k in i + 1..<n { x[i] -= factor[k][i] * x[k] }
      x[i] /= factor[i][i]
    }
    return x
  }
}
