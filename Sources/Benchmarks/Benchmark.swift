import Foundation

/// Something to be timed, with a result that can be checked.
protocol Benchmark {
  var name: String { get }
  /// What the result has to be, in words.
  var target: String { get }
  var repeats: Int { get }

  /// Does the work once and says whether its result is right.
  func run() -> BenchmarkResult
}

struct BenchmarkResult {
  /// What was compared, and whether it agreed.
  let check: String
  let isCorrect: Bool
}

extension Benchmark {
  var repeats: Int { 3 }

  /// Checks, then times: a wrong result is printed as wrong and not timed.
  func report() {
    let first = run()
    guard first.isCorrect else {
      print("| \(name) | WRONG: \(first.check) | - | - | \(target) |")
      exit(1)
    }
    if repeats == 0 {
      print("| \(name) | \(first.check) | - | - | \(target) |")
      return
    }
    let seconds = (0..<repeats).map { _ in
      let start = ContinuousClock.now
      _ = run()
      return start.duration(to: .now) / .seconds(1)
    }.sorted()
    let median = seconds[seconds.count / 2]
    print(
      "| \(name) | \(first.check) | \(Self.text(seconds[0])) | \(Self.text(median)) | \(target) |")
  }

  static func text(_ seconds: Double) -> String { String(format: "%.3f s", seconds) }
}
