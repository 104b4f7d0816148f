public import ExactAlgebra

/// A proof that the matrix of a statement is non-singular: solutions of its challenges.
public struct GramCertificate: Sendable {
  public let statement: GramStatement
  /// `A solutions[t] = statement.challenge(t)`, residues in 0 ..< q.
  public let solutions: [[UInt64]]
  /// Independent vectors c in Z^m with `sum_j c_j (w_j . x)^2 = 0` on the inputs, as many as the
  /// squares of the units that some input sees have relations; zero at the other units.
  public var relations: [[Integer]] = []

  public init(statement: GramStatement, solutions: [[UInt64]]) {
    self.statement = statement
    self.solutions = solutions
  }
}
