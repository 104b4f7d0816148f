import Foundation

/// Numbers as people read them. Non-finite numbers print as `inf`, `-inf`, `nan`.
public enum Formatting {
  /// A value and its standard error, the error to two significant digits and the value to the same
  /// decimal place: `7.512 ± 0.019`, `123400 ± 5700`, `(1.2340 ± 0.0057)e-09`.
  ///
  /// An error of zero, or one that is not finite, leaves the value at six significant digits.
  public static func measurement(_ value: Double, standardError: Double) -> String {
    guard value.isFinite, standardError.isFinite, standardError > 0 else {
      return "\(significant(value, digits: 6)) ± \(significant(standardError, digits: 2))"
    }
    let errorPlace = decimalExponent(standardError, digits: 2) - 1
    let largest =
      value == 0 ? errorPlace + 1 : max(decimalExponent(value, digits: 6), errorPlace + 1)
    if largest - errorPlace > 15 {  // digits that a double does not have
      return "\(significant(value, digits: 15)) ± \(significant(standardError, digits: 2))"
    }
    guard largest >= -4, largest < 9 else {
      let shift = Double(largest)
      let decimals = largest - errorPlace
      // In two steps: 10^-largest may overflow for the smallest doubles.
      let (a, b) = (pow(10, (shift / 2).rounded(.down)), pow(10, (shift / 2).rounded(.up)))
      return "(\(fixed(value / a / b, decimals)) ± \(fixed(standardError / a / b, decimals)))"
        + String(format: "e%+03d", largest)
    }
    return "\(rounded(value, toPlace: errorPlace)) ± \(rounded(standardError, toPlace: errorPlace))"
  }

  /// `digits` significant digits, trailing zeros kept; scientific below 1e-4 and from 1e9 up.
  public static func significant(_ value: Double, digits: Int) -> String {
    precondition((1...17).contains(digits), "\(digits) significant digits; expected 1 to 17")
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    let exponent = decimalExponent(value, digits: digits)
    if exponent < -4 || exponent >= 9 { return String(format: "%.*e", digits - 1, value) }
    return rounded(value, toPlace: exponent - digits + 1)
  }

  /// The shortest decimal that reads back as the same double; integers without a point.
  public static func unrounded(_ value: Double) -> String {
    guard value.isFinite else { return significant(value, digits: 1) }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The power of ten of the first digit after rounding to `digits` significant digits.
  private static func decimalExponent(_ value: Double, digits: Int) -> Int {
    let scientific = String(format: "%.*e", digits - 1, value)
    guard let mark = scientific.lastIndex(of: "e") else { return 0 }
    return Int(scientific[scientific.index(after: mark)...]) ?? 0
  }

  private static func rounded(_ value: Double, toPlace place: Int) -> String {
    if place <= 0 { return fixed(value, -place) }
    let unit = pow(10, Double(place))
    return fixed((value / unit).rounded() * unit, 0)
  }

  /// Fixed decimals, without the sign of a zero.
  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let text = String(format: "%.*f", decimals, value)
    return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) })
      ? String(text.dropFirst()) : text
  }
}
