public import NumericAlgebra
public import NumericModels

extension LossFunction {
  /// The Hessian eigenvalue of largest magnitude at w, by power iteration on
  /// `H v = (grad L(w + t v) - grad L(w - t v)) / (2 t)`, for models whose spectrum is too large to
  /// decompose. The result is a Rayleigh quotient, so it approaches |h| from below: leave a margin
  /// (a tenth is plenty after 100 iterations) when it sets a step size.
  ///
  /// - Parameters:
  ///   - weights: w, D values.
  ///   - iterations: at most this many; fewer when two estimates in a row agree to 1e-6.
  /// - Throws: `NumericError.nonFinite` when a gradient near w is not finite.
  /// - Complexity: two gradients for each iteration.
  public func largestCurvature(
    at weights: [Double], iterations: Int = 100, seed: UInt64 = 0
  ) throws(NumericError) -> Double {
    precondition(
      weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    let workspace = makeWorkspace()
    var stream = RandomStream(seed: seed, purpose: .curvature)
    var direction = normalised(stream.normals(parameterCount))
    var up = [Double](repeating: 0, count: parameterCount)
    var down = up
    // The cube root of the rounding unit balances rounding against the third derivative.
    let step = 6e-6 * max(1, norm(weights))
    var estimate = 0.0
    for _ in 0..<iterations {
      _ = workspace.empiricalLoss(
        at: zip(weights, direction).map { $0 + step * $1 }, gradient: &up)
      _ = workspace.empiricalLoss(
        at: zip(weights, direction).map { $0 - step * $1 }, gradient: &down)
      let image = zip(up, down).map { ($0 - $1) / (2 * step) }
      if let index = image.firstIndex(where: { !$0.isFinite }) {
        throw .nonFinite(
          what: "the Hessian times a vector", row: index, column: 0, value: "\(image[index])")
      }
      let next = abs(zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 })
      let length = norm(image)
      guard length > 0 else { return 0 }
      let settled = abs(next - estimate) <= 1e-6 * next
      estimate = next
      if settled { break }
      direction = image.map { $0 / length }
    }
    return estimate
  }
}

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

private func normalised(_ vector: [Double]) -> [Double] {
  let length = norm(vector)
  return vector.map { $0 / length }
}
