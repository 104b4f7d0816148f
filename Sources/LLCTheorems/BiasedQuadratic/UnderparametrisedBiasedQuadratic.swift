public import ExactAlgebra
public import Identifiability
import ModelFamilies

/// G.2: `2 lambda = m d - m(m-1)/2 + m + 1` for `f(x) = sum_j a_j (w_j . x + b_j)^2 + c`, m < d.
///
/// The tangent of `(Q, beta, gamma)` has that dimension: m(d+2)+1 weights less m scalings and
/// m(m-1)/2 rotations. The Fisher form must be positive on it, which G.3/G.4 check for a given Gram
/// form. Cullen, Estan-Ruiz et al. 2026, theorems G.2 to G.4.
public enum UnderparametrisedBiasedQuadratic: Theorem {
  public static let identifier = "G.2"
  public static let aliases = ["G.3", "G.4"]
  public static let title = "under-parametrised quadratic network with biases"
  public static let source = Source.grokking
  public static let statement =
    "2 lambda = m d - m(m-1)/2 + m + 1 if m < d, a_j != 0, the w_j are independent and the Fisher "
    + "form is positive on the tangent"

  /// (m d - m(m-1)/2 + m + 1) / 2.
  public static func value(inputDimension d: Int, width m: Int) -> LearningCoefficient {
    LearningCoefficient(Rational(m * d - m * (m - 1) / 2 + m + 1, 2), multiplicity: 1)
  }

  public static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult? {
    guard case .biasedQuadratic(let network) = setting.family else { return nil }
    let (d, m) = (network.inputDimension, network.width)
    let narrow: Verdict =
      m < d ? .holds(because: "m = \(m), d = \(d)") : .fails(because: "m = \(m) >= d = \(d)")
    let independent: Verdict =
      m > d
      ? .fails(because: "\(m) vectors in R^\(d) are dependent")
      : Common.inputWeights("the w_j with a_j != 0", haveRank: m, evidence)
    return TheoremResult(
      Self.self, .coordinates,
      [
        Assumption("m < d", narrow),
        Assumption("w_1 ... w_m linearly independent and a_j != 0", independent),
        Common.curvature,
        Assumption(
          "the Fisher form is positive on the tangent (G.3/G.4)",
          fisherForm(setting, evidence)),
      ] + Common.allWeightsTrained(setting),
      formula: value(inputDimension: d, width: m))
  }

  /// Positive when the Gram form of the quadratic features is; else checked on the tangent.
  private static func fisherForm(_ setting: Setting, _ evidence: Evidence) -> Verdict {
    if let gram = setting.gram { return TangentPositivity.verdict(setting, gram: gram) }
    switch evidence.features.identifiesQuadraticForms {
    case .holds(let reason):
      return .holds(because: "the form is positive on all coordinates: \(reason)")
    case .fails(let reason), .undecided(let reason):
      // Without inputs, only the constant is unseen, and the tangent contains it.
      guard setting.inputSet != nil else { return .fails(because: reason) }
      guard let seen = evidence.rank(setting.compareLevel), let all = evidence.rank(.coordinates)
      else {
        return .undecided(because: "\(reason); \(Common.onlyWeights)")
      }
      if seen.lower >= all.upper {
        return .holds(because: "the inputs see all \(all.upper) dimensions of the tangent")
      }
      if seen.upper < all.lower {
        return .fails(
          because: "the inputs see \(seen.upper) of the \(all.lower) dimensions of the tangent")
      }
      return .undecided(because: reason)
    }
  }
}

/// G.3/G.4: whether a Gram form is positive definite on the tangent space of the coordinates.
public enum TangentPositivity {
  /// The verdict at the setting's weights; open without weights.
  static func verdict(_ setting: Setting, gram: Matrix<Rational>) -> Verdict {
    guard let weights = setting.weights,
      let map = NetworkMap(setting.family, level: .coordinates, inputs: nil)
    else { return .undecided(because: Common.onlyWeights) }
    return verdict(map, at: weights, gram: gram)
  }

  /// `T^T G T > 0` for a basis T of the image of the Jacobian, by exact `L D L^T`.
  ///
  /// - Parameter gram: N x N, symmetric, in the order of the map's coordinates. An off-diagonal
  ///   entry of Q stands for itself once.
  /// - Complexity: rank^3 operations on rationals.
  public static func verdict(
    _ map: NetworkMap, at weights: [Rational], gram: Matrix<Rational>
  ) -> Verdict {
    let field = RationalField()
    guard gram.rows == map.coordinateCount, gram.columns == map.coordinateCount else {
      return .undecided(
        because: "the Gram form is \(gram.rows) x \(gram.columns), the coordinates are "
          + "\(map.coordinateCount)")
    }
    guard gram == gram.transposed() else {
      return .undecided(because: "the Gram form is not symmetric")
    }
    guard let jacobian = map.jacobian(at: weights, in: field) else {
      return .undecided(because: "the Jacobian is not defined over the rationals")
    }
    let profile = FractionFreeElimination.rankProfile(of: jacobian.clearingDenominators)
    let tangent = jacobian.submatrix(
      rows: Array(0..<jacobian.rows), columns: profile.pivotColumns)
    let form = field.multiply(field.multiply(tangent.transposed(), gram), tangent)
    if let pivot = firstNonPositivePivot(form) {
      return .fails(
        because: "pivot \(pivot.index) of the form on the \(form.rows)-dimensional tangent is "
          + "\(pivot.value)")
    }
    return .holds(
      because: "exact L D L^T on the \(form.rows)-dimensional tangent has positive pivots")
  }

  /// Symmetric elimination; positive definite exactly when every pivot is positive.
  static func firstNonPositivePivot(
    _ form: Matrix<Rational>
  ) -> (index: Int, value: Rational)? {
    var work = form
    for i in 0..<work.rows {
      let pivot = work[i, i]
      if pivot.signum <= 0 { return (i, pivot) }
      for row in i + 1..<max(work.rows, i + 1) where work[row, i].signum != 0 {
        let factor = work[row, i] / pivot
        for column in i..<work.columns {
          work[row, column] = work[row, column] - factor * work[i, column]
        }
      }
    }
    return nil
  }
}
