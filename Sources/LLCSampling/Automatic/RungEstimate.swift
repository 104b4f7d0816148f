import ChainDiagnostics
import Foundation

/// What the chains measured at one n beta.
public struct RungEstimate: Sendable, Codable {
  public let nBeta: Double
  public let localisation: Double
  /// `n beta E[L(w) - L(w*)]`: the plain estimator.
  public let raw: Double
  public let rawStandardError: Double
  /// The same less its regression on the control variates of `RungDraws`: the same mean.
  public let reduced: Double
  public let reducedStandardError: Double
  public let reducedRHat: Double?
  /// The share of the energy's variance that the control variates leave.
  public let unexplained: Double
  public let effectiveSampleSize: Double
  public let bulkEffectiveSampleSize: Double
  public let rHat: Double?
  /// Of the energy, `n beta L`; equal to its mean for a pure power law.
  public let energyVariance: Double
  /// `1/2 sum_i n beta h_i / (n beta h_i + gamma)`: the raw value on the quadratic potential.
  public let gaussianTerm: Double
  /// `E[(P u) . grad U] / R` over the regular directions and `E[u . grad U] / D` over all, with their
  /// standard errors: 1 where the chains have found equilibrium.
  public let regularEquipartition: Double?
  public let regularEquipartitionError: Double?
  public let equipartition: Double
  public let equipartitionError: Double
  /// `gamma E|w - w*|^2 / D`: 1 where the localisation alone holds the weights, above it never.
  public let distance: Double
  /// Mean over the chains, and the lowest.
  public let acceptance: Double
  public let lowestAcceptance: Double
  public let stepSize: Double
  public let draws: Int
  /// Geweke's z of each chain's energy, largest in magnitude: the drift of the trace.
  public let drift: Double?
  public let divergences: [Divergence]

  public struct Divergence: Sendable, Codable, Hashable {
    public let chain: Int
    public let draw: Int
  }
}

extension RungEstimate {
  init(
    chains: [(index: Int, draws: RungDraws)], geometry: LocalGeometry, nBeta: Double,
    localisation: Double, stepSize: Double
  ) {
    let energies = chains.map { $0.draws.draws.map(\.energy) }
    let variates = ControlVariates(chains.map(\.draws))
    let energy = ChainSummary(chains: energies)
    let reduced = ChainSummary(chains: variates.reduced)
    self.nBeta = nBeta
    self.localisation = localisation
    raw = energy.mean
    rawStandardError = energy.monteCarloStandardError
    self.reduced = reduced.mean
    reducedStandardError = reduced.monteCarloStandardError
    reducedRHat = reduced.rHat.flatMap { $0.isFinite ? $0 : nil }
    unexplained = variates.unexplained
    effectiveSampleSize = energy.effectiveSampleSize
    bulkEffectiveSampleSize = energy.bulkEffectiveSampleSize
    rHat = energy.rHat.flatMap { $0.isFinite ? $0 : nil }
    energyVariance = energy.standardDeviation * energy.standardDeviation
    gaussianTerm =
      geometry.eigenvalues.reversed().reduce(0) { $0 + nBeta * $1 / (nBeta * $1 + localisation) }
      / 2
    let (rank, count) = (Double(geometry.rank), Double(geometry.parameterCount))
    let inside = ChainSummary(chains: chains.map { $0.draws.draws.map(\.regularVirial) })
    regularEquipartition = rank > 0 ? 1 + inside.mean / rank : nil
    regularEquipartitionError = rank > 0 ? inside.monteCarloStandardError / rank : nil
    let all = ChainSummary(
      chains: chains.map { $0.draws.draws.map { $0.regularVirial + $0.kernelVirial } })
    equipartition = 1 + all.mean / count
    equipartitionError = all.monteCarloStandardError / count
    distance = ChainSummary(chains: chains.map { $0.draws.draws.map(\.distance) }).mean / count
    let acceptances = chains.map(\.draws.meanAcceptance)
    acceptance = acceptances.reduce(0, +) / Double(acceptances.count)
    lowestAcceptance = acceptances.min() ?? 0
    self.stepSize = stepSize
    draws = chains.reduce(0) { $0 + $1.draws.draws.count }
    drift =
      energies.compactMap { try? GewekeScore(chain: $0)?.z }
      .max { abs($0) < abs($1) }
    divergences = chains.flatMap { chain in
      chain.draws.divergences.map { Divergence(chain: chain.index, draw: $0) }
    }
  }

  /// The reduced estimate where the virials explain most of the energy and their chains agree, else
  /// the raw one: far from a quadratic loss the virials vary more than the energy, and more slowly, so
  /// that their regression would be noise.
  public var best: (value: Double, error: Double) {
    unexplained < 0.3 && (reducedRHat ?? .infinity) <= Self.maximumRHat
      && reducedStandardError < rawStandardError
      ? (reduced, reducedStandardError) : (raw, rawStandardError)
  }

  /// Whether the chains agree and have moved enough for the standard error to be believed.
  public var mixes: Bool {
    effectiveSampleSize >= LLCEstimate.minimumEffectiveSampleSize
      && (rHat ?? .infinity) <= Self.maximumRHat && equipartition > 0.5 && equipartition < 2
  }

  /// A little above the limit of the flag: a rung is left out for good.
  static let maximumRHat = 1.03

  /// Removes the part of the localisation that the quadratic potential predicts:
  /// `+ 1/2 sum_i gamma / (n beta h_i + gamma)`.
  func localisationCorrection(rank: Int) -> Double { Double(rank) / 2 - gaussianTerm }
}
