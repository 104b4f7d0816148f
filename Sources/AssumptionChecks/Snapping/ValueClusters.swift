/// Numbers that form groups apart from each other.
struct ValueClusters {
  /// For each value the place of its group; nil for a value that belongs to none.
  let groups: [Int?]
  /// The least and the largest value of each group.
  let ranges: [ClosedRange<Double>]
  /// Values in runs that are wider than a group may be: a continuum.
  let continuum: Int

  /// Runs of values with gaps of at most twice the tolerance are groups when they have two members and no
  /// two are further apart than that: then one number is within the tolerance of all. Wider runs are a
  /// continuum, cutting which anywhere would be arbitrary.
  ///
  /// - Complexity: that of sorting.
  init(_ values: [Double], tolerance: Double) {
    var groups = [Int?](repeating: nil, count: values.count)
    var ranges: [ClosedRange<Double>] = []
    var continuum = 0
    let order = values.indices.sorted { values[$0] < values[$1] }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] - values[order[end - 1]] <= 2 * tolerance {
        end += 1
      }
      let (low, high) = (values[order[start]], values[order[end - 1]])
      if end - start > 1 {
        if high - low <= 2 * tolerance {
          for place in order[start..<end] { groups[place] = ranges.count }
          ranges.append(low...high)
        } else {
          continuum += end - start
        }
      }
      start = end
    }
    self.groups = groups
    self.ranges = ranges
    self.continuum = continuum
  }
}
