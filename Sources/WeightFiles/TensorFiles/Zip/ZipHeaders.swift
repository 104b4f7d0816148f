/// The end record of a zip archive, in either of its two widths.
struct EndRecord {
  let disks: UInt64
  let entriesHere: UInt64
  let entries: UInt64
  let size: UInt64
  let offset: UInt64

  /// 4.3.16, 22 bytes and a comment.
  init?(_ bytes: [UInt8], at place: Int) {
    guard let disk = bytes.integer(UInt16.self, at: place + 4),
      let directoryDisk = bytes.integer(UInt16.self, at: place + 6),
      let entriesHere = bytes.integer(UInt16.self, at: place + 8),
      let entries = bytes.integer(UInt16.self, at: place + 10),
      let size = bytes.integer(UInt32.self, at: place + 12),
      let offset = bytes.integer(UInt32.self, at: place + 16)
    else { return nil }
    disks = UInt64(disk | directoryDisk)
    (self.entriesHere, self.entries) = (UInt64(entriesHere), UInt64(entries))
    (self.size, self.offset) = (UInt64(size), UInt64(offset))
  }

  /// 4.3.14, 56 bytes and more, up to its locator (4.3.15).
  init?(zip64 bytes: [UInt8], at place: Int, locator: Int) {
    guard place >= 0, place <= locator - 56, bytes.integer(UInt32.self, at: place) == 0x0606_4B50,
      bytes.integer(UInt64.self, at: place + 4) == UInt64(locator - place - 12),
      let locatorDisk = bytes.integer(UInt32.self, at: locator + 4),
      let disk = bytes.integer(UInt32.self, at: place + 16),
      let directoryDisk = bytes.integer(UInt32.self, at: place + 20),
      let entriesHere = bytes.integer(UInt64.self, at: place + 24),
      let entries = bytes.integer(UInt64.self, at: place + 32),
      let size = bytes.integer(UInt64.self, at: place + 40),
      let offset = bytes.integer(UInt64.self, at: place + 48)
    else { return nil }
    disks = UInt64(disk | directoryDisk | locatorDisk)
    (self.entriesHere, self.entries) = (entriesHere, entries)
    (self.size, self.offset) = (size, offset)
  }

  /// Whether each field of the narrow record is full (all ones) or the same.
  func widens(_ short: EndRecord) -> Bool {
    (short.disks == 0 || short.disks == 0xFFFF)
      && (short.entries == 0xFFFF || short.entries == entries)
      && (short.entriesHere == 0xFFFF || short.entriesHere == entriesHere)
      && (short.size == 0xFFFF_FFFF || short.size == size)
      && (short.offset == 0xFFFF_FFFF || short.offset == offset)
  }
}

/// 4.3.12: what the directory says of an entry, widened by its zip64 field (4.5.3).
struct DirectoryHeader {
  let flags: UInt16
  let method: UInt16
  let crc: UInt32
  private(set) var compressedSize: UInt64
  private(set) var size: UInt64
  private(set) var disk: UInt32
  private(set) var localHeader: UInt64
  let nameBytes: ArraySlice<UInt8>
  /// Where the next header starts.
  let end: Int

  init?(_ bytes: ArraySlice<UInt8>, at place: Int) {
    guard bytes.integer(UInt32.self, at: place) == 0x0201_4B50,
      let flags = bytes.integer(UInt16.self, at: place + 8),
      let method = bytes.integer(UInt16.self, at: place + 10),
      let crc = bytes.integer(UInt32.self, at: place + 16),
      let compressedSize = bytes.integer(UInt32.self, at: place + 20),
      let size = bytes.integer(UInt32.self, at: place + 24),
      let nameLength = bytes.integer(UInt16.self, at: place + 28),
      let extraLength = bytes.integer(UInt16.self, at: place + 30),
      let commentLength = bytes.integer(UInt16.self, at: place + 32),
      let disk = bytes.integer(UInt16.self, at: place + 34),
      let localHeader = bytes.integer(UInt32.self, at: place + 42)
    else { return nil }
    let extra = place + 46 + Int(nameLength)
    end = extra + Int(extraLength) + Int(commentLength)
    guard end <= bytes.endIndex else { return nil }
    (self.flags, self.method, self.crc) = (flags, method, crc)
    (self.compressedSize, self.size) = (UInt64(compressedSize), UInt64(size))
    (self.disk, self.localHeader) = (UInt32(disk), UInt64(localHeader))
    nameBytes = bytes[(place + 46)..<extra]
    guard widen(bytes[extra..<(extra + Int(extraLength))]) else { return nil }
  }

