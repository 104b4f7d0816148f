import Foundation

/// `y = A exp(b x)` by least squares on log y.
public struct ExponentialFit: Sendable, Hashable {
  /// A.
  public let scale: Double
  /// b, in 1/x.
  public let rate: Double
  /// The standard error of b from the residuals; nil with two points.
  public let rateError: Double?

  /// Nil with fewer than two different x among the points with y > 0.
  public init?(_ points: [(x: Double, y: Double)]) {
    let usable = points.filter { $0.x.isFinite && $0.y.isFinite && $0.y > 0 }
    let n = Double(usable.count)
    guard usable.count >= 2 else { return nil }
    let meanX = usable.reduce(0) { $0 + $1.x } / n
    let meanY = usable.reduce(0) { $0 + log($1.y) } / n
    let spread = usable.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard spread > 0 else { return nil }
    let slope = usable.reduce(0) { $0 + ($1.x - meanX) * (log($1.y) - meanY) } / spread
    rate = slope
    scale = exp(meanY - slope * meanX)
    guard usable.count > 2 else {
      rateError = nil
      return
    }
    let residual = usable.reduce(0) {
      let rest = log($1.y) - meanY - slope * ($1.x - meanX)
      return $0 + rest * rest
    }
    rateError = (residual / (n - 2) / spread).squareRoot()
  }

  public func value(at x: Double) -> Double { scale * exp(rate * x) }
}
