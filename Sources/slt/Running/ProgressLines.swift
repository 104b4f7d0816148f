import Identifiability
import Reporting

/// Progress of exact computations, on standard error.
enum ProgressLines {
  /// A line per rank, shown only when it takes longer than two seconds. Several eliminations may
  /// report to it, so it ends with the rank and not with the first of them.
  static func ranks(_ label: String) -> RankProgress? {
    let reporter = ProgressReporter(label, total: 1000)
    return RankProgress { fraction in
      reporter.update(completed: Int(fraction * 1000))
    }
  }
}
