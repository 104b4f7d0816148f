/// Mean of a quantity over several chains, with its Monte Carlo error.
public struct ChainSummary: Sendable {
  public let mean: Double
  public let standardDeviation: Double
  public let monteCarloStandardError: Double
  public let effectiveSampleSize: Double
  /// nil with fewer than 2 chains.
  public let rHat: Double?

  public init(chains: [[Double]]) {
    let half = (chains.map(\.count).min() ?? 0) / 2
    let split = chains.flatMap { [Array($0.prefix(half)), Array($0.suffix(half))] }
    let all = chains.flatMap { $0 }
    mean = all.reduce(0, +) / Double(all.count)
    let centre = mean
    let squares = all.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    standardDeviation = (squares / Double(max(all.count - 1, 1))).squareRoot()
    let means = split.map { $0.reduce(0, +) / Double(half) }
    func covariance(_ lag: Int) -> Double {
      var total = 0.0
      for (chain, mean) in zip(split, means) {
        for i in 0..<(half - lag) { total += (chain[i] - mean) * (chain[i + lag] - mean) }
      }
      return total / Double(half * split.count)
    }
    let within = covariance(0) * Double(half) / Double(max(half - 1, 1))
    let grand = means.reduce(0, +) / Double(means.count)
    let between =
      means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / Double(max(means.count - 1, 1))
    let pooled = within * Double(half - 1) / Double(half) + between
    var time = 1.0
    var previous = Double.infinity
    var lag = 1
    while lag + 1 < half {
      let pair = min(
        previous, 2 - (2 * within - covariance(lag) - covariance(lag + 1)) / pooled)
      if lag == 1 || pair > 0 { time += 2 * max(pair, 0) } else { break }
      if pair <= 0 { break }
      previous = pair
      lag += 2
    }
    effectiveSampleSize = Double(half * split.count) / max(time, 1e-3)
    monteCarloStandardError = standardDeviation / effectiveSampleSize.squareRoot()
    rHat = chains.count < 2 ? nil : (pooled / within).squareRoot()
  }
}
