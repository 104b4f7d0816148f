/// Bytes that are not the state of a training run, or not of the one that is to be resumed.
public enum SnapshotError: Error, Hashable, CustomStringConvertible {
  case notASnapshot
  case version(found: UInt64, expected: UInt64)
  case length(found: Int, expected: String)
  case damaged
  case field(name: String, found: String, expected: String)
  case otherRun(field: String)

  public var description: String {
    switch self {
    case .notASnapshot:
      "the saved training state does not begin as one: it is damaged or something else"
    case .version(let found, let expected):
      "the saved training state has format version \(found); this program reads \(expected)"
    case .length(let found, let expected):
      "the saved training state has \(found) bytes, expected \(expected): it is truncated or damaged"
    case .damaged:
      "the saved training state is damaged: its checksum does not fit"
    case .field(let name, let found, let expected):
      "the saved training state has \(name) \(found), expected \(expected)"
    case .otherRun(let field):
      "the saved training state is of another run: \(field) differs"
    }
  }
}
