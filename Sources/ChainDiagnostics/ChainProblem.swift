/// Why a set of chains cannot be summarised.
public enum ChainProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no chain at all.
  case noChains
  /// Chain `chain` has `found` draws and chain 0 has `expected`.
  case unequalLengths(chain: Int, found: Int, expected: Int)
  /// Fewer than 4 draws a chain: half a chain would have no lag-one autocovariance.
  case tooFewDraws(found: Int, minimum: Int)
  /// A draw is NaN, infinite, or above ``magnitudeLimit`` in absolute value.
  case unusableDraw(chain: Int, draw: Int, value: Double)

  /// Draws above this could have a standard deviation that overflows a double.
  public static let magnitudeLimit = 1e300

  public var description: String {
    switch self {
    case .noChains:
      "no chains; at least one is needed"
    case .unequalLengths(let chain, let found, let expected):
      "chain \(chain) has \(found) draws; expected \(expected), as in chain 0"
    case .tooFewDraws(let found, let minimum):
      "\(found) draws a chain; expected at least \(minimum)"
    case .unusableDraw(let chain, let draw, let value):
      "draw \(draw) of chain \(chain) is \(value); expected a finite number of magnitude at most 1e300"
    }
  }
}
