public import NumericAlgebra

/// `L(w) = 1/2 sum_a r_a(w)^2` with polynomials r_a in D variables: the small singularities whose
/// coefficients are known in closed form. `r = sqrt 2 x^a y^b` is the normal crossing
/// `L = x^2a y^2b`.
///
/// Loss and gradient cost a table of powers, D (highest exponent) products, and a few operations for
/// each variable of each term.
public struct PolynomialLoss: ResidualLoss {
  public let parameterCount: Int
  public let residuals: [Polynomial]
  let data: PolynomialData

  /// - Throws: `LossError` without variables or residuals, for a term with another number of
  ///   exponents, or a coefficient that is not finite.
  public init(variables: Int, residuals: [Polynomial]) throws(LossError) {
    guard variables >= 1, !residuals.isEmpty else {
      throw .shape(
        what: "polynomial loss", found: "\(variables) variables, \(residuals.count) residuals",
        expected: "at least one of each")
    }
    for (a, residual) in residuals.enumerated() {
      for (t, term) in residual.terms.enumerated() {
        guard term.exponents.count == variables else {
          throw .shape(
            what: "term \(t) of residual \(a)", found: "\(term.exponents.count) exponents",
            expected: "\(variables), one for each variable")
        }
        guard term.coefficient.isFinite else {
          throw .nonFinite(
            what: "coefficients", row: a, column: t, value: "\(term.coefficient)")
        }
      }
    }
    parameterCount = variables
    self.residuals = residuals
    data = PolynomialData(variables: variables, residuals: residuals)
  }

  public var sampleSize: Int { 0 }
  public var residualCount: Int { residuals.count }
  public var gradientOperations: Double {
    Double(data.tableSize + 4 * data.factorCount + 2 * residualCount * parameterCount)
  }

  public func makeWorkspace() -> any LossWorkspace { PolynomialWorkspace(data) }

  public func residual(at weights: [Double]) -> [Double] {
    checkCount(weights)
    return residuals.map { $0.value(at: weights) }
  }

  public func residualJacobian(at weights: [Double]) -> RealMatrix {
    checkCount(weights)
    return RealMatrix(
      rows: residualCount, columns: parameterCount,
      values: residuals.flatMap { residual in
        (0..<parameterCount).map { residual.derivative($0).value(at: weights) }
      })
  }
}
