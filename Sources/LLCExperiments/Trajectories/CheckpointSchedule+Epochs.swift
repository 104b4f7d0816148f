import Foundation

extension CheckpointSchedule {
  /// The epochs of the checkpoints of a run, ascending, from 0 to `last`.
  public func epochs(last: Int) -> [Int] {
    switch self {
    case .linear(let every):
      return Array(stride(from: 0, to: last, by: max(every, 1))) + [last]
    case .logarithmic(let count):
      guard count > 1, last > 1 else { return last > 0 ? [0, last] : [0] }
      let spaced = (0..<count).map { i in
        Int(pow(Double(last), Double(i) / Double(count - 1)).rounded())
      }
      return Set([0, last] + spaced.map { min($0, last) }).sorted()
    }
  }
}
