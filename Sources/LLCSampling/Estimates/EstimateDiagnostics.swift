import ChainDiagnostics
import NumericModels

/// What the draws of an estimate say of themselves, besides its error, ESS and R-hat.
public struct EstimateDiagnostics: Sendable, Codable, Equatable {
  /// ESS of the rank-normalised draws (Vehtari et al. 2021).
  public let bulkEffectiveSampleSize: Double
  /// Geweke's z of each chain, the largest in magnitude: the drift of the trace. Nil for short or
  /// constant chains.
  public let drift: Double?
  /// `gamma E|w - w*|^2 / D`: the distance from w* against the localisation's own scale; at most 1 where
  /// the loss only adds to the pull. Nil without a pull.
  public let distance: Double?
  /// `E[(w - w*) . grad U] / D`, 1 at equilibrium (see `Proofs/AutomaticProtocol.md`, section 2), and its
  /// standard error. Nil for minibatches and for methods that do not have the gradient at the draw.
  public let equipartition: Double?
  public let equipartitionError: Double?
  /// Variance of n beta (L - L(w*)) over its mean: 1 for a pure power law. Nil where the mean is not
  /// positive.
  public let varianceRatio: Double?
}

extension EstimateDiagnostics {
  /// - Parameters:
  ///   - energies: n beta (L - L(w*)), [chain][draw].
  ///   - summary: of the energies.
  init(
    _ chains: [ChainRecord], energies: [[Double]], summary: ChainSummary,
    posterior: LocalisedPosterior
  ) {
    let count = Double(posterior.loss.parameterCount)
    bulkEffectiveSampleSize = summary.bulkEffectiveSampleSize
    drift =
      energies.compactMap { (try? GewekeScore(chain: $0))?.z }.max { abs($0) < abs($1) }
    let distances = chains.flatMap(\.squaredDistances)
    let mean = distances.reduce(0, +) / Double(max(distances.count, 1))
    let scaled = posterior.localisation * mean / count
    distance = posterior.localisation > 0 && scaled.isFinite ? scaled : nil
    let virials = try? ChainSummary(validating: chains.map(\.virials))
    equipartition = virials.map { $0.mean / count }
    equipartitionError = virials.map { $0.monteCarloStandardError / count }
    let variance = summary.standardDeviation * summary.standardDeviation
    varianceRatio = summary.mean > 0 ? variance / summary.mean : nil
  }
}
