public import ModelFamilies
public import NumericAlgebra

/// How far weights are from a minimum of a least-squares loss on given inputs.
///
/// Levenberg-Marquardt from the weights ends at a critical point nearby. Where the map phi to the outputs
/// seen is a submersion, a zero of the loss is shown to lie within a radius: with J the Jacobian at w, mu its
/// smallest singular value, F the residual and s(t) the most that J moves within t, the chord iteration
/// `x -> x - J^+ F(x)` maps the ball of radius R around w into itself and contracts there if
///
///     |J^+ F(w)| + s(R) R / mu <= R   and   s(R) < mu,
///
/// since `T(x) - T(y) = J^+ (J (x - y) - (F(x) - F(y)))` on the space of rows of J.
public struct NearbyMinimum: Sendable {
  /// The length of the Gauss-Newton step at the weights.
  public let step: Double
  /// A zero of the loss lies within this distance, at which phi is a submersion; nil where that is not shown.
  public let solutionRadius: Double?
  /// Where the descent ended: its distance from the weights, and half the squared residual there over n.
  public let distance: Double
  public let loss: Double
  /// The norm of the gradient of `loss` there.
  public let gradientNorm: Double

  /// Sides of the Gram matrix up to which a descent, or at least one step, is affordable.
  private static let descentSide = 700
  private static let iterations = 60

  /// - Parameters:
  ///   - weights: D values in the order of the family's layout.
  ///   - inputs: X, n x d; `targets`: Y, n x K.
  /// - Returns: nil where the Jacobian is too large.
  /// - Throws: `NumericError` when a value is not finite.
  public init?(
    _ family: ModelFamily, weights: [Double], inputs: RealMatrix, targets: RealMatrix,
    centred: Bool
  ) throws(NumericError) {
    let lifted = UnitWeights(family, weights).hasConstant ? inputs.appendingOnes : inputs
    let outputs = family.outputDimension
    guard let view = FormView.values(on: lifted, centred: centred),
      CheckList.fits(family.parameterCount, outputs * view.count)
    else { return nil }
    var problem = LeastSquares(
      family: family, weights: weights, view: view,
      targets: Self.seenTargets(targets, centred: centred))
    let coordinates = outputs * (view.count - (centred ? 1 : 0))
    let first = try problem.linearised()
    let newton = try first.step(damping: 0, rank: min(coordinates, first.eigenvalues.count))
    step = UnitWeights.norm(newton)
    solutionRadius = try Self.radius(
      problem, step: step, coordinates: coordinates, rank: first.eigenvalues.count)
    let start = problem.weights
    if first.eigenvalues.count <= Self.descentSide { try problem.descend(Self.iterations) }
    distance = UnitWeights.norm(zip(problem.weights, start).map { $0 - $1 })
    let n = Double(inputs.rows)
    let residual = try problem.residual()
    loss = residual.reduce(0) { $0 + $1 * $1 } / (2 * n)
    gradientNorm = UnitWeights.norm(try problem.linearised().gradient) / n
  }

  /// In the order of the Jacobian's columns, k slowest.
  private static func seenTargets(_ targets: RealMatrix, centred: Bool) -> [Double] {
    targets.transposed.rowsCentred(centred).values
  }

  private static func radius(
    _ problem: LeastSquares, step: Double, coordinates: Int, rank: Int
  ) throws(NumericError) -> Double? {
    guard rank >= coordinates, coordinates > 0 else { return nil }
    let margins = QuadraticMargins(problem.units, problem.view)
    let system = try SingularSystem(margins.matrices.jacobian())
    guard system.values.count >= coordinates else { return nil }
    let mu = system.values[coordinates - 1] - system.rounding
    guard mu > 0 else { return nil }
    // The smallest fixed point of R = step / (1 - s(R) / mu), from below.
    var radius = step
    for _ in 0..<200 {
      let contraction = margins.jacobianSpeed.movement(radius) / mu
      guard contraction < 1 else { return nil }
      let next = step / (1 - contraction)
      // Rounded up: a little more than the fixed point is inside as well.
      if next <= radius * (1 + 1e-6) {
        let rounded = radius * (1 + 1e-5)
        let movement = margins.jacobianSpeed.movement(rounded) / mu
        return movement < 1 && step + movement * rounded <= rounded ? rounded : nil
      }
      radius = next
    }
    return nil
  }
}

extension RealMatrix {
  /// Each row less its mean, or as it is.
  func rowsCentred(_ centred: Bool) -> RealMatrix {
    guard centred, columns > 0 else { return self }
    return RealMatrix(
      rows: (0..<rows).map { index in
        let own = row(index)
        let mean = own.reduce(0, +) / Double(columns)
        return own.map { $0 - mean }
      })
  }
}
