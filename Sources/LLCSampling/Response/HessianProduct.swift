import CNumericKernels
import NumericAlgebra
import NumericModels

/// The Hessian of a loss at a point times a vector, from gradients alone, in fixed memory.
///
/// Central differences of sixth order,
/// `H v = (45 (g_1 - g_-1) - 9 (g_2 - g_-2) + (g_3 - g_-3)) / (60 t)`, `g_s = grad L(w + s t v)`:
/// exact but for rounding where L is a polynomial of degree at most 7 along lines, such as the loss
/// of a quadratic network (6). The step is then long, and rounding, of order 2^-52 / t, small: a
/// difference of second order would leave 1e-10 of the largest eigenvalue on every zero one, which
/// n beta / gamma can magnify beyond 1.
final class HessianProduct {
  let count: Int
  /// D rounded up to a multiple of 8: the length of the vectors.
  let paddedCount: Int
  private let workspace: any LossWorkspace
  private let centre: RealBuffer
  private let point: RealBuffer
  private let gradient: RealBuffer
  private let step: Double

  private static let weights: [(shift: Double, weight: Double)] = [
    (1, 45), (-1, -45), (2, -9), (-2, 9), (3, 1), (-3, -1),
  ]

  init(_ loss: any LossFunction, at weights: [Double]) {
    count = loss.parameterCount
    precondition(weights.count == count, "\(weights.count) weights, not \(count)")
    paddedCount = (count + 7) / 8 * 8
    workspace = loss.makeWorkspace()
    centre = RealBuffer(count: paddedCount)
    for (i, weight) in weights.enumerated() { centre.pointer[i] = weight }
    point = RealBuffer(count: paddedCount)
    gradient = RealBuffer(count: paddedCount)
    // The seventh root of the rounding unit balances rounding against the seventh derivative.
    step = 6e-3 * max(1, slt_dot(paddedCount, centre.pointer, centre.pointer).squareRoot())
  }

  /// `output = H v` for a unit vector v; both of `paddedCount` values, zeros beyond D.
  func apply(_ vector: RealBuffer, into output: RealBuffer) {
    for i in 0..<paddedCount { output.pointer[i] = 0 }
    for (shift, weight) in Self.weights {
      point.pointer.update(from: centre.pointer, count: paddedCount)
      slt_add_multiple(paddedCount, shift * step, vector.pointer, point.pointer)
      _ = workspace.empiricalLoss(at: point.pointer, gradient: gradient.pointer)
      slt_add_multiple(count, weight / (60 * step), gradient.pointer, output.pointer)
    }
  }
}
