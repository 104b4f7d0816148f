/// What is wrong with a file of tensors; prints as one line.
public struct TensorFileError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case unreadable
    case unwritable
    /// The file is above the size limit.
    case tooLarge
    /// Neither .npy nor .npz nor .safetensors.
    case unknownFormat
    /// A pickle runs code when it is read.
    case pickle
    /// The header of a .npy or .safetensors file is not what the format says.
    case badHeader
    /// Numbers of a type that is not read, or that the format to write lacks.
    case badElement
    /// A shape with another number of entries than there are, or none at all.
    case badShape
    /// The header promises more or fewer bytes than there are.
    case wrongLength
    /// The zip archive is damaged or of a kind that is not read.
    case badArchive
    case badChecksum
    /// It would inflate beyond the limit.
    case tooCompressed
    case duplicateName
    /// A number that its type or a `Double` cannot hold.
    case notExact
  }

  public let kind: Kind
  public let file: String
  /// The tensor, or the key of a header; empty when the whole file is meant.
  public let field: String
  public let found: String
  public let expected: String
  /// What to do, in lines of Python or in words; may be empty.
  public let remedy: [String]

  init(
    _ kind: Kind, file: String, field: String = "", found: String, expected: String,
    remedy: [String] = []
  ) {
    self.kind = kind
    self.file = file
    self.field = field
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  public var description: String {
    let subject = field.isEmpty ? "" : "\(field.clipped): "
    let advice = remedy.isEmpty ? "" : "; " + remedy.joined(separator: "; ")
    return "\(file): \(subject)found \(found), expected \(expected)\(advice)".onOneLine
  }
}

extension String {
  /// At most 60 bytes of it. By bytes, since a single character may have any number of them.
  var clipped: String {
    if utf8.count <= 60 { return self }
    var view = unicodeScalars.prefix(60)
    while String(view).utf8.count > 57 { view.removeLast() }
    return String(view) + "..."
  }

  /// Line breaks and control characters as spaces.
  var onOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}
