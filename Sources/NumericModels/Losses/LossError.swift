/// Data or weights that do not fit a model.
public enum LossError: Error, Equatable, CustomStringConvertible {
  case noSamples
  case shape(what: String, found: String, expected: String)
  case nonFinite(what: String, row: Int, column: Int, value: String)
  case pairOutOfRange(index: Int, a: Int, b: Int, modulus: Int)
  case labelOutOfRange(index: Int, label: Int, classes: Int)
  case notPositive(what: String, value: String)
  case ranks(found: String, expected: String)

  public var description: String {
    switch self {
    case .noSamples:
      "there are no samples; a loss needs at least one"
    case .shape(let what, let found, let expected):
      "\(what): found \(found), expected \(expected)"
    case .nonFinite(let what, let row, let column, let value):
      "\(what) has \(value) at row \(row), column \(column); every entry must be finite"
    case .pairOutOfRange(let index, let a, let b, let modulus):
      "pair \(index) is (\(a), \(b)); both must be in 0 ..< \(modulus)"
    case .labelOutOfRange(let index, let label, let classes):
      "label \(index) is \(label); it must be in 0 ..< \(classes)"
    case .notPositive(let what, let value):
      "\(what) is \(value); it must not be negative"
    case .ranks(let found, let expected):
      "\(found); \(expected)"
    }
  }
}
