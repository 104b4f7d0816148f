/// The mean of a quantity over runs that differ in their seeds alone.
struct SeedMean {
  let value: Double
  /// The standard error of the mean over the seeds, or of the one value where there is one; nil where
  /// neither is known.
  let error: Double?

  /// - Parameter values: with their own standard errors, where they have any.
  init?(_ values: [(value: Double, error: Double?)]) {
    guard !values.isEmpty else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0) { $0 + $1.value } / n
    value = mean
    if values.count == 1 {
      error = values[0].error
    } else {
      // Between seeds; it contains the errors of the single values.
      let squares = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
      error = (squares / (n - 1) / n).squareRoot()
    }
  }
}
