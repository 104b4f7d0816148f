import Foundation
import Identifiability

/// What this machine has.
enum Machine {
  static var memory: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory) }

  static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Three quarters of the memory, unless a limit was given.
  static func limits(memoryLimit: String?) throws -> RankLimits {
    guard let memoryLimit else { return RankLimits(memory: memory / 4 * 3) }
    return RankLimits(memory: try bytes(memoryLimit))
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
