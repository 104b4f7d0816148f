import NumericAlgebra
import NumericModels

/// Minimises a loss over the regular directions alone, from a point beside w*.
final class RegularSearch {
  struct Minimum {
    let start: Double
    let loss: Double
    let contraction: Double
    /// w - w* at the minimum.
    let displacement: [Double]
  }

  private let workspace: any LossWorkspace
  private let centre: [Double]
  private let geometry: LocalGeometry
  private(set) var gradients = 0

  init(loss: any LossFunction, centre: [Double], geometry: LocalGeometry) {
    workspace = loss.makeWorkspace()
    self.centre = centre
    self.geometry = geometry
  }

  /// A loss that rounding alone can leave beside w*: `(2^-46)^2` of the largest curvature times the
  /// squared weights, those of w* and of the displacement.
  func rounding(at displacement: [Double]) -> Double {
    let square = zip(centre, displacement).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    return 0x1p-92 * geometry.largest * square
  }

  /// `u <- u - V^T diag(1/h) V grad L(w* + u)` until the decrement `1/2 sum g_i^2 / h_i` says that
  /// nothing is left to gain; at most 60 times.
  func minimum(from displacement: [Double]) -> Minimum {
    let count = centre.count
    let rounding = self.rounding(at: displacement)
    var u = displacement
    var weights = u
    var gradient = u
    var slope = [Double](repeating: 0, count: max(geometry.rank, 1))
    var start = 0.0
    var lowest = Double.infinity
    var before = Double.infinity
    var contraction = 0.0
    var previous = Double.infinity
    for iteration in 0..<60 {
      for i in 0..<count { weights[i] = centre[i] + u[i] }
      let loss = workspace.empiricalLoss(at: weights, gradient: &gradient)
      gradients += 1
      if iteration == 0 { start = loss }
      guard loss.isFinite else {
        return Minimum(start: start, loss: loss, contraction: .infinity, displacement: u)
      }
      lowest = min(lowest, loss)
      guard geometry.rank > 0 else { break }
      geometry.project(gradient, &slope)
      var decrement = 0.0
      for i in 0..<geometry.rank {
        decrement += slope[i] * slope[i] / geometry.eigenvalues[i]
        slope[i] /= geometry.eigenvalues[i]
      }
      // Two steps in, and while the decrement is above rounding, its ratio tells how far the
      // Hessian here is from that of w*.
      if iteration >= 1, before > max(1e-16 * start, 1e4 * rounding), decrement > 0 {
        contraction = max(contraction, (decrement / before).squareRoot())
      }
      if contraction > 1 { break }
      before = decrement
      if decrement <= 1e-8 * loss || loss <= 1e-24 * start { break }
      if loss <= rounding && loss > 0.5 * previous { break }
      previous = loss
      u.withUnsafeMutableBufferPointer { u in
        slope.withUnsafeBufferPointer { slope in
          geometry.addBack(slope.baseAddress!, alpha: -1, to: u.baseAddress!)
        }
      }
    }
    return Minimum(start: start, loss: lowest, contraction: contraction, displacement: u)
  }
}
