import Foundation
import LLCSampling
import NumericAlgebra

/// What a sampler with these settings reads for a polynomial regressor, on points x_1, ..., x_n.
///
/// The loss `L_n = 1/(2n) sum (f(x_i) - y_i)^2` is quadratic with Hessian `V^T V / n`, so a sampler of
/// `exp(-n beta L_n - gamma/2 |w - w*|^2)` that follows it exactly returns
/// `1/2 sum h / (h + gamma / (n beta))` (`Proofs/ResponsePrediction.md`). The h_i are squares of singular values of
/// `V / sqrt n`, which keeps the digits of the small ones.
public struct PolynomialResponse: Sendable, Encodable {
  public let nBeta: Double
  public let localisation: Double
  /// What the sampler reads.
  public let expected: Double
  /// `rank / 2`, exact; in JSON for comparison.
  public let asymptotic: Double
  /// Directions with `n beta h > gamma`: more than half of each is seen.
  public let directionsSeen: Int
  public let largestCurvature: Double
  /// The smallest of the `rank` curvatures, to rounding.
  public let smallestCurvature: Double

  /// Entries of V beyond which it is not formed: one singular value decomposition takes seconds there.
  public static let entryLimit = 1 << 22

  /// - Parameters:
  ///   - rank: of V, exact.
  /// - Throws: `SettingsError` for n beta or localisation that is no positive number (localisation may be 0);
  ///   `NumericError` when powers of the points overflow.
  /// - Complexity: O(n (degree + 1)^2).
  public init(
    points: [Double], degree: Int, rank: Int, nBeta: Double, localisation: Double
  ) throws {
    let scale = 1 / Double(points.count).squareRoot()
    var values: [Double] = []
    values.reserveCapacity(points.count * (degree + 1))
    for x in points {
      var power = scale
      for _ in 0...degree {
        values.append(power)
        power *= x
      }
    }
    let matrix = RealMatrix(rows: points.count, columns: degree + 1, values: values)
    try matrix.checkFinite("the Vandermonde matrix")
    let singular = try matrix.singularValues().sorted(by: >)
    let curvatures = singular.prefix(rank).map { $0 * $0 }
    let spectrum = HessianSpectrum(eigenvalues: curvatures, parameterCount: degree + 1)
    // The step plays no part: an adjusted sampler's law is the target.
    let settings = SamplerSettings(
      method: .hmc, nBeta: nBeta, localisation: localisation, stepSize: 1, burnIn: 0, draws: 4)
    expected = try ResponsePrediction(spectrum: spectrum, settings: settings).stationary
    self.nBeta = nBeta
    self.localisation = localisation
    asymptotic = Double(rank) / 2
    directionsSeen = curvatures.count { nBeta * $0 > localisation }
    largestCurvature = curvatures.first ?? 0
    smallestCurvature = curvatures.last ?? 0
  }
}
