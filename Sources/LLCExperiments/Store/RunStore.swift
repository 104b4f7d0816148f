import Foundation
import GRDB

/// Runs of a sweep in one SQLite file: specs, status, trajectories, and where to go on from.
///
/// The journal is SQLite's rollback journal and not the write-ahead log: the latter shares memory
/// between processes, which network file systems have not, and leaves three files where there should
/// be one to copy. Checkpoints are seconds apart, so readers that wait for a writer do not matter.
/// Every change is one transaction, synced before it counts: a process killed at any moment leaves the
/// store as it was after the last of them.
public final class RunStore: Sendable {
  public let path: String
  let queue: DatabaseQueue
  let claims: OwnerLocks

  public enum Access: Sendable {
    /// Creates the file when there is none.
    case create
    /// - Throws: `StoreError.Problem.missing` when there is none.
    case existing
  }

  /// - Parameters:
  ///   - maximumBytes: the file grows no further: beyond it writes throw as on a full disk.
  /// - Throws: `StoreError` when it is no store, or none that this program reads.
  public init(
    _ path: String, _ access: Access = .create, maximumBytes: Int? = nil
  ) throws(StoreError) {
    self.path = path
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if isDirectory.boolValue {
      throw StoreError(file: path, .notAStore(because: "a directory"))
    }
    if !exists && access == .existing { throw StoreError(file: path, .missing) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.prepareDatabase { db in
      // A store is data: nothing in its schema may call functions with effects.
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL")
      if let maximumBytes {
        let page = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
        try db.execute(sql: "PRAGMA max_page_count = \(max(1, maximumBytes / page))")
      }
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      claims = OwnerLocks(path)
      try Self.check(queue, path, create: access == .create)
    } catch {
      throw StoreError(file: path, error)
    }
  }

  /// Ends the claims and closes the file; the store is not to be used afterwards.
  public func close() {
    claims.releaseAll()
    try? queue.close()
  }

  deinit { claims.releaseAll() }

  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do { return try queue.write(body) } catch { throw StoreError(file: path, error) }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do { return try queue.read(body) } catch { throw StoreError(file: path, error) }
  }

  /// Tells a store from another file, and makes an empty file one.
  private static func check(_ queue: DatabaseQueue, _ path: String, create: Bool) throws {
    let isEmpty = try queue.read { db in
      let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      let objects = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
      if id == 0 && version == 0 && objects == 0 { return true }
      guard id == StoreSchema.applicationID else {
        throw StoreError(file: path, .notAStore(because: "a SQLite file of something else"))
      }
      guard version <= StoreSchema.version else {
        throw StoreError(file: path, .newer(schema: version, known: StoreSchema.version))
      }
      guard version == StoreSchema.version, objects > 0 else {
        throw StoreError(file: path, .damaged(because: "its format is \(version)"))
      }
      try checkPages(db, path)
      return false
    }
    guard isEmpty else { return }
    guard create else { throw StoreError(file: path, .notAStore(because: "it is empty")) }
    try queue.write { db in
      // Another process may have been faster.
      guard try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") == 0 else { return }
      try db.execute(sql: StoreSchema.tables)
      try db.execute(
        sql: "INSERT INTO meta VALUES ('format', 'slt run store'), ('journal', 'rollback')")
      try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(StoreSchema.version)")
    }
  }

  /// A look at every page finds what a truncated or overwritten file lacks; larger stores are looked
  /// at where they are read.
  private static let largestChecked = 256 << 20

  private static func checkPages(_ db: Database, _ path: String) throws {
    let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let page = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    let (size, overflow) = pages.multipliedReportingOverflow(by: page)
    // Asked of the folder: opening the file here and closing it would drop SQLite's locks.
    let present = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    guard !overflow, present >= size else {
      throw StoreError(
        file: path, .damaged(because: "it has \(present) bytes; expected \(size)"))
    }
    guard size <= largestChecked else { return }
    guard let report = try String.fetchOne(db, sql: "PRAGMA quick_check(1)"), report != "ok" else {
      return
    }
    throw StoreError(file: path, .damaged(because: report))
  }
}
