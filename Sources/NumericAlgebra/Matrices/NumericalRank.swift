/// A rank read off singular values, with what is needed to judge it.
public struct NumericalRank: Sendable, Equatable {
  /// Number of singular values above the threshold.
  public let rank: Int
  public let threshold: Double
  /// The smallest singular value above the threshold; nil when the rank is 0.
  public let smallestKept: Double?
  /// The largest at or below the threshold; nil when the rank is full.
  public let largestDropped: Double?

  /// `smallestKept / largestDropped`: a rank with a ratio near 1 is not a rank. nil when the rank
  /// is 0 or full; infinite when everything dropped is exactly zero.
  public var gapRatio: Double? {
    guard let smallestKept, let largestDropped else { return nil }
    return smallestKept / largestDropped
  }
}

extension RealMatrix {
  /// The numerical rank: the number of singular values above `threshold`.
  ///
  /// The default threshold is `max(rows, columns) * 2^-52 * sigma_1`, the size of the rounding
  /// errors of the singular values themselves (Golub and Van Loan, section 5.5.8).
  ///
  /// - Throws: `NumericError` for a bad threshold, a non-finite entry, or a LAPACK failure.
  public func numericalRank(threshold: Double? = nil) throws(NumericError) -> NumericalRank {
    if let threshold, !(threshold.isFinite && threshold >= 0) {
      throw .invalidThreshold(threshold)
    }
    let singular = try singularValues()
    let used = threshold ?? Double(max(rows, columns)) * .ulpOfOne * (singular.first ?? 0)
    let rank = singular.firstIndex { !($0 > used) } ?? singular.count
    return NumericalRank(
      rank: rank, threshold: used, smallestKept: rank > 0 ? singular[rank - 1] : nil,
      largestDropped: rank < singular.count ? singular[rank] : nil)
  }
}
