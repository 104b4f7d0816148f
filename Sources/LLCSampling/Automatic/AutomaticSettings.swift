/// The choices of the automatic protocol. All of them have a rule; each can be fixed, and an estimate
/// gives back the settings that fix what it chose, so that the run can be repeated from them.
public struct AutomaticSettings: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case flat, singular
  }

  public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
    /// Scales from the Hessian's eigenvectors: few steps, 4 R D operations more in each.
    case whitened
    /// One scale for all directions: as many steps as the square root of the condition number asks.
    case plain
  }

  public var chains: Int
  /// Draws of each chain in one round; rounds are added until the target or the budget is met.
  public var draws: Int
  /// Trajectories of each chain before the draws of a rung, in which its step is adapted.
  public var warmUp: Int
  /// The standard error to reach, relative to the estimate.
  public var targetError: Double
  /// Gradients over all chains and rungs at most; nil by rule.
  public var maximumGradients: Int?
  /// Of the trajectories.
  public var acceptance: Double
  /// Leapfrog steps in one trajectory at most; nil by rule.
  public var maximumSteps: Int?

  /// What the screen decided; nil to screen.
  public var kind: Kind?
  public var metric: Metric?
  /// gamma; nil by rule.
  public var localisation: Double?
  /// The rungs; nil by rule.
  public var nBeta: [Double]?
  /// Whether to scan the localisation over two decades for leaks into other strata; about as long
  /// again.
  public var scan: Bool

  public init(
    chains: Int = 4, draws: Int = 200, warmUp: Int = 80, targetError: Double = 0.003,
    maximumGradients: Int? = nil, acceptance: Double = 0.8, maximumSteps: Int? = nil,
    kind: Kind? = nil, metric: Metric? = nil, localisation: Double? = nil, nBeta: [Double]? = nil,
    scan: Bool = false
  ) {
    self.chains = chains
    self.draws = draws
    self.warmUp = warmUp
    self.targetError = targetError
    self.maximumGradients = maximumGradients
    self.acceptance = acceptance
    self.maximumSteps = maximumSteps
    self.kind = kind
    self.metric = metric
    self.localisation = localisation
    self.nBeta = nBeta
    self.scan = scan
  }

  /// So that products of counts fit in 64 bits.
  static let countLimit = 1_000_000_000_000

  /// - Throws: `SettingsError` naming the first setting that cannot be used, its value and the fix.
  public func check() throws(SettingsError) {
    try SettingsError.atLeast(2, chains, "chains")
    try SettingsError.atLeast(20, draws, "draws")
    try SettingsError.atLeast(0, warmUp, "warmUp")
    for (key, value, limit) in [
      ("chains", chains, 10_000), ("draws", draws, Self.countLimit),
      ("warmUp", warmUp, Self.countLimit),
      ("maximumGradients", maximumGradients ?? 0, Self.countLimit),
      ("maximumSteps", maximumSteps ?? 0, Self.countLimit),
    ] where value > limit {
      throw SettingsError(key: key, value: "\(value)", fix: "set it to at most \(limit)")
    }
    try SettingsError.positive(targetError, "targetError")
    if let maximumGradients {
      try SettingsError.atLeast(1, maximumGradients, "maximumGradients")
    }
    guard acceptance > 0, acceptance < 1 else {
      throw SettingsError(
        key: "acceptance", value: "\(acceptance)", fix: "set it between 0 and 1, such as 0.8")
    }
    if let maximumSteps { try SettingsError.atLeast(1, maximumSteps, "maximumSteps") }
    if let localisation { try SettingsError.positive(localisation, "localisation") }
    for value in nBeta ?? [] { try SettingsError.positive(value, "nBeta") }
    if let nBeta, nBeta.isEmpty || nBeta.count > 64 || nBeta != nBeta.sorted() {
      throw SettingsError(
        key: "nBeta", value: "\(nBeta.count) values", fix: "give 1 to 64 values in increasing order"
      )
    }
  }
}
