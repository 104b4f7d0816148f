import Foundation

/// What a file of weights is, by its first bytes and not by its name.
enum WeightFileKind {
  /// Of `slt sweep`.
  case store
  /// This program's JSON.
  case json
  /// .safetensors, .npz or .npy, or something that reading them refuses with a reason.
  case tensors

  /// Of a pipe or device nothing is read.
  init(of path: String) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var status = stat()
    var start = [UInt8](repeating: 0, count: 64)
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      case let count = read(descriptor, &start, 64), count > 0
    else {
      self = .tensors
      return
    }
    start.removeLast(64 - count)
    // The length in a .safetensors file may begin like a text, but ends in zeros.
    let isText = !start.prefix(8).contains(0)
    if start.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .store
    } else if isText, start.first(where: { !Self.spaces.contains($0) }) == UInt8(ascii: "{") {
      self = .json
    } else {
      self = .tensors
    }
  }

  private static let spaces = Array(" \t\r\n".utf8)
}
