/// The candidate most like a mistyped word, or nil when none is close enough to suggest.
///
/// Distance: insertions, deletions, substitutions and swaps of neighbours (optimal string
/// alignment), letter case ignored; at most a third of the longer word may differ. Ties go to the
/// first. Words beyond 64 characters have no suggestion. O(length^2) a candidate.
public func nearest(_ word: String, to candidates: [String]) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    if 3 * distance <= max(word.count, candidate.count, 3), distance < best?.distance ?? .max {
      best = (distance, candidate)
    }
  }
  return best?.candidate
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
