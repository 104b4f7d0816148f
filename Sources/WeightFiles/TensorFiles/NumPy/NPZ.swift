/// A zip archive of .npy files, named `NAME.npy`.
enum NPZ {
  /// - Throws: ``TensorFileError``; a zip archive with a pickle is what PyTorch writes.
  static func tensors(in bytes: [UInt8], file: String) throws(TensorFileError) -> [Tensor] {
    let archive = try ZipArchive(bytes, file: file)
    if archive.entries.contains(where: { $0.name.split(separator: "/").last == "data.pkl" }) {
      throw .pickle(file: file, found: "a zip archive with a pickle")
    }
    var inflated = 0
    var tensors: [Tensor] = []
    for entry in archive.entries {
      guard entry.name.hasSuffix(".npy") else {
        throw TensorFileError(
          .badArchive, file: file, field: entry.name, found: "an entry of another kind",
          expected: "arrays, NAME.npy, as numpy.savez writes")
      }
      let content = try archive.content(of: entry, inflatedBefore: inflated)
      if entry.isDeflated { inflated += entry.size }
      let npy = try NPY(content, file: file, field: entry.name)
      tensors.append(try npy.tensor(named: String(entry.name.dropLast(4))))
    }
    return tensors
  }
}
