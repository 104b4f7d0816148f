import Foundation
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

  /// What a long rank will take, on standard error; nothing for one of a few seconds.
  static func announce(_ announcement: LongRun.Announcement) {
    if announcement.seconds < 5 && announcement.stepsDone == 0 { return }
    var text =
      "\(announcement.work): about \(Formatting.duration(seconds: announcement.seconds))"
    if let checkpoint = announcement.checkpoint {
      text += "; state kept in \(checkpoint)"
      if announcement.stepsDone > 0 {
        text += ", going on after \(Formatting.count(announcement.stepsDone)) of them"
      }
    }
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
