extension Collection where Element == Double {
  /// Arithmetic mean in two passes: the second removes the rounding of the first.
  var mean: Double {
    let rough = reduce(0, +) / Double(count)
    return rough + reduce(0) { $0 + ($1 - rough) } / Double(count)
  }

  /// Sum of (x - mean)^2 / (count - 1); zero for equal values, whatever the rounding of the mean.
  var sampleVariance: Double {
    precondition(count >= 2, "variance of \(count) values; at least 2 are needed")
    guard let first, contains(where: { $0 != first }) else { return 0 }
    let centre = mean
    return reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(count - 1)
  }
}
