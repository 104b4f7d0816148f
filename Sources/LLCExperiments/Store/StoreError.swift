import GRDB

/// Why a run store cannot be used, in one line.
///
/// Every write is one transaction: whatever is thrown, the store holds what it held before.
public struct StoreError: Error, Equatable, CustomStringConvertible {
  public enum Problem: Sendable, Equatable {
    case missing
    /// No SQLite file, or one of another program.
    case notAStore(because: String)
    case newer(schema: Int, known: Int)
    case damaged(because: String)
    /// The store holds another sweep than the spec.
    case specChanged([SpecChange])
    case full
    case readOnly
    case busy
    case unusable(because: String)
    /// Another process took the run over.
    case claimLost(run: Int)
    /// Two parts hold different results of one run.
    case conflict(run: Int, because: String)
    case exists
  }

  public let file: String
  public let problem: Problem

  public init(file: String, _ problem: Problem) {
    self.file = file
    self.problem = problem
  }

  public var description: String { "\(file): \(problem.text)".singleLine }
}

/// A setting that is one thing in a store and another in a spec.
public struct SpecChange: Sendable, Equatable, CustomStringConvertible {
  public let key: String
  public let stored: String
  public let given: String

  public var description: String { "\(key) was \(stored) and is \(given)" }
}

extension StoreError.Problem {
  fileprivate var text: String {
    switch self {
    case .missing: "no such store"
    case .notAStore(let reason): "not a run store: \(reason)"
    case .newer(let schema, let known):
      "written by a newer version (store format \(schema); this program reads up to \(known))"
    case .damaged(let reason): "the store is damaged: \(reason)"
    case .specChanged(let changes):
      "holds another sweep: " + changes.prefix(4).map(\.description).joined(separator: "; ")
        + (changes.count > 4 ? "; and \(changes.count - 4) more changes" : "")
        + ". Give the sweep another store, or undo the change"
    case .full: "the disk is full; what was stored before stands"
    case .readOnly: "the store cannot be written"
    case .busy: "the store stayed locked by another process for a minute"
    case .unusable(let reason): reason
    case .claimLost(let run): "run \(run) was taken over by another process"
    case .conflict(let run, let reason): "run \(run) has two different results: \(reason)"
    case .exists: "exists; pass --force to replace it"
    }
  }
}

extension StoreError {
  init(file: String, _ error: any Error) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(file: file, .unusable(because: "\(error)"))
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: self.init(file: file, .full)
    case .SQLITE_NOTADB: self.init(file: file, .notAStore(because: "not a SQLite file"))
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_SCHEMA:
      self.init(file: file, .damaged(because: reason))
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self.init(file: file, .readOnly)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(file: file, .busy)
    case .SQLITE_CANTOPEN: self.init(file: file, .unusable(because: "cannot be opened or created"))
    case .SQLITE_IOERR:
      self.init(
        file: file,
        .unusable(
          because: "cannot be read or written (\(reason)); what was stored before stands"))
    default: self.init(file: file, .unusable(because: reason))
    }
  }
}

extension String {
  fileprivate var singleLine: String { String(map { $0.isNewline ? " " : $0 }.prefix(1000)) }
}
