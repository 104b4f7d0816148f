import Foundation
import WeightFiles

/// Files of tensors put together by hand.
enum TensorBytes {
  static func little<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  static func npy(_ header: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length =
      version == 1 ? little(UInt16(header.utf8.count)) : little(UInt32(header.utf8.count))
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(header.utf8) + data
  }

  static func npy(
    _ descr: String, _ shape: String, _ data: [UInt8], fortran: Bool = false
  ) -> [UInt8] {
    let order = fortran ? "True" : "False"
    return npy("{'descr': '\(descr)', 'fortran_order': \(order), 'shape': \(shape), }\n", data)
  }

  static func safetensors(_ header: String, _ data: [UInt8]) -> [UInt8] {
    little(UInt64(header.utf8.count)) + Array(header.utf8) + data
  }

  /// One entry of a zip archive and where its fields may lie.
  struct Entry {
    var name: String
    var content: [UInt8]
    /// The bytes in the archive: the content itself unless deflated.
    var stored: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var crc: UInt32
    /// The size in the directory.
    var size: UInt32

    init(_ name: String, _ content: [UInt8]) {
      self.name = name
      self.content = content
      stored = content
      crc = TensorBytes.crc(content)
      size = UInt32(content.count)
    }

    /// As deflate data of stored blocks (RFC 1951, 3.2.4), at most 65,535 bytes.
    func deflated() -> Entry {
      var copy = self
      let length = UInt16(content.count)
      copy.stored = [1] + little(length) + little(~length) + content
      copy.method = 8
      return copy
    }
  }

  /// CRC-32 bit by bit (ISO 3309), for comparison with the tables of the code under test.
  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~crc
  }

  /// The archive, with a zip64 end record (and full fields in the short one) if asked for.
  static func zip(_ entries: [Entry], zip64: Bool = false) -> [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let name = Array(entry.name.utf8)
      let fields =
        little(UInt16(45)) + little(entry.flags) + little(entry.method) + little(UInt32(0x21_0000))
        + little(entry.crc)
      let wide =
        little(UInt16(1)) + little(UInt16(24)) + little(UInt64(entry.size))
        + little(UInt64(entry.stored.count)) + little(UInt64(bytes.count))
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(45)) + fields
      directory +=
        zip64
        ? little(UInt32.max) + little(UInt32.max)
        : little(UInt32(entry.stored.count)) + little(entry.size)
      directory += little(UInt16(name.count)) + little(UInt16(zip64 ? wide.count : 0))
      directory += [UInt8](repeating: 0, count: 10)
      directory += little(zip64 ? UInt32.max : UInt32(bytes.count))
      directory += name + (zip64 ? wide : [])
      bytes += little(UInt32(0x0403_4B50)) + fields
      bytes += little(UInt32(entry.stored.count)) + little(entry.size)
      bytes += little(UInt16(name.count)) + little(UInt16(0)) + name + entry.stored
    }
    let start = bytes.count
    bytes += directory
    let count = UInt16(entries.count)
    if zip64 {
      let record = bytes.count
      bytes += little(UInt32(0x0606_4B50)) + little(UInt64(44)) + little(UInt16(45))
      bytes += little(UInt16(45)) + [UInt8](repeating: 0, count: 8)
      bytes += little(UInt64(count)) + little(UInt64(count))
      bytes += little(UInt64(directory.count)) + little(UInt64(start))
      bytes += little(UInt32(0x0706_4B50)) + little(UInt32(0)) + little(UInt64(record))
      bytes += little(UInt32(1))
    }
    bytes += little(UInt32(0x0605_4B50)) + little(UInt32(0))
    bytes += little(zip64 ? .max : count) + little(zip64 ? .max : count)
    bytes += little(zip64 ? .max : UInt32(directory.count))
    return bytes + little(zip64 ? .max : UInt32(start)) + little(UInt16(0))
  }

  /// What the file says is wrong, or nil when it is read.
  static func refusal(of bytes: [UInt8], file: String = "w") -> TensorFileError? {
    do throws(TensorFileError) {
      _ = try TensorFile(parsing: bytes, file: file)
      return nil
    } catch {
      return error
    }
  }

  static func temporaryFolder() throws -> URL {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "slt-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
