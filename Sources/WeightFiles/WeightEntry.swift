/// One weight as a file holds it.
public enum WeightEntry: Hashable, Sendable {
  /// A JSON number: the double nearest to the decimal written (ties to even). Finite.
  case double(Double)
  /// A JSON string with an exact rational: an integer or a fraction of integers, `-3/7`, `15`.
  case exact(String)
}

/// The rationals that a string may hold: `-`? digits (`/` digits)?, denominator not zero.
enum RationalText {
  /// Longer texts are refused: a weight of 10,000 digits is a mistake or an attack.
  static let lengthLimit = 10_000

  static let expectation = "a number, or an integer or fraction in quotes such as \"-3/7\""

  /// Nil when `text` is such a rational, otherwise what to say was expected.
  static func objection(to text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count <= lengthLimit else {
      return "at most \(lengthLimit) characters"
    }
    let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    let parts = unsigned.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(digits.contains) }) else {
      let decimal =
        !bytes.isEmpty && bytes.allSatisfy { digits.contains($0) || decimals.contains($0) }
      return decimal
        ? "an integer or a fraction; write decimals without quotes or as a fraction" : expectation
    }
    if parts.count == 2, parts[1].allSatisfy({ $0 == digits.lowerBound }) {
      return "a denominator other than zero"
    }
    return nil
  }

  private static let decimals = Array("+-.eE".utf8)
}
