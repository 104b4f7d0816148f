/// What is wrong with a weight file; prints as one line.
public struct WeightFileError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case unreadable
    /// The file is above the size limit.
    case tooLarge
    /// Not JSON (RFC 8259).
    case syntax
    /// Arrays or objects nested beyond any weight file.
    case tooDeep
    case wrongType
    case missingKey
    case unknownKey
    case duplicateKey
    case unknownFamily
    case badDimension
    /// An array with more or fewer entries than the dimensions say.
    case wrongLength
    /// NaN, Infinity, or a decimal beyond the range of doubles.
    case notFinite
    /// A decimal that is not zero but whose nearest double is.
    case underflow
    /// A string that is no integer or fraction.
    case badFraction
  }

  public let kind: Kind
  public let file: String
  /// Such as `W[3][2]`; empty when the whole file is meant.
  public let field: String
  public let found: String
  public let expected: String
  /// Line and column in the file, from 1, where known.
  public let line: Int?
  public let column: Int?

  init(
    _ kind: Kind, file: String, field: String = "", found: String, expected: String,
    line: Int? = nil, column: Int? = nil
  ) {
    self.kind = kind
    self.file = file
    self.field = field
    self.found = found
    self.expected = expected
    self.line = line
    self.column = column
  }

  public var description: String {
    let place = if let line, let column { "\(file):\(line):\(column)" } else { file }
    let subject = field.isEmpty ? "" : "\(field): "
    return Self.oneLine("\(place): \(subject)found \(found), expected \(expected)")
  }

  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}
