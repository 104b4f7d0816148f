import Foundation
import GRDB

extension RunStore {
  /// What a merge brought together.
  public struct Merged: Sendable, Hashable {
    public let runs: Int
    public let done: Int
    public let points: Int
    /// Of the grid.
    public let runCount: Int
  }

  /// Joins stores of one sweep: each run as the part that got furthest has it.
  ///
  /// The result is written beside `file` under another name and renamed, so that there is either
  /// all of it or none. Parts stay as they are.
  ///
  /// - Throws: `StoreError`: parts of different sweeps, different results of one run, `exists`.
  @discardableResult
  public static func merge(
    _ parts: [String], into file: String, replacing: Bool = false
  ) throws(StoreError) -> Merged {
    precondition(!parts.isEmpty, "no parts")
    if !replacing && FileManager.default.fileExists(atPath: file) {
      throw StoreError(file: file, .exists)
    }
    let temporary = file + ".\(UUID().uuidString.prefix(8)).partial"
    defer {
      for suffix in ["", "-journal"]
      where FileManager.default.fileExists(atPath: temporary + suffix) {
        try? FileManager.default.removeItem(atPath: temporary + suffix)
      }
    }
    let merged: Merged
    do {
      let result = try RunStore(temporary)
      defer { result.close() }
      merged = try result.write { db in
        for part in parts { try result.take(RunStore(part, .existing), db) }
        return try result.counted(db)
      }
    } catch {
      // The name of the temporary file means nothing to anyone.
      throw error.file == temporary ? StoreError(file: file, error.problem) : error
    }
    guard rename(temporary, file) == 0 else {
      throw StoreError(
        file: file, .unusable(because: "cannot be written (\(String(cString: strerror(errno))))"))
    }
    return merged
  }

  private func counted(_ db: Database) throws -> Merged {
    func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
    return Merged(
      runs: try number("SELECT COUNT(*) FROM runs"),
      done: try number("SELECT COUNT(*) FROM runs WHERE status = 'done'"),
      points: try number("SELECT COUNT(*) FROM points"),
      runCount: try number("SELECT runCount FROM sweeps"))
  }

  private func take(_ part: RunStore, _ db: Database) throws {
    defer { part.close() }
    try part.read { source in
      guard let summary = try Self.summary(source, part.path) else {
        throw StoreError(file: part.path, .notAStore(because: "it holds no sweep"))
      }
      if let first = try Self.summary(db, path) {
        let changes = first.changes(to: summary)
        if !changes.isEmpty { throw StoreError(file: part.path, .specChanged(changes)) }
      } else {
        try Self.insert(summary, db)
      }
      let rows = try Row.fetchCursor(source, sql: "SELECT \(Self.runColumns) FROM runs")
      while let row = try rows.next() {
        try take(row, try StoredRow(row: row, file: part.path).run(), source, part.path, db)
      }
    }
  }

  /// One run: its row from the part that got further, its points from both.
  private func take(
    _ row: Row, _ run: StoredRun, _ source: Database, _ part: String, _ db: Database
  ) throws {
    let points = try Self.points(source, part, run.index)
    let state = try Row.fetchOne(
      source, sql: "SELECT epoch, state FROM states WHERE run = ?", arguments: [run.index])
    let mine = try Row.fetchOne(
      db, sql: "SELECT \(Self.runColumns) FROM runs WHERE id = ?", arguments: [run.index]
    ).map { try StoredRow(row: $0, file: path).run() }
    if let mine {
      let known = try Self.points(db, path, run.index)
      if let difference = Self.difference(known, points) {
        throw StoreError(file: part, .conflict(run: run.index, because: difference))
      }
      guard run.progress > mine.progress else { return }
      for table in ["points", "states"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run.index])
      }
      try db.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.index])
    }
    // What is running there is not running here.
    let status = run.status == .running ? .pending : run.status
    try db.cachedStatement(
      sql: """
        INSERT INTO runs (id, spec, cost, status, reason, codeVersions, seconds, heartbeat)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        run.index, row["spec"], row["cost"], status.rawValue, run.reason, row["codeVersions"],
        row["seconds"], row["heartbeat"],
      ])
    for point in points { try Self.insert(point, of: run.index, db) }
    if let state {
      let state = StoredRow(row: state, file: part)
      try db.cachedStatement(
        sql: "INSERT INTO states (run, epoch, state) VALUES (?, ?, ?)"
      ).execute(
        arguments: [run.index, try state.value("epoch") as Int, try state.data("state")])
    }
  }

  /// Where two trajectories of one run differ at an epoch that both have, to the last bit.
  private static func difference(
    _ first: [TrajectoryPoint], _ second: [TrajectoryPoint]
  ) -> String? {
    let known = Dictionary(first.map { ($0.epoch, $0) }) { one, _ in one }
    for point in second {
      guard let other = known[point.epoch] else { continue }
      for column in PointColumn.all {
        let (one, two) = (column.stored(other), column.stored(point))
        if !same(one, two) {
          return "\(column.name) at epoch \(point.epoch) is \(one) and \(two)"
        }
      }
    }
    return nil
  }

  /// As `==`, but 0.0 and -0.0 are two values.
  private static func same(_ one: DatabaseValue, _ two: DatabaseValue) -> Bool {
    if case .double(let x) = one.storage, case .double(let y) = two.storage {
      return x.bitPattern == y.bitPattern
    }
    return one == two
  }
}

extension StoredRun {
  /// Later is more: complete runs first, then by the epochs reached; a failure is worth more than
  /// as many epochs without one.
  fileprivate var progress: (Int, Int, Int) {
    (status == .done ? 1 : 0, epoch ?? -1, status == .failed ? 1 : 0)
  }
}
