/// The directory of a zip archive.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10 (section numbers below), with zip64; one disk, stored or
/// deflated, not encrypted. Every offset and size is checked against the bytes before use, entries
/// may not overlap, and the directory must end where its end record starts.
struct ZipArchive {
  let bytes: [UInt8]
  let file: String
  private(set) var entries: [ZipEntry] = []

  init(_ bytes: [UInt8], file: String) throws(TensorFileError) {
    self.bytes = bytes
    self.file = file
    let directory = try directory()
    var position = directory.range.lowerBound
    var names: Set<String> = []
    for _ in 0..<directory.count {
      let (entry, next) = try entry(at: position, directory: directory.range)
      guard names.insert(entry.name).inserted else {
        throw TensorFileError(
          .duplicateName, file: file, field: entry.name, found: "a second entry of this name",
          expected: "each name once")
      }
      entries.append(entry)
      position = next
    }
    guard position == directory.range.upperBound else {
      throw error("bytes between the directory and its end", "none")
    }
    try checkOverlap()
  }

  func error(_ found: String, _ expected: String, _ field: String = "") -> TensorFileError {
    TensorFileError(.badArchive, file: file, field: field, found: found, expected: expected)
  }

  private func truncated(_ expected: String) -> TensorFileError {
    error("the archive cut short or damaged", expected)
  }

  /// The same bytes may not be inflated twice.
  private func checkOverlap() throws(TensorFileError) {
    let ordered = entries.sorted { $0.localHeader < $1.localHeader }
    for (entry, next) in zip(ordered, ordered.dropFirst())
    where entry.range.upperBound > next.localHeader {
      throw error("an entry that overlaps another", "entries apart", next.name)
    }
  }

  /// The central directory (4.3.12) and its number of entries, from the end record (4.3.16), or
  /// from the zip64 end record (4.3.14) that a locator (4.3.15) in front of it names.
  private func directory() throws(TensorFileError) -> (range: Range<Int>, count: Int) {
    let places = stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
    let end = places.first { place in
      bytes.integer(UInt32.self, at: place) == 0x0605_4B50
        && bytes.integer(UInt16.self, at: place + 20).map { place + 22 + Int($0) } == bytes.count
    }
    guard let end, let short = EndRecord(bytes, at: end) else {
      throw truncated("an end record")
    }
    var (record, start) = (short, end)
    if bytes.integer(UInt32.self, at: end - 20) == 0x0706_4B50 {
      guard let place = bytes.integer(UInt64.self, at: end - 12).flatMap({ Int(exactly: $0) }),
        let long = EndRecord(zip64: bytes, at: place, locator: end - 20), long.widens(short)
      else { throw truncated("a zip64 end record") }
      (record, start) = (long, place)
    }
    guard record.disks == 0, record.entriesHere == record.entries else {
      throw error("an archive on several disks", "a single file")
    }
    guard let count = Int(exactly: record.entries), count <= TensorFile.tensorLimit else {
      throw error("\(record.entries) entries", "at most \(TensorFile.tensorLimit)")
    }
    guard let offset = Int(exactly: record.offset), let size = Int(exactly: record.size),
      offset <= start, size == start - offset
    else { throw truncated("a directory that ends where its end record starts") }
    return (offset..<start, count)
  }

  /// The entry whose directory header (4.3.12) is at a position, and where the next one is.
  private func entry(
    at position: Int, directory: Range<Int>
  ) throws(TensorFileError) -> (ZipEntry, next: Int) {
    guard let header = DirectoryHeader(bytes[..<directory.upperBound], at: position) else {
      throw truncated("a directory of \(directory.count) bytes")
    }
    guard let name = header.name else {
      throw error("a name that is not UTF-8", "names in ASCII or UTF-8")
    }
    // Bit 0: encrypted, bit 6: strongly, bit 13: the directory is.
    guard header.flags & 0x2041 == 0 else {
      throw error("an encrypted entry", "none", name)
    }
    guard header.method == 0 || header.method == 8 else {
      throw error("compression method \(header.method)", "0 (stored) or 8 (deflated)", name)
    }
    guard header.disk == 0 else { throw error("an entry on another disk", "a single file", name) }
    guard let local = Int(exactly: header.localHeader), let size = Int(exactly: header.size),
      let compressed = Int(exactly: header.compressedSize),
      let start = LocalHeader(bytes[..<directory.lowerBound], at: local)?.dataStart(for: header),
      compressed <= directory.lowerBound - start
    else { throw error("a damaged local header", "one that agrees with the directory", name) }
    guard header.method == 8 || compressed == size else {
      throw error("\(compressed) bytes stored", "\(size), its size", name)
    }
    let entry = ZipEntry(
      name: name, isDeflated: header.method == 8, crc: header.crc, localHeader: local,
      range: start..<(start + compressed), size: size)
    return (entry, header.end)
  }
}
