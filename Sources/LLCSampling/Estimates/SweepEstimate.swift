public import NumericModels

/// The coefficient extrapolated from estimates at several temperatures at given settings:
/// `TemperatureSweep` through them, with independent chains at each.
///
/// The extrapolation removes what is linear in 1/(n beta): the localisation where
/// `n beta h >> gamma`, and anharmonic terms of first order. A bias that does not fall with the
/// temperature, such as that of a step relative to the stability limit, stays.
public struct SweepEstimate: Sendable, Codable {
  /// One for each n beta, in the order given.
  public let points: [LLCEstimate]
  /// Through the points that have an error bar.
  public let fit: TemperatureSweep

  /// - Throws: `SamplingError.noLine` when fewer than two points have an error bar, or when their
  ///   temperatures or errors do not determine a line.
  public init(_ points: [LLCEstimate]) throws(SamplingError) {
    self.points = points
    let usable = points.filter(\.hasErrorBar)
    guard usable.count >= 2 else { throw .noLine }
    fit = TemperatureSweep(
      usable.map { ($0.settings.nBeta, $0.value, $0.monteCarloStandardError) })
    guard fit.slopeError > 0, fit.intercept.isFinite else { throw .noLine }
  }

  /// - Parameters:
  ///   - settings: one for each temperature, at least two.
  ///   - progress: told the index of the temperature as well.
  /// - Throws: as `LLCEstimate.measured`, and `SamplingError.noLine`.
  public static func measured(
    _ loss: any LossFunction, at centre: [Double], settings: [SamplerSettings], seed: UInt64,
    maxThreads: Int = .max, spectrum: HessianSpectrum? = nil,
    progress: (@Sendable (Int, SamplingProgress) -> Void)? = nil
  ) async throws -> SweepEstimate {
    var points: [LLCEstimate] = []
    for (index, settings) in settings.enumerated() {
      var report: (@Sendable (SamplingProgress) -> Void)?
      if let progress { report = { progress(index, $0) } }
      points.append(
        try await LLCEstimate.measured(
          loss, at: centre, settings: settings, seed: seed &+ UInt64(index) &* seedStride,
          maxThreads: maxThreads, spectrum: spectrum, progress: report))
    }
    return try SweepEstimate(points)
  }

  /// Odd, so that no two temperatures share a seed.
  private static let seedStride: UInt64 = 0xD1B5_4A32_D192_ED03

  public var value: Double { fit.intercept }
  public var standardError: Double { fit.interceptError }

  /// What the points with an error bar contribute to the intercept: it is `sum c_i lambda_i`, and the
  /// c_i sum to 1. Predictions at the same temperatures are extrapolated by the same weights.
  public var weights: [Double] {
    let usable = points.filter(\.hasErrorBar)
    return points.map { point in
      guard point.hasErrorBar else { return 0 }
      return TemperatureSweep(
        usable.map {
          let unit = $0.settings.nBeta == point.settings.nBeta ? 1.0 : 0
          return ($0.settings.nBeta, unit, $0.monteCarloStandardError)
        }
      ).intercept
    }
  }

  /// The point at the lowest temperature.
  public var coldest: LLCEstimate {
    points.max { $0.settings.nBeta < $1.settings.nBeta } ?? points[0]
  }

  /// Those of any point, in the order of `EstimateFlag`.
  public var flags: [EstimateFlag] {
    EstimateFlag.allCases.filter { flag in points.contains { $0.flags.contains(flag) } }
  }
}

extension LLCEstimate {
  /// False when no chain moved.
  var hasErrorBar: Bool {
    monteCarloStandardError > 0 && monteCarloStandardError.isFinite && value.isFinite
  }
}
