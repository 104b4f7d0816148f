import Foundation
import NumericModels

/// The settings of one run of the automatic protocol, chosen by the rules below from the Hessian and
/// the screen.
///
/// - **gamma** = 1/s^2. Flat: s is at most 0.05 times the root-mean-square weight and at most the
///   distance over which the Hessian changes by less than a quarter; it shrinks until a pilot chain
///   on the highest rung accepts steps of half the Gaussian optimum, that is, until the valley of zeros
///   is straight on the scale of the posterior. Singular: the largest distance at which the loss that is
///   left still has the degree of its leading term.
/// - **n beta**, flat: the lowest rung has `n beta h_R s^2 = 300`, so that the localisation takes at most
///   a 300th of any regular direction; two more rungs are 4 and 16 times as large. Singular: rungs
///   4 apart from `T = n beta g = max(4, (D - R) / 4)`, g the loss left at s (below that the pull alone
///   holds the weights), and no lower than `n beta h_R s^2 = 30`.
/// - **metric**: whitened where that takes fewer operations for one independent draw.
/// - **budget**: 4 million gradients, fewer where they would take more than 2e11 operations (a
///   minute at most); trajectories are short enough for four rungs.
public struct AutomaticPlan: Sendable {
  public let kind: AutomaticSettings.Kind
  public let metric: AutomaticSettings.Metric
  public let localisation: Double
  public let rungs: [Double]
  /// Loss left at the distance gamma^(-1/2); T of a rung is n beta times this. 0 when flat.
  public let lossScale: Double
  public let maximumSteps: Int
  /// Over all chains and rungs.
  public let maximumGradients: Int

  static let flatRungs = 3
  static let operationBudget = 2e11
  static let singularRungs = 14

  /// - Parameter shrinking: factor on the distance s of a flat point.
  init(
    _ settings: AutomaticSettings, geometry: LocalGeometry, screen: ZeroSetScreen,
    gradientOperations: Double, shrinking: Double = 1
  ) {
    kind = settings.kind ?? (screen.isFlat ? .flat : .singular)
    let distance =
      kind == .flat
      ? min(screen.radius, 0.05 * screen.weightScale) * shrinking : screen.radius
    localisation = settings.localisation ?? 1 / (distance * distance)
    let gamma = localisation
    let smallest = geometry.rank > 0 ? geometry.smallest : .infinity
    lossScale = kind == .flat ? 0 : screen.floorAtRadius
    switch (settings.nBeta, kind) {
    case (let rungs?, _): self.rungs = rungs
    case (nil, .flat):
      rungs = (0..<Self.flatRungs).map { 300 * gamma / smallest * pow(4, Double($0)) }
    case (nil, .singular):
      let kernel = Double(geometry.parameterCount - geometry.rank)
      let first = max(
        4 * max(1, kernel / 16) / lossScale, geometry.rank > 0 ? 30 * gamma / smallest : 0)
      rungs = (0..<Self.singularRungs).map { first * pow(4, Double($0)) }
    }
    // One draw: whitened, D^(1/4) steps of a gradient and two products with V; plain, as many
    // steps more as the slowest direction is slower than the fastest. A product with V that is not in
    // the cache waits for memory. A factor 4 for the plain metric's slow walk along the flat
    // directions.
    let entries = Double(geometry.rank) * Double(geometry.parameterCount)
    let waiting: Double = entries > 0x1p20 ? 16 : entries > 0x1p17 ? 8 : 2
    let whitened = gradientOperations + 4 * entries * waiting
    let slowest = kind == .flat ? rungs[0] * smallest : gamma
    let ratio = ((rungs[0] * geometry.largest + gamma) / max(slowest, gamma)).squareRoot()
    metric =
      settings.metric ?? (whitened <= 4 * gradientOperations * max(ratio, 1) ? .whitened : .plain)
    let cost = metric == .whitened ? whitened : gradientOperations
    maximumGradients =
      settings.maximumGradients
      ?? Int(min(4e6, max(4e3, Self.operationBudget / max(cost, 1))))
    let affordable =
      maximumGradients / (4 * settings.chains * (settings.warmUp + settings.draws))
    maximumSteps =
      settings.maximumSteps ?? min(metric == .whitened ? 256 : 1024, max(16, affordable))
  }

  /// The same at another localisation and with one rung.
  init(_ plan: AutomaticPlan, localisation: Double, nBeta: Double) {
    kind = plan.kind
    metric = plan.metric
    self.localisation = localisation
    rungs = [nBeta]
    lossScale = plan.lossScale
    maximumSteps = plan.maximumSteps
    maximumGradients = plan.maximumGradients
  }

  func matrix(_ geometry: LocalGeometry, nBeta: Double) -> MassMatrix {
    switch metric {
    case .whitened:
      MassMatrix(whitening: geometry, nBeta: nBeta, localisation: localisation)
    case .plain:
      MassMatrix(
        count: geometry.parameterCount,
        scale: 1
          / (kind == .flat ? nBeta * geometry.smallest + localisation : localisation).squareRoot())
    }
  }

  /// The step to start the adaptation from: `1.5 D^(-1/4)` of the fastest direction, the optimum of
  /// a Gaussian at acceptance 0.8.
  func firstStep(_ geometry: LocalGeometry, nBeta: Double) -> Double {
    let step = 1.5 * pow(Double(max(geometry.parameterCount, 1)), -0.25)
    guard metric == .plain else { return step }
    let slowest = kind == .flat ? nBeta * geometry.smallest + localisation : localisation
    return step * (slowest / (nBeta * geometry.largest + localisation)).squareRoot()
  }
}
