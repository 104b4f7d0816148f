public import ModelFamilies

/// From which degree of the activation on a network has the expected dimension, as far as computed.
///
/// For widths without bottlenecks of one unit such a degree exists (Finkel, Rodriguez, Wu and Yahl 2024,
/// arXiv:2408.04569, who count the largest defective degree instead); that the degrees beyond the
/// largest one tried have no defect is not shown here.
public struct ActivationThreshold: Sendable {
  public struct Step: Sendable {
    public let network: PolynomialNetwork
    public let rank: GenericRank

    public var defect: Int { network.expectedDimension - rank.lower }
  }

  /// Degrees 2, 3, ...
  public let steps: [Step]

  /// The least r >= 2 such that no degree from r to the largest has a defect; nil when that one has.
  public var leastDegree: Int? {
    guard let last = steps.lastIndex(where: { $0.defect > 0 }) else { return 2 }
    return last + 1 < steps.count ? last + 3 : nil
  }

  /// - Throws: `DimensionError`, `RankRefusal`.
  /// - Complexity: one generic rank for each degree.
  public init(
    widths: [Int], largestDegree: Int, seed: UInt64, limits: RankLimits = RankLimits()
  ) throws {
    steps = try (2...largestDegree).map { degree in
      let network = try PolynomialNetwork(
        widths: widths, degrees: Array(repeating: degree, count: widths.count - 2))
      return Step(
        network: network, rank: try GenericRank(of: network, seed: seed, limits: limits))
    }
  }
}
