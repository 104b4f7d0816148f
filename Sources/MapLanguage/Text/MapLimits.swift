/// What a text may ask for; beyond these it is refused before anything is allocated.
enum MapLimits {
  /// Bytes of a file.
  static let fileSize = 4 << 20
  static let nesting = 100
  static let nameLength = 64
  /// Characters of one number.
  static let numberLength = 400
  /// Of a decimal such as 1e-5.
  static let decimalExponent = 300
  /// Of one power, and of the degree of a step in weights and inputs together.
  static let degree = 1000
  static let steps = 20_000
  /// Entries of one step.
  static let entries = 1 << 20
  /// Entries of all steps.
  static let allEntries = 1 << 22
  /// Products of numbers in one evaluation.
  static let multiplications = 1e9
  /// Products of machine words in working out what is constant.
  static let constantWork = 2e7
  /// Bits of a constant.
  static let constantBits = 1 << 14
}
