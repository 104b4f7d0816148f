public import NumericAlgebra

/// The rank of a matrix of floating-point numbers up to noise, with what is needed to judge it.
///
/// r is the number of singular values above a threshold: the larger of the noise, a Frobenius norm,
/// and of what rounding may have added to a singular value. A perturbation E moves no singular value
/// by more than its spectral norm (Weyl), which is at most its Frobenius norm, and the nearest matrix of
/// rank below k is at Frobenius distance `(sum_{i >= k} sigma_i^2)^(1/2)` (Eckart and Young 1936).
public struct MatrixRank: Sendable, Equatable {
  public enum ThresholdOrigin: String, Sendable, Equatable {
    /// How precisely the entries are known.
    case noise
    /// max(rows, columns) 2^-52 sigma_1, and what centring may have added.
    case rounding
  }

  /// In decreasing order, min(rows, columns) of them.
  public let singularValues: [Double]
  /// A Frobenius norm.
  public let noise: Double
  /// What rounding may have added to or taken from a singular value.
  public let rounding: Double
  public let rank: Int

  public var threshold: Double { max(noise, rounding) }
  public var thresholdOrigin: ThresholdOrigin { noise >= rounding ? .noise : .rounding }
  /// sigma_r; nil when r = 0.
  public var smallestKept: Double? { rank > 0 ? singularValues[rank - 1] : nil }
  /// sigma_{r+1}; nil when r is full.
  public var largestDropped: Double? {
    rank < singularValues.count ? singularValues[rank] : nil
  }
  /// `sigma_r / sigma_{r+1}`: a rank with a ratio near 1 is not a rank. Nil when r is 0 or full, or what
  /// was dropped is zero.
  public var gap: Double? {
    guard let smallestKept, let largestDropped, largestDropped > 0 else { return nil }
    return smallestKept / largestDropped
  }

  /// - Parameters:
  ///   - noise: the Frobenius norm of perturbations that are noise.
  ///   - centringError: of the entries, by rounding before they came here, a Frobenius norm.
  /// - Throws: `NumericError` when the matrix is not finite or LAPACK fails.
  /// - Complexity: one singular value decomposition, `2 rows columns min(rows, columns)`.
  public init(
    _ matrix: RealMatrix, noise: Double, centringError: Double = 0
  ) throws(NumericError) {
    let values = try matrix.singularValues()
    singularValues = values
    self.noise = noise
    let sides = Double(max(matrix.rows, matrix.columns))
    rounding = sides * .ulpOfOne * (values.first ?? 0) + centringError
    let threshold = max(noise, rounding)
    rank = values.firstIndex { !($0 > threshold) } ?? values.count
  }

  /// How far the matrix is from a rank below k, in the Frobenius norm.
  ///
  /// - Precondition: k is at least 1 and at most the smaller side.
  public func margin(rank k: Int) -> Margin {
    precondition((1...singularValues.count).contains(k), "rank \(k) of \(singularValues.count)")
    let decisive = singularValues[k - 1]
    let largest = singularValues[0]
    // Scaled, since squares of small values vanish.
    let scale = decisive > 0 ? decisive : 1
    let tail = singularValues[(k - 1)...].reduce(0) { $0 + ($1 / scale) * ($1 / scale) }
    return Margin(
      rank: k, decisive: decisive, largest: largest, safeRadius: max(decisive - rounding, 0),
      estimatedDistance: decisive <= rounding ? 0 : scale * tail.squareRoot())
  }

  /// That the rank is at least k, up to the noise.
  public func check(rank k: Int, theorem: String) -> NumericalCheck {
    NumericalCheck(
      "the rank is at least \(k)", theorems: [theorem],
      finding: Finding(margin: margin(rank: k), witness: []), tolerance: noise,
      what: "matrix entries")
  }
}
