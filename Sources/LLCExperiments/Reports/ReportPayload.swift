/// `slt report --format json`, schema 1.
public struct ReportPayload: Encodable, Sendable {
  public struct Run: Encodable, Sendable {
    let index: Int
    let spec: RunSpec
    let isComplete: Bool
    let seconds: Double
    let grokking: GrokkingMeasures
    let theory: Theory
    let points: [PointPayload]
  }

  /// Half ranks; see `TheoryLines`.
  public struct Theory: Encodable, Sendable {
    let coordinates: Double?
    let allPairs: Double?
    let trainingPairs: Double
    let lazy: Double
  }

  public let schema = 1
  public let name: String
  public let runs: [Run]

  public init(_ report: SweepReport) {
    name = report.title
    runs = report.runs.map { run in
      let lines = TheoryLines(run.spec)
      return Run(
        index: run.index, spec: run.spec, isComplete: run.isComplete, seconds: run.seconds,
        grokking: run.grokking,
        theory: Theory(
          coordinates: lines.coordinates, allPairs: lines.allPairs,
          trainingPairs: lines.trainingPairs, lazy: lines.lazy),
        points: run.points.map { PointPayload($0) })
    }
  }
}
