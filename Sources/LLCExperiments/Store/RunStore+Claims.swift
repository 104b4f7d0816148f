public import Foundation
import GRDB

extension RunStore {
  /// A worker's right to claim runs, alive until `end(_:)`, `close()` or the end of the process,
  /// however that comes.
  public struct Owner: Sendable, Hashable { let id: Int64 }

  /// - Throws: `StoreError`.
  public func begin() throws(StoreError) -> Owner {
    let process = ProcessInfo.processInfo
    let id = try write { db in
      try db.execute(
        sql: "INSERT INTO owners (host, process, started) VALUES (?, ?, datetime('now'))",
        arguments: [process.hostName, Int(process.processIdentifier)])
      return db.lastInsertedRowID
    }
    do { try claims.hold(id) } catch { throw StoreError(file: path, error) }
    return Owner(id: id)
  }

  /// Gives the runs back that the owner has not ended; they go on from their last checkpoint.
  ///
  /// - Throws: `StoreError`; the claims are void all the same.
  public func end(_ owner: Owner) throws(StoreError) {
    defer { claims.release(owner.id) }
    try write { db in
      try db.execute(
        sql: "UPDATE runs SET status = 'pending', owner = NULL WHERE owner = ?",
        arguments: [owner.id])
    }
  }

  /// The most expensive run of the shard that nobody works on, now this owner's.
  ///
  /// - Throws: `StoreError`.
  public func claim(
    for owner: Owner, shard: Shard = .whole, codeVersion: String
  ) throws(StoreError) -> ClaimedRun? {
    try write { db in
      let working = try Int64.fetchAll(
        db, sql: "SELECT DISTINCT owner FROM runs WHERE status = 'running' AND owner NOT NULL")
      for other in working where try !claims.isAlive(other) {
        try db.execute(
          sql: "UPDATE runs SET status = 'pending', owner = NULL WHERE owner = ?",
          arguments: [other])
      }
      let found = try Row.fetchOne(
        db,
        sql: """
          SELECT \(Self.runColumns) FROM runs WHERE status = 'pending' AND id % ? = ?
          ORDER BY cost DESC, id LIMIT 1
          """, arguments: [shard.count, shard.index - 1])
      guard let run = try found.map({ try StoredRow(row: $0, file: path).run() }) else {
        return nil
      }
      var versions = run.codeVersions
      if !versions.contains(codeVersion) { versions.append(codeVersion) }
      try db.execute(
        sql: """
          UPDATE runs SET status = 'running', owner = ?, reason = NULL, codeVersions = ?,
          heartbeat = datetime('now') WHERE id = ?
          """, arguments: [owner.id, versions.joined(separator: " "), run.index])
      let state = try Row.fetchOne(
        db, sql: "SELECT state FROM states WHERE run = ?", arguments: [run.index])
      return ClaimedRun(
        index: run.index, spec: run.spec,
        state: try state.map { try StoredRow(row: $0, file: path).data("state") },
        points: try Self.points(db, path, run.index), seconds: run.seconds)
    }
  }

  /// Stores a checkpoint: the point and the state to go on from, both or neither.
  ///
  /// - Parameter seconds: work on the run since the last call.
  /// - Throws: `StoreError`; `claimLost` when the run is no longer the owner's.
  public func checkpoint(
    _ point: TrajectoryPoint, state: Data, run: Int, owner: Owner, seconds: Double
  ) throws(StoreError) {
    let checkpoint = Checkpoint(run: run, point: point, state: state, seconds: seconds)
    if try !write([checkpoint], owner: owner).isEmpty {
      throw StoreError(file: path, .claimLost(run: run))
    }
  }

  /// The same for several runs in one transaction.
  ///
  /// - Returns: the runs that are no longer the owner's, of which nothing is stored.
  func write(_ checkpoints: [Checkpoint], owner: Owner) throws(StoreError) -> Set<Int> {
    try write { db in
      var lost: Set<Int> = []
      for checkpoint in checkpoints {
        guard
          try update(
            db, checkpoint.run, owner, "seconds = seconds + ?, heartbeat = datetime('now')",
            [checkpoint.seconds.databaseValue])
        else {
          lost.insert(checkpoint.run)
          continue
        }
        try Self.insert(checkpoint.point, of: checkpoint.run, db)
        try db.cachedStatement(
          sql: "INSERT OR REPLACE INTO states (run, epoch, state) VALUES (?, ?, ?)"
        ).execute(arguments: [checkpoint.run, checkpoint.point.epoch, checkpoint.state])
      }
      return lost
    }
  }

  /// The run is complete. Its state goes unless it is asked for: nothing is to go on from, and the
  /// trajectory can be had again from the spec, while the states of thousands of runs would not fit.
  ///
  /// - Throws: `StoreError`.
  public func finish(
    run: Int, owner: Owner, seconds: Double, keepingState: Bool = false
  ) throws(StoreError) {
    try write { db in
      guard
        try update(
          db, run, owner, "status = 'done', owner = NULL, seconds = seconds + ?",
          [seconds.databaseValue])
      else { throw StoreError(file: path, .claimLost(run: run)) }
      if !keepingState {
        try db.execute(sql: "DELETE FROM states WHERE run = ?", arguments: [run])
      }
    }
  }

  /// The run cannot go on; what it reached stays.
  ///
  /// - Throws: `StoreError`.
  public func fail(run: Int, owner: Owner, because reason: String) throws(StoreError) {
    try write { db in
      guard
        try update(
          db, run, owner, "status = 'failed', owner = NULL, reason = ?", [reason.databaseValue])
      else { throw StoreError(file: path, .claimLost(run: run)) }
    }
  }

  /// What is left for an owner to do.
  public enum Outlook: Sendable, Hashable {
    /// Some run can be claimed.
    case claimable
    /// Nothing, unless another process that works on a run ends before it.
    case waiting
    case nothing
  }

  /// - Throws: `StoreError`.
  public func outlook(for owner: Owner, shard: Shard = .whole) throws(StoreError) -> Outlook {
    try read { db in
      let pending = try Row.fetchOne(
        db, sql: "SELECT id FROM runs WHERE status = 'pending' AND id % ? = ? LIMIT 1",
        arguments: [shard.count, shard.index - 1])
      if pending != nil { return .claimable }
      let others = try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT owner FROM runs
          WHERE status = 'running' AND owner <> ? AND id % ? = ?
          """, arguments: [owner.id, shard.count, shard.index - 1])
      for other in others where try !claims.isAlive(other) { return .claimable }
      return others.isEmpty ? .nothing : .waiting
    }
  }

  /// Lets failed runs of the shard go on from their last checkpoint.
  ///
  /// - Returns: how many there were.
  /// - Throws: `StoreError`.
  @discardableResult
  public func retryFailed(of shard: Shard = .whole) throws(StoreError) -> Int {
    try write { db in
      try db.execute(
        sql: """
          UPDATE runs SET status = 'pending', reason = NULL
          WHERE status = 'failed' AND id % ? = ?
          """, arguments: [shard.count, shard.index - 1])
      return db.changesCount
    }
  }

  /// False when the run is not the owner's.
  private func update(
    _ db: Database, _ run: Int, _ owner: Owner, _ changes: String, _ values: [DatabaseValue]
  ) throws -> Bool {
    try db.cachedStatement(
      sql: "UPDATE runs SET \(changes) WHERE id = ? AND owner = ? AND status = 'running'"
    ).execute(
      arguments: StatementArguments(values + [run.databaseValue, owner.id.databaseValue]))
    return db.changesCount > 0
  }
}
