import ExactAlgebra

/// A rank over Q between two proved bounds.
struct RankInterval: Equatable, Sendable {
  let lower: Int
  let upper: Int

  /// The rank of an integer matrix: modulo a random prime from below; from above by the shape or,
  /// for matrices of moderate size, by an explicit kernel over Q.
  init(of matrix: Matrix<Integer>, seed: UInt64, explicitLimit: Int = 400) {
    var random = SeededGenerator(seed: seed)
    let field = EliminationPrime.random(using: &random)
    let profile = ModularElimination(field: field).rankProfile(
      of: matrix.map { field.reduce($0) })
    let shape = min(matrix.rows, matrix.columns)
    if profile.rank == shape || shape > explicitLimit {
      (lower, upper) = (profile.rank, shape)
      return
    }
    // The smaller kernel proves as much.
    let tall = matrix.rows >= matrix.columns ? matrix : matrix.transposed()
    let vectors = tall.columns - profile.rank
    if RationalKernel.work(tall, rank: profile.rank, vectors: vectors) <= Self.kernelLimit,
      let kernel = try? RationalKernel.basis(of: tall, using: &random)
    {
      upper = tall.columns - kernel.count
      lower = max(profile.rank, upper)
      return
    }
    (lower, upper) = (profile.rank, shape)
  }

  /// Operations on words that an explicit kernel may take: some seconds.
  private static let kernelLimit = 1e9

  init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  var exact: Int? { lower == upper ? lower : nil }

  /// Whether the rank is `expected`, with the words for either side.
  func verdict(
    is expected: Int, holds: String, fails: String, open: String
  ) -> Verdict {
    if lower >= expected { return .holds(because: holds) }
    if upper < expected { return .fails(because: fails) }
    return .undecided(because: open)
  }
}

extension Matrix where Element == Rational {
  /// The matrix times one common denominator.
  var clearingDenominators: Matrix<Integer> {
    let denominator = elements.reduce(Integer.one) {
      $1.denominator == .one ? $0 : Integer.lcm($0, $1.denominator)
    }
    return map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
  }
}
