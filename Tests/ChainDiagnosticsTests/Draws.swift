import Foundation
import TestSupport

extension PseudoRandom {
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
