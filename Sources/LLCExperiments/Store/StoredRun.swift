public import Foundation

/// A run of a store, without its trajectory.
public struct StoredRun: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case pending, running, done, failed
  }

  /// Its place in the grid, from 0.
  public let index: Int
  public let spec: RunSpec
  public let status: Status
  /// Why it failed.
  public let reason: String?
  /// The versions of the program that worked on it, the first one first.
  public let codeVersions: [String]
  /// Seconds that processes worked on it up to the last checkpoint.
  public let seconds: Double
  /// Of the last checkpoint; nil before the first.
  public let epoch: Int?

  /// The run when nobody works on it any more.
  var interrupted: StoredRun {
    StoredRun(
      index: index, spec: spec, status: .pending, reason: nil, codeVersions: codeVersions,
      seconds: seconds, epoch: epoch)
  }
}

/// A run that this process has claimed, with what it goes on from.
public struct ClaimedRun: Sendable {
  public let index: Int
  public let spec: RunSpec
  /// Of the last checkpoint; nil to start.
  public let state: Data?
  /// Of the checkpoints so far.
  public let points: [TrajectoryPoint]
  public let seconds: Double
}
