/// One member of a zip archive, checked against the archive's bytes.
struct ZipEntry {
  /// Only ever a name: nothing is unpacked to the file system.
  let name: String
  let isDeflated: Bool
  let crc: UInt32
  /// Where its local header starts.
  let localHeader: Int
  /// Where its bytes are in the archive.
  let range: Range<Int>
  /// Of the content, as the directory claims.
  let size: Int
}