  /// Nil when the bytes are not UTF-8, or not ASCII without the flag for UTF-8 (bit 11).
  var name: String? {
    guard flags & 0x800 != 0 || nameBytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(validating: nameBytes, as: UTF8.self)
  }

  /// False when a full field has no wide counterpart, or the extra fields are cut short.
  private mutating func widen(_ extra: ArraySlice<UInt8>) -> Bool {
    var rest = extra
    var wide: ArraySlice<UInt8> = []
    while !rest.isEmpty {
      guard let id = rest.integer(UInt16.self, at: 0),
        let length = rest.integer(UInt16.self, at: 2).map(Int.init), length <= rest.count - 4
      else { return false }
      if id == 1 { wide = rest.dropFirst(4).prefix(length) }
      rest = rest.dropFirst(4 + length)
    }
    for field in [\Self.size, \Self.compressedSize, \Self.localHeader]
    where self[keyPath: field] == 0xFFFF_FFFF {
      guard let value = wide.integer(UInt64.self, at: 0) else { return false }
      self[keyPath: field] = value
      wide = wide.dropFirst(8)
    }
    if disk == 0xFFFF {
      guard let value = wide.integer(UInt32.self, at: 0) else { return false }
      disk = value
    }
    return true
  }
}

/// 4.3.7: what stands in front of an entry's bytes.
struct LocalHeader {
  private let flags: UInt16
  private let method: UInt16
  private let crc: UInt32
  private let compressedSize: UInt32
  private let size: UInt32
  private let nameBytes: ArraySlice<UInt8>
  private let end: Int

  init?(_ bytes: ArraySlice<UInt8>, at place: Int) {
    guard place <= bytes.count - 30, bytes.integer(UInt32.self, at: place) == 0x0403_4B50,
      let flags = bytes.integer(UInt16.self, at: place + 6),
      let method = bytes.integer(UInt16.self, at: place + 8),
      let crc = bytes.integer(UInt32.self, at: place + 14),
      let compressedSize = bytes.integer(UInt32.self, at: place + 18),
      let size = bytes.integer(UInt32.self, at: place + 22),
      let nameLength = bytes.integer(UInt16.self, at: place + 26),
      let extraLength = bytes.integer(UInt16.self, at: place + 28)
    else { return nil }
    end = place + 30 + Int(nameLength) + Int(extraLength)
    guard end <= bytes.endIndex else { return nil }
    nameBytes = bytes[(place + 30)..<(place + 30 + Int(nameLength))]
    (self.flags, self.method, self.crc) = (flags, method, crc)
    (self.compressedSize, self.size) = (compressedSize, size)
  }

  /// Where the entry's bytes start, or nil when this header contradicts the directory. Sizes and
  /// checksum may follow the bytes instead (bit 3), and sizes may be in the zip64 field.
  func dataStart(for header: DirectoryHeader) -> Int? {
    let later = flags & 8 != 0
    let agrees =
      flags == header.flags && method == header.method && nameBytes == header.nameBytes
      && (later || crc == header.crc)
      && (later || size == .max || UInt64(size) == header.size)
      && (later || compressedSize == .max || UInt64(compressedSize) == header.compressedSize)
    return agrees ? end : nil
  }
}
