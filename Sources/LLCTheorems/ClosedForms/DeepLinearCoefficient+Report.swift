import ExactAlgebra

extension DeepLinearCoefficient {
  /// What is known at factors of given ranks.
  ///
  /// - All equal to r, or none given: the theorem, at the most singular zeros.
  /// - A factor that is invertible beyond the thread of rank r (square and of full rank) is absorbed into its
  ///   neighbour, which is a change of coordinates: the network with one layer less.
  /// - Two layers left: `TwoLayerLinearCoefficient`, exact.
  /// - Otherwise an interval: the coefficient is lower semicontinuous, so the theorem's value is a lower bound,
  ///   and it is at most half the number of residuals of the reduced network.
  ///
  /// - Precondition: ranks that occur, `sum a_i - sum of hidden widths <= r <= min a_i`, `a_i` within the widths.
  public static func report(widths: [Int], rank: Int, factorRanks: [Int]? = nil) -> ClosedFormReport
  {
    let ranks = factorRanks ?? widths.dropFirst().map { _ in rank }
    precondition(ranks.count == widths.count - 1, "\(ranks.count) ranks of \(widths)")
    var (shape, left) = (widths, ranks)
    while let layer = left.indices.first(where: {
      left.count > 1 && left[$0] == shape[$0] && shape[$0] == shape[$0 + 1]
    }) {
      shape.remove(at: layer == 0 ? 1 : layer)
      left.remove(at: layer)
    }
    let known = local(shape, left, rank)
    let assumptions = LinearAssumptions.all(rank)
    let row: ClosedFormReport.Row
    let because: String
    if let known {
      row = .init(identifier, known, assumptions)
      because = known.basis
    } else {
      let least = value(widths: widths, rank: rank).value
      let residuals = Rational(widths[0]) * Rational(widths[widths.count - 1]) / 2
      row = .init(identifier, assumptions, .bounded(lower: least, upper: residuals))
      because =
        "below: \(source), the most singular zeros; above: half the entries of the product; the ranks of the "
        + "factors alone do not decide it"
    }
    let hidden = widths.count == 3 ? widths[1] : nil
    let weights = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    return ClosedFormReport(
      family: identifier, .init(input: widths[0], width: hidden, output: widths[widths.count - 1]),
      weights: weights,
      title:
        "deep linear network \(widths.map(String.init).joined(separator: " -> ")), truth of rank \(rank)"
        + (factorRanks.map { ", factors of ranks \($0.map(String.init).joined(separator: ", "))" }
          ?? ""),
      rows: [row], because: because, advice: LinearAssumptions.advice(factorRanks == nil))
  }

  private static func local(_ widths: [Int], _ ranks: [Int], _ rank: Int) -> KnownCoefficient? {
    if ranks.count == 1 || ranks.allSatisfy({ $0 == rank }) {
      return value(widths: widths, rank: rank)
    }
    guard ranks.count == 2 else { return nil }
    return TwoLayerLinearCoefficient.value(
      input: widths[0], hidden: widths[1], output: widths[2], firstRank: ranks[0],
      secondRank: ranks[1], rank: rank)
  }
}
