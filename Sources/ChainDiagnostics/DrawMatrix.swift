/// Validated draws, chain after chain in one contiguous array of shape
/// [chainCount, drawCount], scaled by a power of two so that squares neither overflow nor
/// underflow. Every statistic built on it is invariant under that scaling, or undoes it.
struct DrawMatrix {
  let chainCount: Int
  let drawCount: Int
  private(set) var values: [Double]
  /// A draw as given is `value * 2^exponent`; zero unless the draws are extreme.
  let exponent: Int

  /// ArviZ and Vehtari et al. refuse shorter chains: each half must have a lag-one term.
  static let minimumDraws = 4

  init(_ chains: [[Double]]) throws(ChainProblem) {
    guard let first = chains.first else { throw .noChains }
    for (index, chain) in chains.enumerated() where chain.count != first.count {
      throw .unequalLengths(chain: index, found: chain.count, expected: first.count)
    }
    guard first.count >= Self.minimumDraws else {
      throw .tooFewDraws(found: first.count, minimum: Self.minimumDraws)
    }
    var largest = 0.0
    for (index, chain) in chains.enumerated() {
      for (draw, value) in chain.enumerated() {
        guard value.magnitude <= ChainProblem.magnitudeLimit else {  // false for NaN as well
          throw .unusableDraw(chain: index, draw: draw, value: value)
        }
        largest = max(largest, value.magnitude)
      }
    }
    // 2^±400: squares and fourth powers of sums of 2^60 such numbers stay normal.
    let extreme = largest > 0 && abs(Int(largest.exponent)) > 400
    let exponent = extreme ? Int(largest.exponent) : 0
    self.init(
      chainCount: chains.count, drawCount: first.count,
      values: chains.flatMap { $0 }, exponent: exponent)
    if extreme { for i in values.indices { values[i] = values[i].scaled(by: -exponent) } }
  }

  init(chainCount: Int, drawCount: Int, values: [Double], exponent: Int = 0) {
    precondition(
      values.count == chainCount * drawCount,
      "\(values.count) values for \(chainCount) chains of \(drawCount) draws")
    self.chainCount = chainCount
    self.drawCount = drawCount
    self.values = values
    self.exponent = exponent
  }

  func chain(_ index: Int) -> ArraySlice<Double> {
    values[index * drawCount..<(index + 1) * drawCount]
  }

  /// Each chain cut into its first and last half; the middle draw of an odd length is dropped.
  func split() -> DrawMatrix {
    let half = drawCount / 2
    var halves: [Double] = []
    halves.reserveCapacity(2 * half * chainCount)
    for index in 0..<chainCount {
      halves.append(contentsOf: chain(index).prefix(half))
      halves.append(contentsOf: chain(index).suffix(half))
    }
    return DrawMatrix(
      chainCount: 2 * chainCount, drawCount: half, values: halves, exponent: exponent)
  }

  /// Whether the draws differ by rounding at most: range below 1e-15 of the largest magnitude.
  ///
  /// ArviZ compares the range with 1e-15 itself, which would call a chain measured in units of
  /// 1e-16 constant; the two agree for draws of order one.
  var isConstant: Bool {
    guard let low = values.min(), let high = values.max() else { return true }
    return high - low <= 1e-15 * max(low.magnitude, high.magnitude)
  }
}

extension Double {
  /// `self * 2^power` without an intermediate that overflows.
  func scaled(by power: Int) -> Double {
    guard self != 0, power != 0 else { return self }
    let half = power / 2
    return self * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: power - half, significand: 1)
  }
}
