import ArgumentParser

/// Whole numbers separated by commas: 2,3,3,1.
enum IntegerList {
  /// - Throws: `ValidationError` for anything else.
  static func parse(_ text: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let value = Int(part) else {
        throw ValidationError(
          "\"\(part)\" is no whole number; expected numbers separated by commas, such as 3,5,1")
      }
      return value
    }
  }
}
