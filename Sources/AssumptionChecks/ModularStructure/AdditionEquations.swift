/// When units of one frequency k compute their part of addition modulo an odd p under the centred loss.
///
/// The outputs `sum_j v_j(c) (u_j(a) + s_j(b))^2` have Fourier coefficients at the modes below and their
/// negatives, no two of which agree, at (0, 0, +-k), which the centred loss does not see, and nowhere else.
/// Those of the targets are 1/p at (z, z, -z) and 0 elsewhere, z != 0 once centred. So the loss is zero
/// when, with alpha = u^(k), beta = s^(k), gamma = v^(k) and sums over the units,
///
///     (k, k, -k)   2 sum alpha beta conj gamma = 1/p
///     (k, k, k), (k, -k, k), (k, -k, -k)
///                  sum alpha beta gamma = sum alpha conj beta gamma = sum alpha conj beta conj gamma = 0
///     (2k, 0, +-k) sum alpha^2 gamma = sum alpha^2 conj gamma = 0, and the same for beta.
///
/// Modes of different k differ in c, so that frequencies decouple; and a frequency without a unit leaves
/// 0 = 1/p. For any quadratic network the coefficient at (k, k, -k) is `2 sum u^(k) s^(k) conj v^(k)`: an
/// exact solution, of single frequencies or not, has for every k a unit with k in u, s and v.
struct AdditionEquations {
  /// p.
  let modulus: Int

  static let count = 8

  /// Weight and the three factors: (function: 0 alpha, 1 beta, 2 gamma; whether conjugated).
  private static let terms: [(weight: Double, factors: [(function: Int, bar: Bool)])] = [
    (2, [(0, false), (1, false), (2, true)]),
    (2, [(0, false), (1, false), (2, false)]),
    (2, [(0, false), (1, true), (2, false)]),
    (2, [(0, false), (1, true), (2, true)]),
    (1, [(0, false), (0, false), (2, false)]),
    (1, [(0, false), (0, false), (2, true)]),
    (1, [(1, false), (1, false), (2, false)]),
    (1, [(1, false), (1, false), (2, true)]),
  ]

  /// What the eight coefficients miss, real and imaginary parts one after the other.
  ///
  /// - Parameter units: alpha, beta, gamma of each.
  func residual(_ units: [[Phasor]]) -> [Double] {
    var sums = [Phasor](repeating: .zero, count: Self.count)
    for unit in units {
      for (i, term) in Self.terms.enumerated() {
        let factors = term.factors.map { $0.bar ? unit[$0.function].conjugate : unit[$0.function] }
        sums[i] = sums[i] + term.weight * (factors[0] * factors[1] * factors[2])
      }
    }
    sums[0].re -= 1 / Double(modulus)
    return sums.flatMap { [$0.re, $0.im] }
  }

  /// Derivatives of `residual`: 16 rows of 6 columns a unit, in the order Re alpha, Im alpha, Re beta, ...
  func jacobian(_ units: [[Phasor]]) -> [[Double]] {
    var rows = [[Double]](
      repeating: [Double](repeating: 0, count: 6 * units.count), count: 2 * Self.count)
    for (j, unit) in units.enumerated() {
      for (i, term) in Self.terms.enumerated() {
        let factors = term.factors.map { $0.bar ? unit[$0.function].conjugate : unit[$0.function] }
        for place in 0..<3 {
          let rest = term.weight * (factors[(place + 1) % 3] * factors[(place + 2) % 3])
          let (function, bar) = term.factors[place]
          let column = 6 * j + 2 * function
          // Along the imaginary axis the factor moves by i, or -i when conjugated.
          let sign = bar ? -1.0 : 1.0
          rows[2 * i][column] += rest.re
          rows[2 * i + 1][column] += rest.im
          rows[2 * i][column + 1] -= sign * rest.im
          rows[2 * i + 1][column + 1] += sign * rest.re
        }
      }
    }
    return rows
  }

  /// The part of the centred loss, `1/(2 p^2)` times the sum of squares over pairs and outputs, by
  /// Parseval: every coefficient counts with its negative.
  func loss(_ residual: [Double]) -> Double {
    Double(modulus) * residual.reduce(0) { $0 + $1 * $1 }
  }
}
