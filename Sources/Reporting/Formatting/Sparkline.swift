import Foundation

/// A row of small bars, one a value.
public enum Sparkline {
  private static let blocks: [Character] = Array("▁▂▃▄▅▆▇█")
  private static let plain: [Character] = Array("_.-=+*%#")

  /// The values between their smallest and their largest, in at most `width` columns: of more values
  /// each column shows the last of an equal share, so that the newest is always seen. A value that is
  /// missing or not finite is a blank; equal values are bars of middle height.
  ///
  /// - Parameter unicode: false for terminals that show ASCII alone.
  public static func text(_ values: [Double?], width: Int, unicode: Bool = true) -> String {
    let columns = min(values.count, max(width, 0))
    let shown = (0..<columns).map { values[($0 + 1) * values.count / columns - 1] }
    let finite = shown.compactMap { $0 }.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      return String(repeating: " ", count: columns)
    }
    let bars = unicode ? blocks : plain
    return String(
      shown.map { value -> Character in
        guard let value, value.isFinite else { return " " }
        // Halved first: the span of two doubles may not be one.
        let span = high / 2 - low / 2
        let height = span > 0 ? (value / 2 - low / 2) / span : 0.5
        return bars[min(bars.count - 1, Int(height * Double(bars.count)))]
      })
  }

  /// Whether the locale of this process writes Unicode.
  public static var isUnicodeShown: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty } ?? ""
    return locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
  }
}
