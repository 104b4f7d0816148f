import Foundation

extension TensorFile {
  /// Files above four gibibytes are refused unless the caller says otherwise.
  public static let defaultSizeLimit = 4 << 30

  /// Tensors beyond this number are refused, so that a file of tiny ones costs no multiple of its
  /// bytes.
  static let tensorLimit = 32_768
  /// As many dimensions as NumPy allowed before version 2.
  static let dimensionLimit = 32

  /// Reads tensors from a file; see ``init(parsing:file:)``.
  ///
  /// - Parameter sizeLimit: in bytes.
  /// - Throws: ``TensorFileError``.
  public init(
    contentsOfFile path: String, sizeLimit: Int = defaultSizeLimit
  ) throws(TensorFileError) {
    try self.init(parsing: try Self.bytes(ofFile: path, atMost: sizeLimit), file: path)
  }

  /// Reads tensors from the bytes of a .safetensors, .npz or .npy file; their first bytes tell
  /// which, not the file's name. The tensor of a .npy file is named after the file.
  ///
  /// Nothing in the file is executed or written anywhere, and nothing is allocated because a header
  /// says so: beside the bytes themselves at most as many again, for arrays in Fortran order or
  /// big endian. Deflated arrays are first inflated through a buffer of 64 KiB, which checks their
  /// size and checksum, and only then kept; see ``inflationLimit(fileSize:)``.
  ///
  /// - Parameter file: the name that errors print.
  /// - Throws: ``TensorFileError``, for the first thing wrong.
  public init(parsing bytes: [UInt8], file: String) throws(TensorFileError) {
    switch Self.content(of: bytes) {
    case .npy:
      let name = URL(filePath: file).deletingPathExtension().lastPathComponent
      let tensor = try NPY(bytes[...], file: file, field: "").tensor(named: name)
      try self.init(tensors: [tensor], name: file)
    case .npz: try self.init(tensors: try NPZ.tensors(in: bytes, file: file), name: file)
    case .safetensors:
      let safetensors = try Safetensors(bytes, file: file)
      try self.init(
        tensors: safetensors.tensors, metadata: safetensors.metadata, name: file)
    case .pickle: throw .pickle(file: file, found: "a pickle")
    case .unknown:
      let start = bytes.prefix(8).map { String(Int($0) + 256, radix: 16).dropFirst() }
      throw TensorFileError(
        .unknownFormat, file: file,
        found: bytes.isEmpty ? "no bytes" : "bytes \(start.joined(separator: " "))",
        expected: "the start of a .safetensors, .npz or .npy file")
    }
  }

  private enum Content { case npy, npz, safetensors, pickle, unknown }

  /// A .safetensors file has no magic number but the brace of its header after eight bytes of
  /// length. A length may look like the first two bytes of a pickle, but then the pickle would need
  /// a brace at the ninth byte, which pickled tensors do not have.
  private static func content(of bytes: [UInt8]) -> Content {
    if bytes.starts(with: NPY.magic) { return .npy }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
      return .npz
    }
    if bytes.count > 8, bytes[8] == UInt8(ascii: "{") { return .safetensors }
    if bytes.count > 1, bytes[0] == 0x80, (1...5).contains(bytes[1]) { return .pickle }
    return .unknown
  }

  /// Of a regular file only: opening a pipe may wait for ever, and a device has no end.
  private static func bytes(ofFile path: String, atMost limit: Int) throws(TensorFileError)
    -> [UInt8]
  {
    func unreadable() -> TensorFileError {
      TensorFileError(
        .unreadable, file: path, found: "an error on reading (\(String(cString: strerror(errno))))",
        expected: "a readable file")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TensorFileError(
        .unreadable, file: path, found: "a folder, pipe or device", expected: "a regular file")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw TensorFileError(
        .tooLarge, file: path, found: "\(size) bytes", expected: "at most \(limit)")
    }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress! + count, min(size - count, 1 << 30))
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw unreadable() }
    return bytes
  }
}

extension TensorFileError {
  static func pickle(file: String, found: String) -> TensorFileError {
    let quoted = file.unicodeScalars.map { scalar in
      switch scalar {
      case "'", "\\": "\\\(scalar)"
      case "\0"..<" ": "\\x" + String(scalar.value + 256, radix: 16).dropFirst()
      default: "\(scalar)"
      }
    }.joined()
    return TensorFileError(
      .pickle, file: file, found: "\(found), which runs code when it is read",
      expected: "a .safetensors, .npz or .npy file",
      remedy: [
        "import torch; from safetensors.torch import save_file",
        "save_file(torch.load('\(quoted)', weights_only=True), '\(quoted).safetensors')",
      ])
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// The little-endian integer at an offset from the start, or nil when it does not fit.
  func integer<Integer: FixedWidthInteger>(_ type: Integer.Type, at offset: Int) -> Integer? {
    let size = Integer.bitWidth / 8
    guard offset >= 0, offset <= count - size else { return nil }
    return (0..<size).reversed().reduce(0) { $0 << 8 | Integer(self[startIndex + offset + $1]) }
  }
}
