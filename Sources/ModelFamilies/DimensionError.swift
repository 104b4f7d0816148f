/// A dimension that no network or task can have.
public enum DimensionError: Error, Equatable, CustomStringConvertible {
  case notPositive(name: String, value: Int)
  case tooSmall(name: String, value: Int, minimum: Int)
  case overflow(String)

  public var description: String {
    switch self {
    case .notPositive(let name, let value):
      "\(name) is \(value); it must be at least 1"
    case .tooSmall(let name, let value, let minimum):
      "\(name) is \(value); it must be at least \(minimum)"
    case .overflow(let what):
      "\(what) does not fit in a 64-bit integer; use smaller dimensions"
    }
  }
}

/// Dimension arithmetic that throws where `Int` would trap.
public enum CheckedDimension {
  public static func positive(_ value: Int, _ name: String) throws(DimensionError) -> Int {
    guard value >= 1 else { throw .notPositive(name: name, value: value) }
    return value
  }

  public static func product(_ factors: Int..., as name: String) throws(DimensionError) -> Int {
    var result = 1
    for factor in factors {
      let (value, overflow) = result.multipliedReportingOverflow(by: factor)
      if overflow { throw .overflow(name) }
      result = value
    }
    return result
  }

  public static func sum(_ terms: Int..., as name: String) throws(DimensionError) -> Int {
    var result = 0
    for term in terms {
      let (value, overflow) = result.addingReportingOverflow(term)
      if overflow { throw .overflow(name) }
      result = value
    }
    return result
  }
}
