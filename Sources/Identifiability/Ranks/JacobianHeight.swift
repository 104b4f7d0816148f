import ExactAlgebra
import Foundation
import ModelFamilies

/// How large the minors of a Jacobian can be, and so how many primes can divide them.
enum JacobianHeight {
  /// log2 of a bound of the Jacobian's entries, for integer weights of absolute value at most
  /// `2^weightBits`, after the denominators of the inputs are cleared.
  ///
  /// Entries are `(w . x)^2`, `2 v (w . x) x_l`, or the like: of degree 2 in the weights, of degree
  /// 2 in the inputs (with a bias, in `(x, 1)`), a sum of at most (d+1)^2 terms.
  static func entryBits(_ map: NetworkMap, weightBits: Double) -> Double {
    let d = Double(map.family.inputDimension + 1)
    var inputBits = 0.0
    if let inputs = map.inputs, case .vectors(let vectors) = inputs {
      let denominator = vectors.joined().reduce(Integer.one) {
        $1.denominator == .one ? $0 : Integer.lcm($0, $1.denominator)
      }
      let largest = vectors.joined().map(\.numerator.bitWidth).max() ?? 1
      inputBits = Double(largest + denominator.bitWidth)
    }
    return 2 + 2 * log2(d) + 2 * weightBits + 2 * inputBits
  }

  /// A bound of the probability that a random elimination prime divides a given non-zero minor of
  /// size g: the minor is at most Hadamard's bound H, so at most `log H / log 2^30` primes above
  /// 2^30 divide it.
  static func badPrimes(size: Int, entryBits: Double) -> Double {
    let g = Double(size)
    return min(1, g * (entryBits + log2(max(g, 1)) / 2) / 30 / Double(EliminationPrime.count))
  }

  /// The same at exact weights.
  static func badPrimeProbability(_ map: NetworkMap, _ point: [Rational]) -> Double {
    badPrimes(
      size: min(map.coordinateCount, map.parameterCount),
      entryBits: entryBits(map, weightBits: weightBits(point)))
  }

  /// log2 of a bound of the weights over their common denominator.
  static func weightBits(_ point: [Rational]) -> Double {
    let denominator = point.reduce(Integer.one) {
      $1.denominator == .one ? $0 : Integer.lcm($0, $1.denominator)
    }
    let largest = point.map(\.numerator.bitWidth).max() ?? 1
    return Double(largest + denominator.bitWidth)
  }

  /// The probability that a random point modulo a random prime shows a rank below the generic one.
  ///
  /// Let g be the generic rank over Q; some g x g minor is a non-zero polynomial of degree at most
  /// `g * degree`. There is an integer point with coordinates in `0...g * degree` where it does not
  /// vanish, so few primes divide its value there. For any other prime the minor is a non-zero
  /// polynomial over F_q, and a uniform point is a zero with probability at most `g * degree / q`
  /// (Schwartz 1980, Journal of the ACM 27; Zippel 1979, EUROSAM).
  static func genericFailure(maximalRank g: Int, degree: Int, map: NetworkMap) -> Double {
    genericFailure(maximalRank: g, degree: degree) { entryBits(map, weightBits: $0) }
  }

  /// - Parameter entryBits: of the Jacobian at integer weights of so many bits.
  static func genericFailure(
    maximalRank g: Int, degree: Int, entryBits: (Double) -> Double
  ) -> Double {
    guard g > 0 else { return 0 }
    let coordinateBits = log2(max(Double(g * degree), 2))
    let entry = entryBits(coordinateBits)
    return min(1, badPrimes(size: g, entryBits: entry) + Double(g * degree) / 0x1p30)
  }
}
