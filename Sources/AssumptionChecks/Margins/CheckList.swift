import Identifiability
import LLCTheorems
import NumericAlgebra

/// Checks in the order of their theorems, with what is too large left out by name.
struct CheckList {
  let tolerance: Double
  private(set) var checks: [NumericalCheck] = []

  /// Entries of a matrix that is decomposed, and its smaller side: some twenty seconds.
  static let entryLimit = 1 << 25
  static let sideLimit = 2500

  init(tolerance: Double) { self.tolerance = tolerance }

  /// Whether a matrix is decomposed at all.
  static func fits(_ rows: Int, _ columns: Int) -> Bool {
    let size = rows.multipliedReportingOverflow(by: columns)
    return !size.overflow && size.partialValue <= entryLimit && min(rows, columns) <= sideLimit
  }

  mutating func add(
    _ statement: String, _ theorems: [String], level: Level? = nil, _ finding: Finding
  ) {
    checks.append(
      NumericalCheck(
        statement, theorems: theorems, level: level, finding: finding, tolerance: tolerance))
  }

  /// A condition on the rank of a matrix of this shape.
  ///
  /// - Parameters:
  ///   - available: the largest rank that any weights have, and `bound` its name and value.
  ///   - finding: nil where the matrix could not be decomposed.
  mutating func add(
    _ statement: String, _ theorems: [String], level: Level? = nil, rank: Int, of available: Int,
    _ bound: String, rows: Int, columns: Int, _ finding: () throws(NumericError) -> Finding?
  ) throws(NumericError) {
    if rank > available {
      checks.append(
        NumericalCheck(
          statement, theorems: theorems, level: level,
          verdict: .fails(because: "\(rank) > \(bound)")))
    } else if Self.fits(rows, columns), let finding = try finding() {
      add(statement, theorems, level: level, finding)
    } else {
      checks.append(
        NumericalCheck(
          statement, theorems: theorems, level: level,
          verdict: .undecided(
            because: "its \(rows) x \(columns) matrix is not decomposed; see the exact verdict")))
    }
  }
}
