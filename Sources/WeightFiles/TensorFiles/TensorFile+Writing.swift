import Foundation

extension TensorFile {
  /// The bytes of a file of this format. The same tensors give the same bytes. O(size) time and
  /// memory.
  ///
  /// A .npz stores its arrays without compression. A .npy has neither name nor metadata, a .npz no
  /// metadata.
  ///
  /// - Parameter name: the name that errors print.
  /// - Throws: ``TensorFileError``: bfloat16 has no form in .npy and .npz, a .npy holds one tensor,
  ///   a .npz less than 4 GiB, and metadata that the format would lose is refused.
  public func bytes(
    as format: Format, name: String = "tensors"
  ) throws(TensorFileError) -> [UInt8] {
    guard format == .safetensors || metadata.isEmpty else {
      throw TensorFileError(
        .badHeader, file: name, field: "metadata", found: "\(metadata.count) keys",
        expected: "none in .\(format.rawValue)", remedy: ["write .safetensors"])
    }
    switch format {
    case .safetensors: return try Safetensors.bytes(of: self, name: name)
    case .npz:
      var archive = ZipWriter(file: name)
      for tensor in tensors {
        try archive.append(try NPY.bytes(of: tensor, file: name), named: tensor.name + ".npy")
      }
      return try archive.finished()
    case .npy:
      guard tensors.count == 1 else {
        throw TensorFileError(
          .badShape, file: name, found: "\(tensors.count) tensors", expected: "one in .npy",
          remedy: ["write .npz or .safetensors"])
      }
      return try NPY.bytes(of: tensors[0], file: name)
    }
  }

  /// Writes a file in one step: either all of it is there under its name or what was there before.
  ///
  /// - Parameter format: by the name's ending when nil.
  /// - Throws: ``TensorFileError``, also when the disk is full.
  public func write(toFile path: String, as format: Format? = nil) throws(TensorFileError) {
    let ending = URL(filePath: path).pathExtension
    guard let format = format ?? Format(rawValue: ending) else {
      throw TensorFileError(
        .unknownFormat, file: path, found: "the ending \"\(ending.clipped)\"",
        expected: ".safetensors, .npz or .npy")
    }
    var bytes = try bytes(as: format, name: path)
    do {
      try bytes.withUnsafeMutableBytes { raw in
        guard let start = raw.baseAddress else { return }
        try Data(bytesNoCopy: start, count: raw.count, deallocator: .none)
          .write(to: URL(filePath: path), options: .atomic)
      }
    } catch {
      throw TensorFileError(
        .unwritable, file: path, found: "an error on writing (\(error.localizedDescription))",
        expected: "a writable file on a disk with room")
    }
  }
}
