/// A run as a report sees it.
public struct ReportRun: Sendable {
  public let index: Int
  public let spec: RunSpec
  public let points: [TrajectoryPoint]
  public let seconds: Double
  public let isComplete: Bool

  public init(
    index: Int, spec: RunSpec, points: [TrajectoryPoint], seconds: Double, isComplete: Bool
  ) {
    self.index = index
    self.spec = spec
    self.points = points
    self.seconds = seconds
    self.isComplete = isComplete
  }

  public var grokking: GrokkingMeasures { GrokkingMeasures(points) }
  /// The last estimate.
  var lastEstimate: TrajectoryPoint? { points.last { $0.coefficient != nil } }
  /// What is wrong with the last estimate, or why there was none at the last attempt.
  var lastFlags: [String] {
    points.last { $0.coefficient != nil || !$0.flags.isEmpty }?.flags ?? []
  }
  var last: TrajectoryPoint? { points.last }
}
