import Foundation
import Synchronization

/// Tells whether the process that claimed a run still lives.
///
/// An owner of runs holds a lock on one byte of the store, far beyond its end, for as long as it
/// lives; the kernel drops the lock with the process, however that ends, and on every machine that
/// shares the file. So there is no lease to wait for, no clock to compare and no process number that
/// could mean another process by now. What it needs, working locks, SQLite needs as well.
///
/// The locks belong to an open file description (`F_OFD_SETLK`), not to the process: two owners in one
/// process are two owners. The descriptor is never closed, since closing any descriptor of a file
/// would drop SQLite's own locks on it.
final class OwnerLocks: Sendable {
  private let path: String
  private let held = Mutex<Set<Int64>>([])

  init(_ path: String) { self.path = path }

  /// - Throws: `StoreError` when the file system has no locks.
  func hold(_ owner: Int64) throws {
    let file = try OpenedFile.of(path)
    try file.lock(owner, path)
    held.withLock { _ = $0.insert(owner) }
  }

  func isAlive(_ owner: Int64) throws -> Bool { try OpenedFile.of(path).isLocked(owner, path) }

  func release(_ owner: Int64) {
    if held.withLock({ $0.remove(owner) }) != nil { (try? OpenedFile.of(path))?.unlock(owner) }
  }

  func releaseAll() {
    for owner in held.withLock({ $0 }) { release(owner) }
  }
}

/// The one descriptor of a store in this process, and the owners that it holds locks for.
private final class OpenedFile: Sendable {
  private struct Identity: Hashable {
    let device: UInt64
    let node: UInt64
  }

  private static let all = Mutex<[Identity: OpenedFile]>([:])

  private let descriptor: Int32
  private let owners = Mutex<Set<Int64>>([])

  private init(descriptor: Int32) { self.descriptor = descriptor }

  static func of(_ path: String) throws -> OpenedFile {
    try all.withLock { all in
      var status = stat()
      guard stat(path, &status) == 0 else { throw StoreError(file: path, .missing) }
      let identity = Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
      if let opened = all[identity] { return opened }
      var descriptor = open(path, O_RDWR | O_CLOEXEC)
      // Enough to ask, in a store that can only be looked at.
      if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw StoreError(file: path, .readOnly) }
      let opened = OpenedFile(descriptor: descriptor)
      all[identity] = opened
      return opened
    }
  }

  func lock(_ owner: Int64, _ path: String) throws {
    var request = Self.request(Int32(F_WRLCK), owner)
    guard fcntl(descriptor, Self.setLock, &request) == 0 else { throw Self.failure(path) }
    owners.withLock { _ = $0.insert(owner) }
  }

  func unlock(_ owner: Int64) {
    var request = Self.request(Int32(F_UNLCK), owner)
    _ = fcntl(descriptor, Self.setLock, &request)
    owners.withLock { _ = $0.remove(owner) }
  }

  func isLocked(_ owner: Int64, _ path: String) throws -> Bool {
    if owners.withLock({ $0.contains(owner) }) { return true }
    var request = Self.request(Int32(F_WRLCK), owner)
    guard fcntl(descriptor, Self.getLock, &request) == 0 else { throw Self.failure(path) }
    return request.l_type != Int16(F_UNLCK)
  }

  // F_OFD_SETLK and F_OFD_GETLK, which Swift does not see.
  #if os(Linux)
    private static let (setLock, getLock): (Int32, Int32) = (37, 36)
  #else
    private static let (setLock, getLock): (Int32, Int32) = (90, 92)
  #endif

  /// Beyond any byte of a store and any that SQLite locks.
  private static let base = 1 << 41

  private static func request(_ kind: Int32, _ owner: Int64) -> flock {
    var request = flock()
    request.l_type = Int16(kind)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = off_t(base) + off_t(owner)
    request.l_len = 1
    return request
  }

  private static func failure(_ path: String) -> StoreError {
    StoreError(
      file: path,
      .unusable(
        because: "the file system does not lock files (\(String(cString: strerror(errno))))"))
  }
}
