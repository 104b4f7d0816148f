public import ExactAlgebra

/// The exact first and second moments of features, `E[phi]` and `G = E[phi phi^T]`: all that a loss
/// `1/2 E ||(Theta - Theta*) phi(x)||^2` knows of its inputs.
public struct FeatureMoments: Hashable, Sendable {
  public let features: MonomialFeatures
  /// E[phi], N values.
  public let mean: [Rational]
  /// E[phi phi^T], N x N, row-major.
  public let second: [Rational]

  /// Moments over `x_i ~ N(0, variances_i)`, independent: a monomial with exponents a has the
  /// expectation `prod s_i^(a_i/2) (a_i - 1)!!`, and 0 when an exponent is odd.
  ///
  /// - Parameter variances: d values; all 1 unless given.
  /// - Complexity: N^2 / 2 monomials.
  public static func gaussian(
    _ features: MonomialFeatures, variances: [Rational]? = nil
  ) -> FeatureMoments {
    let d = features.inputDimension
    let variances = variances ?? Array(repeating: .one, count: d)
    precondition(variances.count == d, "\(variances.count) variances for \(d) inputs")
    func moment(_ variables: [Int]) -> Rational {
      var exponents: [Int: Int] = [:]
      for variable in variables { exponents[variable, default: 0] += 1 }
      var result = Rational.one
      for (variable, exponent) in exponents {
        guard exponent.isMultiple(of: 2) else { return .zero }
        for odd in stride(from: 1, to: exponent, by: 2) {
          result = result * Rational(odd) * variances[variable]
        }
      }
      return result
    }
    let list = features.monomials
    return symmetric(features, mean: list.map { Rational($0.coefficient) * moment($0.variables) }) {
      p, q in
      Rational(list[p].coefficient * list[q].coefficient)
        * moment(list[p].variables + list[q].variables)
    }
  }

  /// Moments over given inputs, each with weight 1/n; nil without inputs.
  ///
  /// - Precondition: the inputs have the features' d.
  /// - Complexity: n N^2 / 2 exact products.
  public static func empirical(
    _ features: MonomialFeatures, inputs: InputSet
  ) -> FeatureMoments? {
    guard inputs.count > 0 else { return nil }
    precondition(
      inputs.dimension == features.inputDimension,
      "inputs of dimension \(inputs.dimension), not \(features.inputDimension)")
    let ring = RationalField()
    let values = (0..<inputs.count).map { i in
      var input = [Rational](repeating: .zero, count: inputs.dimension)
      for entry in inputs.entries(of: i, in: ring) ?? [] { input[entry.index] = entry.value }
      return features.values(input, in: ring)
    }
    let share = Rational(1, inputs.count)
    let mean = features.monomials.indices.map { p in ring.sum(values.map { $0[p] }) * share }
    return symmetric(features, mean: mean) { p, q in
      // Most products of one-hot features are zero.
      ring.sum(
        values.lazy.filter { $0[p].signum != 0 && $0[q].signum != 0 }.map { $0[p] * $0[q] })
        * share
    }
  }

  /// The covariance `E[phi phi^T] - E[phi] E[phi]^T`, N x N: the Gram matrix of a centred loss.
  public var covariance: [Rational] {
    let count = features.count
    return second.indices.map { second[$0] - mean[$0 / count] * mean[$0 % count] }
  }

  /// `second`, or `covariance` when centred, in doubles: each entry rounded once.
  public func approximation(centred: Bool) -> [Double] {
    (centred ? covariance : second).map(\.approximation)
  }

  private static func symmetric(
    _ features: MonomialFeatures, mean: [Rational], entry: (Int, Int) -> Rational
  ) -> FeatureMoments {
    let count = features.count
    var second = [Rational](repeating: .zero, count: count * count)
    for p in 0..<count {
      for q in p..<count {
        second[p * count + q] = entry(p, q)
        second[q * count + p] = second[p * count + q]
      }
    }
    return FeatureMoments(features: features, mean: mean, second: second)
  }
}
