import NumericAlgebra
public import NumericModels

/// Eigenvalues of the Hessian of L_n at a point.
public struct HessianSpectrum: Sendable, Equatable, Codable {
  /// The eigenvalues above the threshold, decreasing; the other D - rank count as zero.
  public let eigenvalues: [Double]
  /// D.
  public let parameterCount: Int
  /// Eigenvalues at or below this were taken as zero.
  public let threshold: Double

  /// - Parameter eigenvalues: at most D values, in any order; those at or below `threshold` are
  ///   dropped.
  public init(eigenvalues: [Double], parameterCount: Int, threshold: Double = 0) {
    precondition(
      eigenvalues.count <= parameterCount,
      "\(eigenvalues.count) eigenvalues of \(parameterCount) parameters")
    self.eigenvalues = eigenvalues.filter { $0 > threshold }.sorted(by: >)
    self.parameterCount = parameterCount
    self.threshold = threshold
  }

  public var rank: Int { eigenvalues.count }
  public var largest: Double { eigenvalues.first ?? 0 }

  /// The step from which SGLD and SGNHT have no stationary law, `4 / (n beta h_max + gamma)`;
  /// infinite when both terms are zero.
  public func stabilityLimit(nBeta: Double, localisation: Double) -> Double {
    4 / (nBeta * largest + localisation)
  }

  public func stabilityLimit(_ settings: SamplerSettings) -> Double {
    stabilityLimit(
      nBeta: settings.nBeta, localisation: settings.localisation + settings.weightDecay)
  }
}

/// A Hessian that is too large to decompose.
public struct SpectrumSizeError: Error, Equatable, CustomStringConvertible {
  public let residualCount: Int
  public let parameterCount: Int
  public let limit: Int

  public init(residualCount: Int, parameterCount: Int, limit: Int) {
    self.residualCount = residualCount
    self.parameterCount = parameterCount
    self.limit = limit
  }

  public var description: String {
    "the residual Jacobian is \(residualCount) x \(parameterCount); a dense spectrum needs "
      + "the smaller side to be at most \(limit). Use fewer samples or a smaller model"
  }
}

extension ResidualLoss {
  /// The spectrum of `J^T J` at w, J the residual Jacobian: the Hessian where the residual is zero,
  /// the Gauss-Newton matrix elsewhere. Taken from `J^T J` or `J J^T`, whichever is smaller; with
  /// s the smaller side, cost `2 s^2 max(rows, D) + 4/3 s^3`.
  ///
  /// Eigenvalues below `max(rows, D) 2^-52 h_max`, the rounding error of the product, count as zero.
  ///
  /// - Throws: `SpectrumSizeError` when the smaller side exceeds `limit` or J has more than 2^27
  ///   entries (1 GiB); `NumericError` when J is not finite or LAPACK fails.
  public func hessianSpectrum(at weights: [Double], limit: Int = 6000) throws -> HessianSpectrum {
    let rows = residualCount
    guard min(rows, parameterCount) <= limit,
      rows.multipliedReportingOverflow(by: parameterCount).overflow == false,
      rows * parameterCount <= 1 << 27
    else {
      throw SpectrumSizeError(
        residualCount: rows, parameterCount: parameterCount, limit: limit)
    }
    let jacobian = residualJacobian(at: weights)
    try jacobian.checkFinite("the residual Jacobian")
    let gram = rows < parameterCount ? jacobian.rowGram : jacobian.columnGram
    let eigenvalues = try gram.symmetricEigenvalues()
    let threshold = Double(max(rows, parameterCount)) * .ulpOfOne * (eigenvalues.last ?? 0)
    return HessianSpectrum(
      eigenvalues: eigenvalues, parameterCount: parameterCount, threshold: max(threshold, 0))
  }
}
