/// A .safetensors file: eight bytes of header length (little endian), a JSON header, the numbers
/// row-major and little endian.
///
/// Source: https://github.com/huggingface/safetensors, "Format". The tensors must cover the bytes
/// after the header exactly, without holes and without overlap.
struct Safetensors {
  /// A header of this length describes 32,768 tensors. The format allows 100 MB, which JSON could
  /// blow up to more than the file.
  static let headerLimit = 4 << 20

  let tensors: [Tensor]
  let metadata: [String: String]

  init(_ bytes: [UInt8], file: String) throws(TensorFileError) {
    guard let length = bytes.integer(UInt64.self, at: 0),
      length <= min(bytes.count - 8, Self.headerLimit)
    else {
      throw TensorFileError(
        .badHeader, file: file,
        found: "a header of \(bytes.integer(UInt64.self, at: 0) ?? 0) bytes",
        expected: "at most \(min(max(0, bytes.count - 8), Self.headerLimit))")
    }
    let header: SafetensorsHeader
    do {
      header = try SafetensorsHeader(bytes[8..<(8 + Int(length))], file: file)
    } catch {
      throw TensorFileError(
        .badHeader, file: file, field: error.field,
        found: "\(error.found) in the header" + (error.column.map { " at byte \($0)" } ?? ""),
        expected: error.expected)
    }
    let data = bytes[(8 + Int(length))...]
    try Self.checkCover(header.entries, data.count, file: file)
    var tensors: [Tensor] = []
    tensors.reserveCapacity(header.entries.count)
    for entry in header.entries { tensors.append(try Self.tensor(entry, data, file: file)) }
    self.tensors = tensors
    metadata = header.metadata
  }

  /// Ordered by where they begin, each tensor begins where the one before ends.
  private static func checkCover(
    _ entries: [SafetensorsHeader.Entry], _ count: Int, file: String
  ) throws(TensorFileError) {
    var covered = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin == covered, entry.end >= entry.begin, entry.end <= count else {
        throw TensorFileError(
          .badHeader, file: file, field: entry.name,
          found: "data_offsets [\(entry.begin), \(entry.end)]",
          expected: "to begin at \(covered), where the tensor before ends, and end by \(count)")
      }
      covered = entry.end
    }
    guard covered == count else {
      throw TensorFileError(
        .wrongLength, file: file, found: "\(count) bytes after the header",
        expected: "\(covered), as its tensors have")
    }
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, _ data: ArraySlice<UInt8>, file: String
  ) throws(TensorFileError) -> Tensor {
    guard let element = TensorElement.allCases.first(where: { $0.safetensorsName == entry.dtype })
    else {
      let small = entry.dtype.hasPrefix("F8") || entry.dtype.hasPrefix("F4")
      throw TensorFileError(
        .badElement, file: file, field: entry.name,
        found: "the dtype \(entry.dtype)" + (small ? " (floats of 8 bits or less)" : ""),
        expected: TensorElement.allCases.map(\.safetensorsName).joined(separator: ", "),
        remedy: ["save tensor.to(torch.float32) instead"])
    }
    guard Tensor.byteCount(of: entry.shape, element) == entry.end - entry.begin else {
      throw TensorFileError(
        .wrongLength, file: file, field: entry.name,
        found: "\(entry.end - entry.begin) bytes of data",
        expected: "as many as shape \(Tensor.text(of: entry.shape)) of \(entry.dtype) has")
    }
    let bytes = data[(data.startIndex + entry.begin)..<(data.startIndex + entry.end)]
    let tensor = Tensor(name: entry.name, element: element, shape: entry.shape, bytes: bytes)
    try tensor.checkExact(file: file, field: entry.name)
    return tensor
  }
}
