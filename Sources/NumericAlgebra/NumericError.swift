/// What dense linear algebra refuses, or what LAPACK reports.
public enum NumericError: Error, Equatable, CustomStringConvertible {
  case nonFinite(what: String, row: Int, column: Int, value: String)
  case notSquare(what: String, rows: Int, columns: Int)
  case shape(what: String, found: String, expected: String)
  case lapack(routine: String, info: Int)
  case invalidThreshold(Double)

  public var description: String {
    switch self {
    case .nonFinite(let what, let row, let column, let value):
      "\(what) has \(value) at row \(row), column \(column); every entry must be finite"
    case .notSquare(let what, let rows, let columns):
      "\(what) is \(rows) x \(columns); it must be square"
    case .shape(let what, let found, let expected):
      "\(what) is \(found); expected \(expected)"
    case .lapack(let routine, let info):
      info < 0
        ? "LAPACK \(routine): argument \(-info) is illegal (info = \(info))"
        : "LAPACK \(routine) did not converge (info = \(info))"
    case .invalidThreshold(let value):
      "the threshold is \(value); it must be finite and not negative"
    }
  }
}
