extension NPY {
  /// The bytes of `numpy.save`, to the last one: version 1.0, row-major, little endian, the header
  /// padded to a multiple of 64 bytes.
  static func bytes(of tensor: Tensor, file: String) throws(TensorFileError) -> [UInt8] {
    guard let code = tensor.element.numpyName else {
      throw TensorFileError(
        .badElement, file: file, field: tensor.name, found: "bfloat16",
        expected: "a type that NumPy has", remedy: ["write .safetensors, or choose float32"])
    }
    guard tensor.shape.count <= TensorFile.dimensionLimit else {
      throw TensorFileError(
        .badShape, file: file, field: tensor.name, found: "\(tensor.shape.count) dimensions",
        expected: "at most \(TensorFile.dimensionLimit)")
    }
    let order = tensor.element.size == 1 ? "|" : "<"
    let shape = tensor.shape.map(String.init).joined(separator: ", ")
    let tuple = "(\(shape)\(tensor.shape.count == 1 ? "," : ""))"
    var text = "{'descr': '\(order)\(code)', 'fortran_order': False, 'shape': \(tuple), }"
    // NumPy leaves room for the first dimension to grow to 21 digits in place.
    if let first = tensor.shape.first {
      text += String(repeating: " ", count: 21 - String(first).utf8.count)
    }
    // From 1 to 64 spaces: NumPy adds 64 where none are needed.
    text += String(repeating: " ", count: 64 - (10 + text.utf8.count + 1) & 63) + "\n"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10 + text.utf8.count + tensor.bytes.count)
    bytes += magic + [1, 0]
    bytes.append(littleEndian: UInt16(text.utf8.count))
    bytes += Array(text.utf8)
    bytes += tensor.bytes
    return bytes
  }
}
