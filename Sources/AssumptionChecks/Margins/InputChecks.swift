import LLCTheorems
public import NumericAlgebra

/// Whether given inputs identify quadratic forms, up to noise of the inputs.
public enum InputChecks {
  /// The condition that `{x_i x_i^T}` spans Sym(d), which is that `E[(x x^T) (x) (x x^T)]` over the inputs
  /// is positive definite there.
  ///
  /// - Parameters:
  ///   - inputs: n x d.
  ///   - relativeTolerance: noise over the norm of all inputs.
  /// - Throws: `NumericError` when an input is not finite.
  public static func identification(
    _ inputs: RealMatrix, relativeTolerance: Double
  ) throws(NumericError) -> NumericalCheck {
    let (n, d) = (inputs.rows, inputs.columns)
    let all = d * (d + 1) / 2
    let tolerance = relativeTolerance * UnitWeights.norm(inputs.values)
    let statement = "the inputs identify quadratic forms: {x_i x_i^T} spans Sym(d)"
    let theorems = ["4.1", "4.2", "5.5"]
    guard n >= all else {
      return NumericalCheck(
        statement, theorems: theorems,
        verdict: .fails(because: "n = \(n) < d(d+1)/2 = \(all)"))
    }
    guard CheckList.fits(n, all) else {
      return NumericalCheck(
        statement, theorems: theorems,
        verdict: .undecided(
          because: "its \(n) x \(all) matrix is not decomposed; see the exact verdict"))
    }
    let vectors = UnitWeights(inputs: (0..<n).map { inputs.row($0) })
    let finding = try QuadraticMargins(vectors, .coordinates(d)).squares(rank: all)
    return NumericalCheck(
      statement, theorems: theorems, finding: finding, tolerance: tolerance, what: "inputs")
  }
}
