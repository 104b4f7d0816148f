/// Why a text is no polynomial map, and where.
public struct MapTextError: Error, Equatable, CustomStringConvertible {
  /// From 1.
  public let line: Int
  /// From 1, in characters.
  public let column: Int
  /// What was found and what was expected.
  public let problem: String
  /// A name that nothing declares, with those that are.
  public let unknown: Unknown?

  public struct Unknown: Equatable, Sendable {
    public let name: String
    public let declared: [String]
  }

  init(_ place: Place, _ problem: String, unknown: Unknown? = nil) {
    (line, column) = (place.line, place.column)
    self.problem = problem
    self.unknown = unknown
  }

  public var description: String { "\(line):\(column): \(problem)" }
}

/// Where something stands in a text.
struct Place: Equatable, Sendable {
  var line = 1
  var column = 1
  /// Characters before it.
  var offset = 0
}
