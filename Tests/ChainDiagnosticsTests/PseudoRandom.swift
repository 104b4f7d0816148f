import Foundation

/// SplitMix64 (Steele, Lea, Flood 2014): the same draws on every machine.
struct PseudoRandom: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// Box and Muller, one of the pair.
  mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// Stationary AR(1): x_t = rho x_{t-1} + e_t, unit innovations.
  mutating func autoregressive(_ rho: Double, chains: Int, draws: Int) -> [[Double]] {
    (0..<chains).map { _ in
      var x = normal() / (1 - rho * rho).squareRoot()
      return (0..<draws).map { _ in
        defer { x = rho * x + normal() }
        return x
      }
    }
  }
}
