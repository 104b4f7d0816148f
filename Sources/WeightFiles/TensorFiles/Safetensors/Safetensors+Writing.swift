extension Safetensors {
  /// The bytes of a .safetensors file. The header names the tensors in their order; their numbers
  /// come by falling size of element, so that each lies at a multiple of it. Metadata is ordered by
  /// key. The same input gives the same bytes.
  static func bytes(of file: TensorFile, name: String) throws(TensorFileError) -> [UInt8] {
    guard file["__metadata__"] == nil else {
      throw TensorFileError(
        .duplicateName, file: name, field: "__metadata__", found: "a tensor of this name",
        expected: "another, since the format uses it")
    }
    let order = file.tensors.indices.sorted { a, b in
      let (left, right) = (file.tensors[a].element.size, file.tensors[b].element.size)
      return left != right ? left > right : a < b
    }
    var begin = [Int](repeating: 0, count: file.tensors.count)
    var length = 0
    for index in order {
      begin[index] = length
      length += file.tensors[index].bytes.count
    }
    var members: [String] = []
    if !file.metadata.isEmpty {
      let pairs = file.metadata.sorted { $0.key < $1.key }
        .map { "\($0.key.jsonLiteral):\($0.value.jsonLiteral)" }
      members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    for (tensor, begin) in zip(file.tensors, begin) {
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(tensor.name.jsonLiteral):{\"dtype\":\"\(tensor.element.safetensorsName)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(begin + tensor.bytes.count)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 0x20, count: -header.count & 7)
    guard header.count <= headerLimit else {
      throw TensorFileError(
        .badHeader, file: name, found: "a header of \(header.count) bytes",
        expected: "at most \(headerLimit)")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + length)
    bytes.append(littleEndian: UInt64(header.count))
    bytes += header
    for index in order { bytes += file.tensors[index].bytes }
    return bytes
  }
}

extension String {
  /// In quotes, with the escapes that JSON demands (RFC 8259 section 7).
  fileprivate var jsonLiteral: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\0"..<" ": text += "\\u00" + String(scalar.value + 256, radix: 16).dropFirst()
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
