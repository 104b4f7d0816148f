import Foundation

func exponential(_ x: Double) -> Double { exp(x) }

/// psi(x), by recurrence to x >= 20 and the asymptotic series (error below 1e-15).
func digamma(_ x: Double) -> Double {
  var x = x
  var result = 0.0
  while x < 20 {
    result -= 1 / x
    x += 1
  }
  let z = 1 / (x * x)
  return result + log(x) - 1 / (2 * x)
    - z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z / 132))))
}

/// E[L] - L(x*) times n beta for L = exp(x) - alpha x: with k = n beta alpha,
/// `k (log k - psi(k))`, which tends to 1/2.
func logGammaCoefficient(_ k: Double) -> Double { k * (log(k) - digamma(k)) }
