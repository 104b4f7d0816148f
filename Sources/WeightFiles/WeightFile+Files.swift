import Foundation

extension WeightFile {
  /// Files above half a gibibyte are refused unless the caller says otherwise.
  public static let defaultSizeLimit = 512 << 20

  /// Reads weights from a file; see ``init(parsing:file:)``.
  ///
  /// - Parameter sizeLimit: in bytes; the file is not read beyond it.
  /// - Throws: ``WeightFileError``.
  public init(
    contentsOfFile path: String, sizeLimit: Int = defaultSizeLimit
  ) throws(WeightFileError) {
    let bytes: [UInt8]?
    do {
      bytes = try Self.read(path, atMost: sizeLimit)
    } catch {
      throw WeightFileError(
        .unreadable, file: path, found: "an error on reading (\(error.localizedDescription))",
        expected: "a readable file")
    }
    guard let bytes else {
      throw WeightFileError(
        .tooLarge, file: path, found: "more than \(sizeLimit) bytes",
        expected: "at most \(sizeLimit)")
    }
    try self.init(parsing: bytes, file: path)
  }

  /// Writes the JSON text, replacing the file in one step.
  ///
  /// - Throws: ``WeightFileError``.
  public func write(toFile path: String) throws(WeightFileError) {
    do {
      try Data(jsonText.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw WeightFileError(
        .unreadable, file: path, found: "an error on writing (\(error.localizedDescription))",
        expected: "a writable file")
    }
  }

  /// Nil when there are more bytes than the limit. In pieces, since a device has no size to ask.
  private static func read(_ path: String, atMost limit: Int) throws -> [UInt8]? {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      guard piece.count <= limit - bytes.count else { return nil }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }
}
