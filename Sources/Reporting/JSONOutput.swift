import Foundation

/// JSON for programs to read.
public enum JSONOutput {
  /// What to do with a number that JSON cannot hold.
  public enum NonFinite: Sendable {
    /// Throw `EncodingError.invalidValue`, with the path of the number.
    case refuse
    /// Write `null`.
    case null
  }

  /// Pretty-printed with sorted keys and unescaped slashes, so that equal values give equal text;
  /// ends in a line feed. Doubles are written in the shortest form that reads back the same.
  ///
  /// Keys are sorted because Foundation keeps no declaration order on Linux.
  ///
  /// - Parameter compact: on one line, for files that are mostly numbers.
  /// - Throws: `EncodingError` from the value or, by default, for NaN and infinities.
  public static func encode(
    _ value: some Encodable, nonFinite: NonFinite = .refuse, compact: Bool = false
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !compact { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.dateEncodingStrategy = .iso8601
    let mark = "non-finite \(UUID().uuidString)"
    if nonFinite == .null {
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: mark, negativeInfinity: mark, nan: mark)
    }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    return text.replacingOccurrences(of: "\"\(mark)\"", with: "null") + "\n"
  }
}
