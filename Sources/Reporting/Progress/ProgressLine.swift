import Foundation

/// The text of one progress report.
struct ProgressLine {
  let label: String
  let completed: Int
  let total: Int?
  /// Seconds in which the steps after the first `resumed` were done.
  let elapsed: Double
  var resumed = 0

  /// `label: 300 of 1,000 (30%), 12.5/s, 56.0 s left`
  var log: String { "\(label): \(status)" }

  /// `label [#######-------------] 300 of 1,000 (30%), ...`, shorter than `width` columns.
  func bar(width: Int) -> String {
    let columns = 20
    var line = log
    if let total, total > 0 {
      let filled = min(columns, max(0, Int(Double(columns) * Double(completed) / Double(total))))
      let bar =
        String(repeating: "#", count: filled) + String(repeating: "-", count: columns - filled)
      line = "\(label) [\(bar)] \(status)"
    }
    if line.displayWidth >= width { line = log }
    while line.displayWidth >= max(width, 2) { line.removeLast() }
    return line
  }

  private var status: String {
    let rate = Double(completed - resumed) / elapsed
    var parts = [Formatting.count(completed)]
    if let total {
      parts[0] += " of \(Formatting.count(total))"
      if total > 0 { parts[0] += " (\(Int(100 * Double(completed) / Double(total)))%)" }
    }
    guard completed > resumed else { return parts[0] }
    parts.append("\(Formatting.significant(rate, digits: 3))/s")
    if let total, total > completed {
      parts.append("\(Formatting.duration(seconds: Double(total - completed) / rate)) left")
    }
    return parts.joined(separator: ", ")
  }
}
