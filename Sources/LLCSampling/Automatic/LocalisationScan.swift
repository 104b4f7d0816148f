import Foundation
import NumericModels

/// The plain estimator over two decades of the localisation, from the radius of the screen outwards.
///
/// With gamma too small the posterior reaches strata near w* that are more degenerate, and the estimate
/// falls to the smallest coefficient in reach (measured on linear networks: at gamma = 1 every stratum
/// of [10,10,10] of rank 5 reads as the lowest one). What the pull itself takes is predicted, and
/// added back before a fall is called a leak.
public struct LocalisationScan: Sendable, Codable {
  public struct Point: Sendable, Codable {
    public let localisation: Double
    /// `n beta (mean L - L(w*))` and its standard error.
    public let value: Double
    public let error: Double
    /// On the quadratic potential; nil at singular points.
    public let predicted: Double?
    /// Whether the chains agree and have moved; a value of chains that do not means nothing.
    public let mixes: Bool
  }

  public let nBeta: Double
  /// From the strongest pull to the weakest.
  public let points: [Point]
  /// The strongest localisation at which the estimate, less the pull's own part, is below that of the
  /// strongest by more than 4 standard errors and 1 %; nil without a leak.
  public let leaksFrom: Double?
  public let gradients: Int

  /// Of two decades.
  static let factors = [1, 0.316_227_766, 0.1, 0.031_622_776_6, 0.01]

  init(
    of loss: any LossFunction, at centre: [Double], geometry: LocalGeometry, screen: ZeroSetScreen,
    plan: AutomaticPlan, settings: AutomaticSettings, seed: UInt64, maxThreads: Int
  ) async throws {
    // Around the localisation that was asked for, or outwards from where the Hessian stops describing
    // the place.
    let strongest = settings.localisation ?? 1 / (screen.radius * screen.radius)
    let lowest =
      geometry.rank > 0 ? 300 * strongest / geometry.smallest : plan.rungs[plan.rungs.count / 2]
    let beta = plan.kind == .flat ? lowest : max(lowest, plan.rungs[plan.rungs.count / 2])
    var points: [Point] = []
    var gradients = 0
    var leak: Double?
    for (index, factor) in Self.factors.enumerated() {
      let gamma = strongest * factor
      let here = AutomaticPlan(plan, localisation: gamma, nBeta: beta)
      let run = try AutomaticRun(
        loss: loss, centre: centre, geometry: geometry, settings: settings, plan: here,
        seed: seed &+ UInt64(index + 1) &* 0x2545_F491_4F6C_DD1D, maxThreads: maxThreads)
      let budget = plan.maximumGradients / 10
      let rung = try await run.measure(beta, targetError: 0.01, budget: budget, reserve: budget)
      gradients += run.gradients
      let flat = plan.kind == .flat
      points.append(
        Point(
          localisation: gamma, value: rung.raw, error: rung.rawStandardError,
          predicted: flat ? rung.gaussianTerm : nil, mixes: rung.mixes))
      let first = points[0]
      let gained = flat ? (points[index].predicted ?? 0) - (first.predicted ?? 0) : 0
      let fall = first.value + gained - rung.raw
      let error = (first.error * first.error + rung.rawStandardError * rung.rawStandardError)
        .squareRoot()
      if leak == nil, rung.mixes, fall > 4 * error, fall > 0.01 * abs(first.value) { leak = gamma }
    }
    nBeta = beta
    self.points = points
    self.gradients = gradients
    leaksFrom = leak
  }
}
