/// A setting that cannot be used: which, what it was, and what to do.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
  public let key: String
  public let value: String
  public let fix: String

  public init(key: String, value: String, fix: String) {
    self.key = key
    self.value = value
    self.fix = fix
  }

  public var description: String { "\(key) is \(value); \(fix)" }

  static func positive(_ value: Double, _ key: String) throws(SettingsError) {
    guard value > 0, value.isFinite else {
      throw SettingsError(key: key, value: "\(value)", fix: "set it to a positive finite number")
    }
  }

  static func notNegative(_ value: Double, _ key: String) throws(SettingsError) {
    guard value >= 0, value.isFinite else {
      throw SettingsError(
        key: key, value: "\(value)", fix: "set it to a finite number that is not negative")
    }
  }

  static func atLeast(_ minimum: Int, _ value: Int, _ key: String) throws(SettingsError) {
    guard value >= minimum else {
      throw SettingsError(key: key, value: "\(value)", fix: "set it to \(minimum) or more")
    }
  }
}
