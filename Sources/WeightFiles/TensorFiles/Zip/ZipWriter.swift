/// Writes a zip archive of stored entries, all dated 1980-01-01 00:00, the first date there is, so
/// that the same content gives the same bytes. Without zip64: below 4 GiB and 65,535 entries.
struct ZipWriter {
  let file: String
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  init(file: String) { self.file = file }

  mutating func append(_ content: [UInt8], named name: String) throws(TensorFileError) {
    let nameBytes = Array(name.utf8)
    guard nameBytes.count <= 0xFFFF else { throw tooLarge("a name of \(nameBytes.count) bytes") }
    let end = bytes.count + 30 + nameBytes.count + content.count
    guard end <= 0xFFFF_FFFE, count < 0xFFFE else {
      throw tooLarge("\(end) bytes in \(count + 1) entries")
    }
    var fields: [UInt8] = []
    // Bit 11: the name is UTF-8.
    let flags: UInt16 = nameBytes.allSatisfy { $0 < 0x80 } ? 0 : 0x800
    for field in [20, flags, 0, 0, 0x0021] as [UInt16] { fields.append(littleEndian: field) }
    fields.append(littleEndian: Checksum.of(content[...]))
    fields.append(littleEndian: UInt32(content.count))
    fields.append(littleEndian: UInt32(content.count))
    fields.append(littleEndian: UInt16(nameBytes.count))
    fields.append(littleEndian: UInt16(0))

    directory.append(littleEndian: 0x0201_4B50 as UInt32)
    directory.append(littleEndian: 20 as UInt16)
    directory += fields
    // No comment, first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    directory.append(littleEndian: UInt32(bytes.count))
    directory += nameBytes

    bytes.append(littleEndian: 0x0403_4B50 as UInt32)
    bytes += fields
    bytes += nameBytes
    bytes += content
    count += 1
  }

  consuming func finished() throws(TensorFileError) -> [UInt8] {
    let start = bytes.count
    guard start + directory.count <= 0xFFFF_FFFE else {
      throw tooLarge("\(start + directory.count) bytes")
    }
    bytes += directory
    bytes.append(littleEndian: 0x0605_4B50 as UInt32)
    for field in [0, 0, UInt16(count), UInt16(count)] as [UInt16] {
      bytes.append(littleEndian: field)
    }
    bytes.append(littleEndian: UInt32(directory.count))
    bytes.append(littleEndian: UInt32(start))
    bytes.append(littleEndian: 0 as UInt16)
    return bytes
  }

  private func tooLarge(_ found: String) -> TensorFileError {
    TensorFileError(
      .tooLarge, file: file, found: found, expected: "less than 4 GiB and 65,535 entries",
      remedy: ["write .safetensors"])
  }
}
