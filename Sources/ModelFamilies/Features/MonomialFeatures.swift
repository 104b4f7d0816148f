public import ExactAlgebra

/// Features `phi_1(x), ..., phi_N(x)` of an input, each an integer times a monomial: a model that is
/// `f_k(x) = sum_p Theta_kp phi_p(x)` sees its data only through the moments of these.
public struct MonomialFeatures: Hashable, Sendable {
  /// `coefficient x_a x_b ...` for the listed variables, in increasing order and repeated for powers.
  public struct Monomial: Hashable, Sendable {
    public let coefficient: Int
    public let variables: [Int]
  }

  /// d.
  public let inputDimension: Int
  public let monomials: [Monomial]

  /// N.
  public var count: Int { monomials.count }

  /// `x_1, ..., x_d`: Theta is the matrix of a linear map.
  public static func linear(inputDimension: Int) -> MonomialFeatures {
    MonomialFeatures(
      inputDimension: inputDimension,
      monomials: (0..<inputDimension).map { Monomial(coefficient: 1, variables: [$0]) })
  }

  /// `x_i^2` and `2 x_i x_j`, (i, j) with i <= j, i slowest: Theta is the upper triangle of Q, row by
  /// row, in `x^T Q x`.
  public static func quadratic(inputDimension d: Int) -> MonomialFeatures {
    MonomialFeatures(
      inputDimension: d,
      monomials: (0..<d).flatMap { i in
        (i..<d).map { j in Monomial(coefficient: i == j ? 1 : 2, variables: [i, j]) }
      })
  }

  /// The same for the input with a 1 appended, `(x, 1)`: Theta is the upper triangle of
  /// `((Q, beta), (beta^T, gamma))` in `x^T Q x + 2 beta . x + gamma`.
  public static func biasedQuadratic(inputDimension d: Int) -> MonomialFeatures {
    let monomials = quadratic(inputDimension: d + 1).monomials.map {
      Monomial(coefficient: $0.coefficient, variables: $0.variables.filter { $0 < d })
    }
    return MonomialFeatures(inputDimension: d, monomials: monomials)
  }

  /// `1, x, ..., x^degree` of a single input.
  public static func powers(through degree: Int) -> MonomialFeatures {
    MonomialFeatures(
      inputDimension: 1,
      monomials: (0...degree).map {
        Monomial(coefficient: 1, variables: Array(repeating: 0, count: $0))
      })
  }

  /// The features of a family's coordinates.
  public init(_ family: ModelFamily) {
    switch family {
    case .quadratic: self = .quadratic(inputDimension: family.inputDimension)
    case .biasedQuadratic: self = .biasedQuadratic(inputDimension: family.inputDimension)
    }
  }

  init(inputDimension: Int, monomials: [Monomial]) {
    self.inputDimension = inputDimension
    self.monomials = monomials
  }

  /// phi(x) over any ring.
  @inlinable public func values<R: Ring>(_ input: [R.Element], in ring: R) -> [R.Element] {
    precondition(input.count == inputDimension, "\(input.count) entries, not \(inputDimension)")
    return monomials.map { monomial in
      monomial.variables.reduce(ring.element(monomial.coefficient)) {
        ring.multiply($0, input[$1])
      }
    }
  }
}
