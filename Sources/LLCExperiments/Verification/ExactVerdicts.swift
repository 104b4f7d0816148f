public import Identifiability
public import LLCTheorems

/// Every theorem and the ranks at exact weights, level by level.
public struct ExactVerdicts: Sendable {
  public let report: TheoremReport
  /// The strongest statement, at the level of the loss.
  public let certified: CertifiedCoefficient
  public let levels: [LevelVerdict]
  /// The known symmetries at the weights, at the level of the loss; nil where the rank was not computed.
  public let symmetries: SymmetryCheck?

  /// What exact ranks say at one level of the network's own function, whatever the target is.
  public struct LevelVerdict: Sendable {
    public let level: Level
    /// Coordinates seen.
    public let coordinates: Int
    /// Bounds of the rank at the weights, equal where it is proved; or why there are none.
    public let rank: Result<PointRank, RankRefusal>
    public let generic: GenericRank?
    /// nil where the rank was not computed.
    public let certified: CertifiedCoefficient?
  }

  /// Inputs that identify quadratic forms are replaced by the coordinates: the same coefficient, sharper bounds.
  public init(_ given: Setting, seed: UInt64, limits: RankLimits) {
    let setting = given.reducedToCoordinates(limits: limits)
    let evidence = Evidence(for: setting, seed: seed, limits: limits)
    let report = TheoremReport(setting, evidence)
    let large =
      evidence.rank(setting.compareLevel) == nil
      ? LargeRank.rank(setting, seed: seed, limits: limits) : nil
    self.report = report
    levels = setting.levels.compactMap { level in
      guard let map = setting.map(at: level), let computed = evidence.atWeights[level] else {
        return nil
      }
      let rank = level == setting.compareLevel ? large.map { .success($0) } ?? computed : computed
      let generic = evidence.genericRank(level)
      return LevelVerdict(
        level: level, coordinates: map.coordinateCount, rank: rank, generic: generic,
        certified: (try? rank.get()).map {
          CertifiedCoefficient(point: $0, generic: generic, level: level)
        })
    }
    symmetries = (large ?? evidence.rank(setting.compareLevel))?.symmetries
    if let large {
      certified = CertifiedCoefficient(
        point: large, generic: evidence.genericRank(setting.compareLevel),
        level: setting.compareLevel)
    } else {
      certified = report.certified
    }
  }
}
