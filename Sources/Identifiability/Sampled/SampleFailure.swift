import ExactAlgebra
import Foundation

/// How often random rows show a rank below the true one.
enum SampleFailure {
  /// At random weights modulo a random prime, against the generic rank over Q.
  ///
  /// Some g x g minor of the rows is a non-zero polynomial of degree at most g k in weights, inputs and
  /// cotangents, k the degree of an entry. It does not vanish at some point of 0...g k; few primes
  /// divide its value there, and for the others a uniform point is a zero with probability at most
  /// g k / q (Schwartz 1980, Journal of the ACM 27; Zippel 1979, EUROSAM).
  static func genericPoint(_ map: some SampledMap, maximalRank g: Int) -> Double {
    guard g > 0 else { return 0 }
    let degree = Double(g) * map.sampleDegree
    let bits = map.entryBits(size: max(degree, 1))
    return min(1, JacobianHeight.badPrimes(size: g, entryBits: bits) + degree / 0x1p30)
  }

  /// At given weights of absolute value at most `largest`, against their rank over Q: the same for the
  /// random inputs and cotangents.
  static func point(_ map: some SampledMap, maximalRank g: Int, largest: Int) -> Double {
    guard g > 0 else { return 0 }
    let degree = Double(g) * map.sampleDegree
    let bits = map.entryBits(size: max(degree, Double(largest)))
    return min(1, JacobianHeight.badPrimes(size: g, entryBits: bits) + degree / 0x1p30)
  }
}
