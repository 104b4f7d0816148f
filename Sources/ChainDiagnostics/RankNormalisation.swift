/// Replaces each draw by the normal quantile of (rank - 3/8) / (S + 1/4), ranks taken over all
/// chains together, ties sharing their mean rank: equation (14) of arXiv:1903.08008, with the
/// offsets of Blom (1958). O(S log S).
func rankNormalised(_ draws: DrawMatrix) -> DrawMatrix {
  let size = draws.values.count
  let sorted = draws.values.enumerated().sorted { $0.element < $1.element }
  var scores = [Double](repeating: 0, count: size)
  var first = 0
  while first < size {
    var end = first + 1
    while end < size && sorted[end].element == sorted[first].element { end += 1 }
    let meanRank = Double(first + 1 + end) / 2
    let score = normalQuantile((meanRank - 0.375) / (Double(size) + 0.25))
    for position in first..<end { scores[sorted[position].offset] = score }
    first = end
  }
  return DrawMatrix(chainCount: draws.chainCount, drawCount: draws.drawCount, values: scores)
}

/// |x - median|, the median over all chains: large where the tails are.
func folded(_ draws: DrawMatrix) -> DrawMatrix {
  let sorted = draws.values.sorted()
  let middle = sorted.count / 2
  let median =
    sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  return DrawMatrix(
    chainCount: draws.chainCount, drawCount: draws.drawCount,
    values: draws.values.map { ($0 - median).magnitude })
}
