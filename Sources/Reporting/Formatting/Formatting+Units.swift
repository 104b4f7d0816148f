import Foundation

extension Formatting {
  /// `1,234,567`.
  public static func count(_ value: some BinaryInteger) -> String {
    let digits = String(value.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return value < 0 ? "-" + result : result
  }

  /// `850 ms`, `12.3 s`, `3 min 12 s`, `2 h 05 min`, `4 d 3 h`: two units at most.
  public static func duration(seconds: Double) -> String {
    guard seconds.magnitude < 1e12 else { return "unknown" }
    if seconds < 0 { return "-" + duration(seconds: -seconds) }
    if seconds < 0.0005 { return "\(Int((seconds * 1e6).rounded())) µs" }
    if seconds < 0.9995 { return "\(Int((seconds * 1e3).rounded())) ms" }
    if seconds < 59.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    let minutes = Int((seconds / 60).rounded())
    if minutes < 24 * 60 { return "\(minutes / 60) h \(padded(minutes % 60)) min" }
    let hours = Int((seconds / 3600).rounded())
    return "\(count(hours / 24)) d \(hours % 24) h"
  }

  public static func duration(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return self.duration(seconds: Double(seconds) + Double(attoseconds) * 1e-18)
  }

  /// `512 B`, `1.5 KiB`, `3.2 GiB` (powers of 1024).
  public static func bytes(_ value: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    if value.magnitude < 1024 { return "\(value) B" }
    var size = Double(value)
    var unit = -1
    // 1023.95 would round to 1024.0.
    while size.magnitude >= 1023.95 && unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    return String(format: "%.1f ", size) + units[max(unit, 0)]
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
