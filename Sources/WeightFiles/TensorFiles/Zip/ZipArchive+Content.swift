extension TensorFile {
  /// The bytes that the deflated arrays of a .npz may have once inflated, together: a hundred times
  /// the file, and 16 MiB for any.
  ///
  /// Deflate reaches a factor of 1,032, on zeros: such an archive of one mebibyte is a gibibyte of
  /// nothing. Trained weights reach about 1.1.
  public static func inflationLimit(fileSize: Int) -> Int {
    max(16 << 20, fileSize.multipliedReportingOverflow(by: 100).overflow ? .max : 100 * fileSize)
  }
}

extension ZipArchive {
  /// The bytes of an entry, their checksum compared: a part of the archive where they are stored,
  /// inflated otherwise.
  ///
  /// Inflating runs twice, since only the first run shows that the size in the directory is true
  /// and the checksum right: before, nothing of that size is allocated.
  ///
  /// - Parameter inflatedBefore: by other entries of the archive.
  func content(
    of entry: ZipEntry, inflatedBefore: Int
  ) throws(TensorFileError) -> ArraySlice<UInt8> {
    let raw = bytes[entry.range]
    guard entry.isDeflated else {
      try check(Checksum.of(raw), entry)
      return raw
    }
    let limit = TensorFile.inflationLimit(fileSize: bytes.count)
    guard entry.size <= limit - inflatedBefore else {
      throw TensorFileError(
        .tooCompressed, file: file, field: entry.name,
        found: "\(entry.size) bytes after inflation",
        expected: "at most \(limit) in all from a file of \(bytes.count)",
        remedy: ["save it with numpy.savez, without compression"])
    }
    try verify(raw, entry)
    let content = [UInt8](unsafeUninitializedCapacity: entry.size) { buffer, count in
      _ = Inflation.inflate(raw, limit: entry.size) { piece in
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
          .copyMemory(from: piece)
        count += piece.count
      }
    }
    return content[...]
  }

  /// Inflates into nothing: size, checksum, and that the array's own header promises this size.
  private func verify(_ raw: ArraySlice<UInt8>, _ entry: ZipEntry) throws(TensorFileError) {
    var (checksum, total): (Checksum, Int) = (Checksum(), 0)
    var start: [UInt8] = []
    let outcome = Inflation.inflate(raw, limit: entry.size) { piece in
      if start.count < NPY.prefixLength {
        start.append(contentsOf: piece.prefix(NPY.prefixLength - start.count))
      }
      checksum.update(piece)
      total += piece.count
    }
    switch outcome {
    case .complete: break
    case .tooLong: throw error("more bytes after inflation", "\(entry.size)", entry.name)
    case .truncated: throw error("deflated data cut short", "\(entry.size) bytes", entry.name)
    case .damaged(let reason): throw error("damaged data (\(reason))", "deflate data", entry.name)
    }
    guard total == entry.size else {
      throw error("\(total) bytes after inflation", "\(entry.size)", entry.name)
    }
    try check(checksum.value, entry)
    let npy = try NPY(start[...], file: file, field: entry.name)
    guard npy.dataLength == total - npy.dataOffset else {
      throw TensorFileError(
        .wrongLength, file: file, field: entry.name,
        found: "\(total - npy.dataOffset) bytes of data",
        expected: "\(npy.dataLength), as its header says")
    }
  }

  private func check(_ checksum: UInt32, _ entry: ZipEntry) throws(TensorFileError) {
    guard checksum == entry.crc else {
      throw TensorFileError(
        .badChecksum, file: file, field: entry.name,
        found: "checksum \(String(checksum, radix: 16))",
        expected: "\(String(entry.crc, radix: 16)), the one in the archive")
    }
  }
}
