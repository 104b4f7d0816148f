import ExactAlgebra

extension DeepLinearCoefficient {
  /// What is known at factors of given ranks.
  ///
  /// - All equal to r, or none given: the theorem, at the most singular zeros.
  /// - A factor that is invertible beyond the thread of rank r (square and of full rank) is absorbed into its
  ///   neighbour, which is a change of coordinates: the network with one layer less.
  /// - Two layers left: `TwoLayerLinearCoefficient`, exact.
  /// - Otherwise an interval: the coefficient is lower semicontinuous, so the theorem's value is a lower bound and
  ///   values at zeros nearby are upper ones, see `upperBound`.
  ///
  /// - Precondition: ranks that occur, `sum a_i - sum of hidden widths <= r <= min a_i`, `a_i` within the widths.
  public static func report(widths: [Int], rank: Int, factorRanks: [Int]? = nil) -> ClosedFormReport
  {
    let ranks = factorRanks ?? widths.dropFirst().map { _ in rank }
    precondition(ranks.count == widths.count - 1, "\(ranks.count) ranks of \(widths)")
    let known = local(widths, ranks, rank)
    let assumptions = LinearAssumptions.all(rank)
    let row: ClosedFormReport.Row
    let because: String
    if let known {
      row = .init(identifier, known, assumptions)
      because = known.basis
    } else {
      let least = value(widths: widths, rank: rank).value
      let most = upperBound(widths, ranks, rank)
      // Bounds that meet say nothing of the multiplicity.
      row = .init(
        identifier, assumptions,
        least == most.value
          ? .proved(LearningCoefficient(least, multiplicity: nil))
          : .bounded(lower: least, upper: most.value))
      because =
        "below: \(source), the most singular zeros; above: \(most.because); the ranks of the "
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
    var (widths, ranks) = (widths, ranks)
    while ranks.count > 1,
      let layer = ranks.indices.first(where: {
        ranks[$0] == widths[$0] && widths[$0] == widths[$0 + 1]
      })
    {
      widths.remove(at: layer == 0 ? 1 : layer)
      ranks.remove(at: layer)
    }
    if ranks.count == 1 || ranks.allSatisfy({ $0 == rank }) {
      return value(widths: widths, rank: rank)
    }
    guard ranks.count == 2 else { return nil }
    return TwoLayerLinearCoefficient.value(
      input: widths[0], hidden: widths[1], output: widths[2], firstRank: ranks[0],
      secondRank: ranks[1], rank: rank)
  }

  /// Half the entries of the product; and where some factor has rank r, the others may be moved a little without
  /// leaving the zeros, and coefficients nearby are not smaller: all others to full rank, when the zeros are a
  /// manifold; or the square ones to invertible ones, where that leaves a case that is known.
  private static func upperBound(
    _ widths: [Int], _ ranks: [Int], _ rank: Int
  ) -> (value: Rational, because: String) {
    let (input, output) = (widths[0], widths[widths.count - 1])
    var bounds: [(value: Rational, because: String)] = [
      (Rational(input) * Rational(output) / 2, "half the entries of the product")
    ]
    let r = Rational(rank)
    let regular = r * (Rational(input) + Rational(output) - r) / 2
    for (index, own) in ranks.enumerated() where own == rank {
      let before = widths[...index].min()! - rank
      let after = widths[(index + 1)...].min()! - rank
      bounds.append(
        (regular + Rational(before) * Rational(after) / 2, "zeros nearby with factors of full rank")
      )
    }
    if ranks.contains(rank) {
      let raised = ranks.indices.map {
        ranks[$0] > rank && widths[$0] == widths[$0 + 1] ? widths[$0] : ranks[$0]
      }
      if let known = local(widths, raised, rank) {
        bounds.append((known.value, "zeros nearby whose square factors are invertible"))
      }
    }
    return bounds.min { $0.value < $1.value }!
  }
}
