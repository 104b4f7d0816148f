import ChainDiagnostics

/// The energies of several chains less their regression on the two virials, whose means are zero.
///
/// The coefficients are those of least squares over all draws, `b = C^-1 c` with C the covariance of
/// the virials and c their covariance with the energy; estimating them adds a bias of order 1/S.
///
/// A virial whose own chains do not agree, or have not moved enough, is left out: its mean is zero in
/// the limit only, and a slow direction would carry its distance from that limit into the estimate.
package struct ControlVariates {
  /// [chain][draw].
  package let reduced: [[Double]]
  /// Variance of the reduced energies over that of the energies; 1 where the energy is constant.
  package let unexplained: Double

  /// Below this a virial is not used.
  static let minimumEffectiveSampleSize = 200.0

  package init(_ chains: [RungDraws]) {
    self.init(
      chains, regular: Self.mixes(chains.map { $0.draws.map(\.regularVirial) }),
      kernel: Self.mixes(chains.map { $0.draws.map(\.kernelVirial) }))
  }

  private static func mixes(_ virial: [[Double]]) -> Bool {
    guard let summary = try? ChainSummary(validating: virial) else { return false }
    let error = max(summary.monteCarloStandardError, .leastNormalMagnitude)
    return summary.effectiveSampleSize >= minimumEffectiveSampleSize
      && (summary.rHat ?? .infinity) <= LLCEstimate.maximumRHat && abs(summary.mean) < 4 * error
  }

  /// - Parameters:
  ///   - regular: whether the virial of the regular directions is used; `kernel`: that of the others.
  init(_ chains: [RungDraws], regular: Bool, kernel: Bool) {
    let draws = chains.flatMap(\.draws)
    let count = Double(max(draws.count, 1))
    let energy = draws.reduce(0) { $0 + $1.energy } / count
    // The virials' own means are known to be zero, but least squares needs the sample's.
    let first = draws.reduce(0) { $0 + $1.regularVirial } / count
    let second = draws.reduce(0) { $0 + $1.kernelVirial } / count
    var (aa, ab, bb, ae, be) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for draw in draws {
      let a = regular ? draw.regularVirial - first : 0
      let b = kernel ? draw.kernelVirial - second : 0
      let e = draw.energy - energy
      aa += a * a
      ab += a * b
      bb += b * b
      ae += a * e
      be += b * e
    }
    let determinant = aa * bb - ab * ab
    let (alpha, beta): (Double, Double) =
      if determinant > 1e-12 * aa * bb {
        ((ae * bb - be * ab) / determinant, (be * aa - ae * ab) / determinant)
      } else if aa > 0 {
        (ae / aa, 0)
      } else if bb > 0 {
        (0, be / bb)
      } else {
        (0, 0)
      }
    let square = draws.reduce(0) { $0 + ($1.energy - energy) * ($1.energy - energy) }
    unexplained =
      square > 0
      ? max(
        0,
        square - 2 * (alpha * ae + beta * be) + alpha * alpha * aa
          + 2 * alpha * beta * ab + beta * beta * bb) / square : 1
    reduced = chains.map { chain in
      chain.draws.map { $0.energy - alpha * $0.regularVirial - beta * $0.kernelVirial }
    }
  }
}
