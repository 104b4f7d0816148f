/// A sweep or a part of it for programs to read.
public struct SweepPayload: Encodable, Sendable {
  public struct Run: Encodable, Sendable {
    let run: Int
    let spec: RunSpec
    let status: StoredRun.Status
    let reason: String?
    let codeVersions: [String]
    let seconds: Double?
    let last: PointPayload?
    let points: [PointPayload]?
  }

  let schema = 1
  let name: String
  let runCount: Int
  let runs: [Run]

  /// - Parameters:
  ///   - withSeconds: for those that want them; a result that can be had again has none.
  ///   - points: of each run; nil to leave them out.
  public init(
    name: String, runCount: Int, _ runs: [StoredRun], last: [Int: TrajectoryPoint],
    withSeconds: Bool, points: [Int: [TrajectoryPoint]]? = nil
  ) {
    self.name = name
    self.runCount = runCount
    self.runs = runs.map { run in
      Run(
        run: run.index, spec: run.spec, status: run.status, reason: run.reason,
        codeVersions: run.codeVersions, seconds: withSeconds ? run.seconds : nil,
        last: last[run.index].map { PointPayload($0) },
        points: points.map { ($0[run.index] ?? []).map { PointPayload($0) } })
    }
  }
}

/// A point with null for numbers that JSON has not: NaN and infinities. What is not known is left out.
public struct PointPayload: Encodable, Sendable {
  let point: TrajectoryPoint
  let run: Int?

  /// - Parameter run: whose point it is, where that is not clear.
  public init(_ point: TrajectoryPoint, run: Int? = nil) {
    self.point = point
    self.run = run
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if let run { try container.encode(run, forKey: Key(stringValue: "run")) }
    for column in PointColumn.all {
      let key = Key(stringValue: column.name)
      switch column.value(point) {
      case .nothing: break
      case .integer(let value): try container.encode(value, forKey: key)
      case .number(let value) where value.isFinite: try container.encode(value, forKey: key)
      case .number: try container.encodeNil(forKey: key)
      case .text(let text): try container.encode(text, forKey: key)
      case .words(let words): try container.encode(words, forKey: key)
      }
    }
  }
}
