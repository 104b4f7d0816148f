import Foundation
import Identifiability

/// What this machine has.
enum Machine {
  static var memory: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory) }

  static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Three quarters of the memory and a minute, unless limits were given.
  static func limits(memoryLimit: String?, timeLimit: String? = nil) throws -> RankLimits {
    var limits = RankLimits(memory: try memoryLimit.map(bytes) ?? memory / 4 * 3)
    if let timeLimit {
      limits.operations = try seconds(timeLimit) * RankLimits.operationsPerSecond
    }
    return limits
  }

  /// "90s", "20min", "2h".
  static func seconds(_ text: String) throws -> Double {
    for (suffix, factor) in [("min", 60.0), ("s", 1), ("h", 3600)] where text.hasSuffix(suffix) {
      if let number = Double(text.dropLast(suffix.count)), number > 0, number < 1e6 {
        return number * factor
      }
    }
    throw UsageError("--time-limit is \(text); expected a time such as 90s, 20min or 2h")
  }

  /// "8GiB", "512MiB", "1000000".
  private static func bytes(_ text: String) throws -> Int {
    let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("", 1)]
    for (suffix, factor) in units where text.hasSuffix(suffix) {
      guard let number = Int(text.dropLast(suffix.count)), number > 0 else { break }
      let (value, overflow) = number.multipliedReportingOverflow(by: factor)
      if !overflow { return value }
    }
    throw UsageError("--memory-limit is \(text); expected a size such as 8GiB or 512MiB")
  }
}
