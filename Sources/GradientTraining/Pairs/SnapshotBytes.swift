import Foundation

/// Little-endian fields one after the other.
struct SnapshotWriter {
  private(set) var data = Data()

  mutating func word(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }
  mutating func word(_ value: Int) { word(UInt64(value)) }
  mutating func number(_ value: Double) { word(value.bitPattern) }
  mutating func halves(_ values: some Sequence<UInt32>) {
    var bytes: [UInt8] = []
    for value in values {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    data.append(contentsOf: bytes)
  }
}

/// Reads what a `SnapshotWriter` wrote; the reader knows how many bytes there are before it reads.
struct SnapshotReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func word() -> UInt64 {
    defer { position += 8 }
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
  }
  mutating func number() -> Double { Double(bitPattern: word()) }
  mutating func halves(_ count: Int) -> [UInt32] {
    defer { position += 4 * count }
    return bytes.withUnsafeBytes { raw in
      (0..<count).map {
        UInt32(
          littleEndian: raw.loadUnaligned(fromByteOffset: position + 4 * $0, as: UInt32.self))
      }
    }
  }
}

/// FNV-1a with 64 bits: a change of one byte always changes it.
func snapshotChecksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}
