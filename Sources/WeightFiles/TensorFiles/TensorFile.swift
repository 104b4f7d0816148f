/// Named tensors, as read from or to be written to a .safetensors, .npz or .npy file.
public struct TensorFile: Hashable, Sendable {
  public enum Format: String, CaseIterable, Hashable, Sendable {
    /// One array of NumPy.
    case npy
    /// A zip archive of .npy files, as `numpy.savez` and `numpy.savez_compressed` write.
    case npz
    /// A JSON header and the numbers: https://github.com/huggingface/safetensors.
    case safetensors
  }

  /// In the order of the file's header or directory.
  public let tensors: [Tensor]
  /// `__metadata__` of a .safetensors file; the other formats have none.
  public let metadata: [String: String]

  /// - Throws: ``TensorFileError`` with file `name` when two tensors have the same name.
  public init(
    tensors: [Tensor], metadata: [String: String] = [:], name: String = "tensors"
  ) throws(TensorFileError) {
    var names: Set<String> = []
    for tensor in tensors where !names.insert(tensor.name).inserted {
      throw TensorFileError(
        .duplicateName, file: name, field: tensor.name, found: "a second tensor of this name",
        expected: "each name once")
    }
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor of a name, or nil. O(number of tensors).
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// The first entry that is NaN or infinite, or nil. O(size).
  public var firstNonFinite: (tensor: String, index: [Int], value: Double)? {
    for tensor in tensors {
      if let first = tensor.firstNonFinite { return (tensor.name, first.index, first.value) }
    }
    return nil
  }
}
