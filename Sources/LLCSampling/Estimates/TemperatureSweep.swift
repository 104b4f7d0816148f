import Foundation

/// Estimates at several temperatures regressed on `1/(n beta)`: the intercept is the coefficient, the
/// slope what finite temperature adds to first order.
///
///     lambda(n beta) = lambda + b / (n beta)
///
/// Least squares weighted by the inverse variances. With one temperature the intercept is the estimate
/// there; b is 0.
public struct TemperatureSweep: Sendable, Codable, Equatable {
  /// lambda and its standard error.
  public let intercept: Double
  public let interceptError: Double
  /// b and its standard error.
  public let slope: Double
  public let slopeError: Double
  /// Of the fit, with `degreesOfFreedom`.
  public let chiSquare: Double
  public let degreesOfFreedom: Int

  /// - Parameter points: n beta, value, standard error (positive); at least one.
  public init(_ points: [(nBeta: Double, value: Double, error: Double)]) {
    precondition(!points.isEmpty && points.allSatisfy { $0.error > 0 }, "\(points)")
    // In units of the largest 1/(n beta), so that no sum underflows.
    let unit = points.map { 1 / $0.nBeta }.max() ?? 1
    var (s, sx, sxx, sy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    // Weights relative to the largest: errors may be tiny.
    let smallest = points.map(\.error).min() ?? 1
    for point in points {
      let weight = (smallest / point.error) * (smallest / point.error)
      let x = 1 / point.nBeta / unit
      s += weight
      sx += weight * x
      sxx += weight * x * x
      sy += weight * point.value
      sxy += weight * x * point.value
    }
    let determinant = s * sxx - sx * sx
    let variance = smallest * smallest
    let fits = points.count > 1 && determinant > 1e-9 * s * sxx
    let b = fits ? (s * sxy - sx * sy) / determinant : 0
    let value = fits ? (sxx * sy - sx * sxy) / determinant : sy / s
    intercept = value
    interceptError = (variance * (fits ? sxx / determinant : 1 / s)).squareRoot()
    slope = b / unit
    slopeError = fits ? (variance * s / determinant).squareRoot() / unit : 0
    chiSquare = points.reduce(0) { sum, point in
      let deviation = (point.value - value - b / point.nBeta / unit) / point.error
      return sum + deviation * deviation
    }
    degreesOfFreedom = points.count - (fits ? 2 : 1)
  }

  /// Whether chi^2 is beyond its 99.9 % point (Wilson and Hilferty 1931).
  public var deviates: Bool {
    guard degreesOfFreedom > 0 else { return false }
    let n = Double(degreesOfFreedom)
    let root = 1 - 2 / (9 * n) + 3.09 * (2 / (9 * n)).squareRoot()
    return chiSquare > n * root * root * root
  }
}
