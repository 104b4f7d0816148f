/// Checks of the numbers that closed forms take.
enum DimensionCheck {
  /// Products of two dimensions fit in 64 bits.
  static let limit = 1_000_000_000

  /// - Throws: `UsageError` naming option, value and range.
  static func dimension(_ value: Int, _ option: String) throws {
    guard (1...limit).contains(value) else {
      throw UsageError("\(option) is \(value); it must be between 1 and \(limit)")
    }
  }

  /// - Parameter bound: what the largest value is, in words.
  static func rank(_ value: Int, _ option: String, atMost largest: Int, _ bound: String) throws {
    guard value >= 0 && value <= largest else {
      throw UsageError("\(option) is \(value); it must be between 0 and \(largest), \(bound)")
    }
  }

  /// A list such as `2,4,6`.
  static func list(_ text: String, _ option: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let value = Int(part.trimming(" ")) else {
        throw UsageError(
          "\(option) holds \"\(part)\"; expected integers separated by commas, such as 2,4")
      }
      return value
    }
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> Substring {
    var text = self
    while text.first == character { text.removeFirst() }
    while text.last == character { text.removeLast() }
    return text
  }
}
