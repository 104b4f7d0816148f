/// One array as `numpy.save` writes it: magic number, version, header, numbers.
struct NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy itself refuses headers above 10,000 characters unless told to trust them.
  static let headerLimit = 10_000
  /// No start of a file that holds its header is longer.
  static let prefixLength = 12 + headerLimit

  let file: String
  let field: String
  let bytes: ArraySlice<UInt8>
  let element: TensorElement
  let bigEndian: Bool
  let fortranOrder: Bool
  let shape: [Int]
  /// Where the numbers start, counted from the start of `bytes`.
  let dataOffset: Int
  /// The length of the numbers, as type and shape give it.
  let dataLength: Int

  /// Reads the header. The numbers need not be there yet.
  init(_ bytes: ArraySlice<UInt8>, file: String, field: String) throws(TensorFileError) {
    func error(
      _ kind: TensorFileError.Kind, _ found: String, _ expected: String, _ remedy: [String] = []
    ) -> TensorFileError {
      TensorFileError(
        kind, file: file, field: field, found: found, expected: expected, remedy: remedy)
    }
    guard bytes.starts(with: Self.magic), let version = bytes.integer(UInt16.self, at: 6) else {
      throw error(.badHeader, "another start", "a .npy file")
    }
    // Major version in the low byte, minor version zero in the high one.
    guard (1...3).contains(version) else {
      throw error(
        .badHeader, "version \(version & 0xFF).\(version >> 8)", "version 1.0, 2.0 or 3.0")
    }
    let start = version == 1 ? 10 : 12
    let length =
      version == 1
      ? bytes.integer(UInt16.self, at: 8).map(Int.init)
      : bytes.integer(UInt32.self, at: 8).map(Int.init)
    guard let length, length <= bytes.count - start, length <= Self.headerLimit else {
      throw error(
        .badHeader, length.map { "a header of \($0) bytes" } ?? "no header",
        "at most \(min(Self.headerLimit, max(0, bytes.count - start)))")
    }
    let header: NPYHeader
    let type: (element: TensorElement, bigEndian: Bool)
    do {
      header = try NPYHeader(bytes.dropFirst(start).prefix(length))
      type = try Self.element(header.descr)
    } catch {
      throw TensorFileError(
        error.kind, file: file, field: field, found: error.found, expected: error.expected,
        remedy: error.remedy)
    }
    guard let dataLength = Tensor.byteCount(of: header.shape, type.element) else {
      throw error(.badShape, "shape \(Tensor.text(of: header.shape))", "one that memory can hold")
    }
    self.file = file
    self.field = field
    self.bytes = bytes
    (element, bigEndian) = type
    fortranOrder = header.fortranOrder
    shape = header.shape
    dataOffset = start + length
    self.dataLength = dataLength
  }

  /// - Throws: when the numbers are not as many bytes as the header promises, or one of them has no
  ///   exact value.
  func tensor(named name: String) throws(TensorFileError) -> Tensor {
    guard bytes.count - dataOffset == dataLength else {
      throw TensorFileError(
        .wrongLength, file: file, field: field, found: "\(bytes.count - dataOffset) bytes of data",
        expected:
          "\(dataLength) for shape \(Tensor.text(of: shape)) of \(element.rawValue)")
    }
    let tensor = Tensor(
      name: name, element: element, shape: shape,
      bytes: NPYLayout(
        shape: shape, size: element.size, bigEndian: bigEndian, fortranOrder: fortranOrder
      ).rowMajorLittleEndian(bytes.dropFirst(dataOffset)))
    try tensor.checkExact(file: file, field: field)
    return tensor
  }

  /// `<f4` and the like; `|` and any order for single bytes.
  private static func element(
    _ descr: String
  ) throws(NPYHeader.Failure) -> (TensorElement, bigEndian: Bool) {
    // The name that some writers use for what NumPy has no code for.
    if descr == "bfloat16" { return (.bfloat16, false) }
    let order = descr.first
    let code = String(descr.dropFirst())
    if let element = TensorElement.allCases.first(where: { $0.numpyName == code }),
      order == "<" || order == ">" || element.size == 1 && order == "|"
    {
      return (element, order == ">")
    }
    let (what, remedy) = advice(on: descr)
    throw NPYHeader.Failure(
      kind: .badElement, found: what, expected: "numbers such as '<f4' or '<f8'", remedy: remedy)
  }

  private static func advice(on descr: String) -> (String, remedy: [String]) {
    let float = ["save array.astype('float64') instead"]
    switch descr.drop(while: { "<>|=".contains($0) }).first {
    case "O":
      return (
        "Python objects ('\(descr)'), which run code when they are read",
        ["save each array under its own name with numpy.savez"]
      )
    case "U", "S", "a": return ("text ('\(descr)')", ["leave it out"])
    case "c": return ("complex numbers ('\(descr)')", ["save array.real and array.imag"])
    case "M", "m": return ("dates or times ('\(descr)')", float)
    case "V":
      return (
        "bytes without a type ('\(descr)'; NumPy saves bfloat16 as '<V2')",
        ["save array.astype('float32') instead"]
      )
    default: return ("the type '\(descr)'", float)
    }
  }
}

extension Tensor {
  func checkExact(file: String, field: String) throws(TensorFileError) {
    guard let first = firstInexact else { return }
    throw TensorFileError(
      .notExact, file: file, field: field, found: "\(first.text) at \(first.index)",
      expected: element == .bool ? "0 or 1" : "integers that a double holds exactly")
  }
}
