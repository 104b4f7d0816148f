import Identifiability
import Reporting

/// Progress of exact computations, on standard error.
enum ProgressLines {
  /// A line per elimination; each shows itself only when it takes longer than two seconds.
  static func ranks(_ label: String) -> RankProgress? {
    let reporter = ProgressReporter(label, total: 1000)
    return RankProgress { fraction in
      reporter.update(completed: Int(fraction * 1000))
      if fraction >= 0.999 { reporter.finish() }
    }
  }
}
