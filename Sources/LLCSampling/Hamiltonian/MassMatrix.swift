import BLASInterface
import NumericAlgebra

/// The metric of a Hamiltonian sampler: `S^2 = s_0^2 I + V^T diag(s_i^2 - s_0^2) V`, the inverse of
/// the mass matrix, with V the R orthonormal rows of directions that have a scale s_i of their own
/// and s_0 the scale of all the others.
///
/// With `s_i = (n beta h_i + gamma)^(-1/2)` and `s_0 = gamma^(-1/2)`, h_i and V the Hessian's positive
/// eigenvalues and eigenvectors at w*, the localised posterior of a quadratic loss has unit curvature
/// in every direction: one step size fits them all.
public struct MassMatrix: Sendable {
  public let count: Int
  let directions: Int
  let baseScale: Double
  let scales: [Double]
  private let basis: RealBuffer?

  /// One scale in every direction.
  public init(count: Int, scale: Double) {
    precondition(scale > 0 && scale.isFinite, "scale \(scale)")
    self.count = count
    directions = 0
    baseScale = scale
    scales = []
    basis = nil
  }

  /// The metric that whitens `n beta H + gamma`; `gamma > 0`.
  public init(whitening geometry: LocalGeometry, nBeta: Double, localisation: Double) {
    precondition(localisation > 0, "localisation \(localisation) leaves directions without a scale")
    count = geometry.parameterCount
    directions = geometry.rank
    baseScale = 1 / localisation.squareRoot()
    scales = geometry.eigenvalues.map { 1 / (nBeta * $0 + localisation).squareRoot() }
    basis = geometry.rank > 0 ? geometry.basis : nil
  }

  /// Two products with V for each application: 4 R D operations.
  var operations: Double { 4 * Double(directions) * Double(count) }

  /// `x <- S x`, with R doubles of scratch.
  package func applyRoot(_ x: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>)
  {
    transform(x, x, scratch, base: baseScale) { scales[$0] - baseScale }
  }

  /// `y = S^2 x`; x and y may be the same.
  package func applySquare(
    _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let square = baseScale * baseScale
    transform(x, y, scratch, base: square) { scales[$0] * scales[$0] - square }
  }

  /// The kinetic energy `v^T S^-2 v / 2` of a velocity.
  package func kineticEnergy(
    _ velocity: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> Double {
    let inverse = 1 / (baseScale * baseScale)
    var sum = 0.0
    for i in 0..<count { sum += velocity[i] * velocity[i] }
    sum *= inverse
    project(velocity, scratch)
    for i in 0..<directions {
      sum += (1 / (scales[i] * scales[i]) - inverse) * scratch[i] * scratch[i]
    }
    return sum / 2
  }

  /// `output = V x`, R values.
  func project(_ x: UnsafePointer<Double>, _ output: UnsafeMutablePointer<Double>) {
    guard let basis else { return }
    BLAS.multiplyVector(
      rows: directions, columns: count, basis.pointer, count, x, into: output)
  }

  @inline(__always)
  private func transform(
    _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>, base: Double, _ factor: (Int) -> Double
  ) {
    project(x, scratch)
    for i in 0..<directions { scratch[i] *= factor(i) }
    for i in 0..<count { y[i] = base * x[i] }
    guard let basis else { return }
    BLAS.multiplyVector(
      rows: directions, columns: count, basis.pointer, count, transposed: true, scratch, beta: 1,
      into: y)
  }
}
