import Foundation
import GRDB

extension RunStore {
  /// Makes the store one of this sweep, or sees that it is one.
  ///
  /// Only the runs of the shard get rows, so that a thousand parts of a large grid stay small; the
  /// rows of others can follow.
  ///
  /// - Throws: `StoreError.Problem.specChanged` with what differs.
  public func register(_ sweep: SweepSpec, shard: Shard = .whole) throws(StoreError) {
    let summary = SweepSummary(sweep)
    let indices = sweep.runs.indices.filter { shard.contains($0) }
    let stored: SweepSummary? = try read { db in try Self.summary(db, path) }
    if let stored {
      try agree(stored, summary)
      let count = try read { db in
        try Int.fetchOne(
          db, sql: "SELECT COUNT(*) FROM runs WHERE id % ? = ?",
          arguments: [shard.count, shard.index - 1]) ?? 0
      }
      if count == indices.count { return }
    }
    // Encoded before the store is locked.
    let specs: [String]
    do { specs = try indices.map { try Self.text(sweep.runs[$0]) } } catch {
      throw StoreError(file: path, error)
    }
    try write { db in
      if let stored = try Self.summary(db, path) {
        try agree(stored, summary)
      } else {
        try Self.insert(summary, db)
      }
      let insertion = try db.makeStatement(
        sql: "INSERT OR IGNORE INTO runs (id, spec, cost) VALUES (?, ?, ?)")
      for (index, spec) in zip(indices, specs) {
        try insertion.execute(arguments: [index, spec, sweep.runs[index].cost])
      }
    }
  }

  private func agree(_ stored: SweepSummary, _ given: SweepSummary) throws(StoreError) {
    let changes = stored.changes(to: given)
    if !changes.isEmpty { throw StoreError(file: path, .specChanged(changes)) }
  }

  static func insert(_ summary: SweepSummary, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO sweeps (id, name, summary, runCount) VALUES (1, ?, ?, ?)",
      arguments: [summary.name, try text(summary), summary.runCount])
  }

  /// Nil before the first sweep.
  static func summary(_ db: Database, _ path: String) throws -> SweepSummary? {
    try Row.fetchOne(db, sql: "SELECT summary FROM sweeps").map {
      try StoredRow(row: $0, file: path).decoded("summary")
    }
  }

  /// The name of the sweep and the number of runs in its grid; nil before the first sweep.
  ///
  /// - Throws: `StoreError`.
  public func sweep() throws(StoreError) -> (name: String, runCount: Int)? {
    try read { db in try Self.summary(db, path).map { ($0.name, $0.runCount) } }
  }

  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
