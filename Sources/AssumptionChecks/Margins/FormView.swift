public import NumericAlgebra

/// What is seen of a quadratic form: all of it, or its values at inputs.
///
/// A symmetric matrix A is the vector of its entries `A_aa` and `sqrt 2 A_ab`, a < b, whose norm is A's
/// Frobenius norm; there are d(d+1)/2 of them. A view is a linear map M from those vectors.
public struct FormView: Sendable {
  /// d.
  public let dimension: Int
  /// The number of values seen of one form.
  public let count: Int
  /// An upper bound of the spectral norm of M.
  let norm: Double
  /// M transposed, d(d+1)/2 x count; nil for the identity.
  private let transposed: RealMatrix?
  private let pairs: [(a: Int, b: Int)]

  private init(dimension d: Int, transposed: RealMatrix?, norm: Double) {
    dimension = d
    count = transposed?.columns ?? d * (d + 1) / 2
    self.transposed = transposed
    self.norm = norm
    pairs = (0..<d).flatMap { a in (a..<d).map { (a, $0) } }
  }

  /// Level `coordinates`: the forms themselves.
  public static func coordinates(_ dimension: Int) -> FormView {
    FormView(dimension: dimension, transposed: nil, norm: 1)
  }

  /// Levels `data` and `centred`: `x_i^T A x_i` for the rows of X, n x d, less their mean if centred. Nil above
  /// 2^26 entries of M.
  ///
  /// The norm is bounded by the largest row sum of the matrix of `(x_i . x_k)^2`, which is the Gram matrix of
  /// the `x_i x_i^T`: exact for all one-hot pairs, 2p + 2; above 5,000 inputs by its trace. Cost n d^2 / 2 entries and n^2 d operations.
  public static func values(on inputs: RealMatrix, centred: Bool) -> FormView? {
    let d = inputs.columns
    let size = inputs.rows.multipliedReportingOverflow(by: d * (d + 1) / 2)
    guard !size.overflow, size.partialValue <= 1 << 26 else { return nil }
    let base = FormView.coordinates(d)
    var values = RealMatrix(rows: base.count, columns: inputs.rows)
    for i in 0..<inputs.rows {
      let x = inputs.row(i)
      for (entry, value) in base.symmetric(x, x).enumerated() { values[entry, i] = value }
    }
    if centred && inputs.rows > 0 {
      for entry in 0..<values.rows {
        let mean = values.row(entry).reduce(0, +) / Double(inputs.rows)
        for i in 0..<inputs.rows { values[entry, i] -= mean }
      }
    }
    return FormView(
      dimension: d, transposed: values, norm: squaredNormBound(inputs).squareRoot())
  }

  private static func squaredNormBound(_ inputs: RealMatrix) -> Double {
    guard inputs.rows <= 5000 else {
      // The trace.
      return (0..<inputs.rows).reduce(0.0) { sum, i in
        let square = inputs.row(i).reduce(0) { $0 + $1 * $1 }
        return sum + square * square
      }
    }
    let products = inputs.rowGram
    return (0..<inputs.rows).map { products.row($0).reduce(0) { $0 + $1 * $1 } }.max() ?? 0
  }

  /// `(x y^T + y x^T)/2` as a vector.
  func symmetric(_ x: [Double], _ y: [Double]) -> [Double] {
    pairs.map { a, b in
      a == b ? x[a] * y[a] : 0.5.squareRoot() * (x[a] * y[b] + x[b] * y[a])
    }
  }

  /// What is seen of the forms in the rows.
  func seen(_ forms: RealMatrix) throws(NumericError) -> RealMatrix {
    guard let transposed else { return forms }
    return try forms.times(transposed)
  }

  /// `M^T y` as a symmetric matrix, d x d row-major.
  func form(_ seen: ArraySlice<Double>) throws(NumericError) -> [Double] {
    let vector = try transposed.map { transposed throws(NumericError) in
      try transposed.times(Array(seen))
    }
    let d = dimension
    var result = [Double](repeating: 0, count: d * d)
    for ((a, b), value) in zip(pairs, vector ?? Array(seen)) {
      let entry = a == b ? value : value * 0.5.squareRoot()
      result[a * d + b] = entry
      result[b * d + a] = entry
    }
    return result
  }
}
