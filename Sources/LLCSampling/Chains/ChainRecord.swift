/// What one chain left behind.
public struct ChainRecord: Sendable {
  public let chain: Int
  /// The full-batch L_n at each recorded draw's own state; under devinterp's conventions the loss
  /// over the step's batch at the state before it.
  public let losses: [Double]
  /// |w - w*|^2 at each draw.
  public let squaredDistances: [Double]
  /// (w - w*) . grad U at each draw; empty for minibatches and for methods that do not have the
  /// gradient there.
  public let virials: [Double]
  /// Fraction of the steps accepted, burn-in left out; nil for a method that accepts always.
  public let acceptance: Double?
  /// Where the chain stopped, if it met a value that is not finite.
  public let failure: ChainFailure?
  /// The last position.
  public let finalWeights: [Double]
}

/// A chain that met a NaN or an infinity.
public struct ChainFailure: Sendable, Hashable, Codable, CustomStringConvertible {
  public let chain: Int
  /// The step, counted from 1, after which the loss was not finite; 0 for the starting point.
  public let step: Int

  public init(chain: Int, step: Int) {
    self.chain = chain
    self.step = step
  }

  public var description: String { "chain \(chain) met a value that is not finite at step \(step)" }
}

/// How far a chain has come.
public struct SamplingProgress: Sendable {
  public let chain: Int
  public let step: Int
  public let stepCount: Int
}

/// Why a measurement returned nothing.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
  case allChainsFailed([ChainFailure])
  case singleChain
  case stuckChains
  /// Of a temperature sweep.
  case noLine

  public var description: String {
    switch self {
    case .allChainsFailed(let failures):
      "every chain failed: \(failures.map(\.description).joined(separator: "; ")). "
        + "A smaller stepSize is the usual remedy"
    case .singleChain:
      "R-hat compares chains and there is only one; set chains to 2 or more"
    case .stuckChains:
      "R-hat compares moving chains and every chain is stuck; a smaller stepSize is the usual remedy"
    case .noLine:
      "the temperatures with an error bar do not determine a line; give n beta that differ more, or a "
        + "step at which all chains move"
    }
  }
}
