import Foundation
import GRDB

/// A row read strictly: a damaged store is an error and not a trap.
struct StoredRow {
  let row: Row
  let file: String

  private func damaged(_ name: String) -> StoreError {
    StoreError(file: file, .damaged(because: "\(name) holds \(row[name] as DatabaseValue)"))
  }

  func value<Value: StoredValue>(_ name: String) throws -> Value {
    guard let value = Value.fromStored(row[name]) else { throw damaged(name) }
    return value
  }

  func optional<Value: StoredValue>(_ name: String) throws -> Value? {
    (row[name] as DatabaseValue).isNull ? nil : try value(name) as Value
  }

  func data(_ name: String) throws -> Data {
    guard let value = Data.fromStored(row[name]) else { throw damaged(name) }
    return value
  }

  func decoded<Value: Decodable>(_ name: String) throws -> Value {
    let text: String = try value(name)
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
      throw StoreError(file: file, .damaged(because: "\(name) is not what this program writes"))
    }
    return value
  }

  func run() throws -> StoredRun {
    guard let status = StoredRun.Status(rawValue: try value("status")) else {
      throw damaged("status")
    }
    let spec: RunSpec = try decoded("spec")
    guard spec.isCountable else { throw damaged("spec") }
    return StoredRun(
      index: try value("id"), spec: spec, status: status,
      reason: try optional("reason"),
      codeVersions: (try value("codeVersions") as String).split(separator: " ").map(String.init),
      seconds: try value("seconds"), epoch: try optional("epoch"))
  }

  func point() throws -> TrajectoryPoint {
    var point = TrajectoryPoint(epoch: 0, steps: 0, trainingLoss: 0, trainingAccuracy: 0)
    for column in PointColumn.all where !column.read(row[column.name], &point) {
      throw damaged(column.name)
    }
    return point
  }
}

extension RunStore {
  // Columns by name, never `*`: of a store whose tables are not ours SQLite then says so.
  static let runColumns = """
    id, spec, cost, status, reason, owner, codeVersions, seconds, heartbeat,
    (SELECT MAX(epoch) FROM points WHERE points.run = runs.id) AS epoch
    """
  static let pointColumns = PointColumn.all.map { "points.\($0.name)" }.joined(separator: ", ")

  /// Every run, in the order of the grid; what a dead process worked on is pending.
  ///
  /// - Throws: `StoreError`.
  public func runs(of shard: Shard = .whole) throws(StoreError) -> [StoredRun] {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT \(Self.runColumns) FROM runs WHERE id % ? = ? ORDER BY id",
        arguments: [shard.count, shard.index - 1])
      var runs: [StoredRun] = []
      var alive: [Int: Bool] = [:]
      while let row = try rows.next() {
        let row = StoredRow(row: row, file: path)
        let run = try row.run()
        guard run.status == .running, let owner: Int = try row.optional("owner") else {
          runs.append(run)
          continue
        }
        let isAlive = try alive[owner] ?? claims.isAlive(Int64(owner))
        alive[owner] = isAlive
        runs.append(isAlive ? run : run.interrupted)
      }
      return runs
    }
  }

  /// The checkpoints of a run in the order of their epochs.
  ///
  /// - Throws: `StoreError`.
  public func points(of run: Int) throws(StoreError) -> [TrajectoryPoint] {
    try read { db in try Self.points(db, path, run) }
  }

  static func points(_ db: Database, _ path: String, _ run: Int) throws -> [TrajectoryPoint] {
    try Row.fetchAll(
      db, sql: "SELECT \(pointColumns) FROM points WHERE run = ? ORDER BY epoch", arguments: [run]
    ).map { try StoredRow(row: $0, file: path).point() }
  }

  /// The last checkpoint of each run that has one.
  ///
  /// - Throws: `StoreError`.
  public func lastPoints() throws(StoreError) -> [Int: TrajectoryPoint] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT points.run, \(Self.pointColumns) FROM points
          JOIN (SELECT run, MAX(epoch) AS last FROM points GROUP BY run) AS ends
          ON points.run = ends.run AND points.epoch = ends.last
          """)
      var points: [Int: TrajectoryPoint] = [:]
      while let row = try rows.next() {
        let row = StoredRow(row: row, file: path)
        points[try row.value("run")] = try row.point()
      }
      return points
    }
  }

  static func insert(
    _ point: TrajectoryPoint, of run: Int, _ db: Database
  ) throws {
    let names = PointColumn.all.map(\.name)
    let marks = Array(repeating: "?", count: names.count + 1).joined(separator: ", ")
    try db.cachedStatement(
      sql: "INSERT INTO points (run, \(names.joined(separator: ", "))) VALUES (\(marks))"
    ).execute(
      arguments: StatementArguments(
        [run.databaseValue] + PointColumn.all.map { $0.stored(point) }))
  }
}
