public import WeightFiles

/// The matrices of a file of tensors, and how precise its numbers are.
public struct TensorMatrices: Sendable {
  public let matrices: [NamedMatrix]
  /// Half the spacing of the coarsest element type over the number: 2^-11 for float16, 2^-8 for bfloat16,
  /// 2^-24 for float32, 2^-53 for float64; 0 without a matrix.
  public let precision: Double
  public let metadata: [String: String]

  /// Tensors of floating-point numbers with two dimensions, one (the V of one output, or biases) or none
  /// (a constant). O(size), since every number is looked at; nothing is copied.
  ///
  /// - Parameter name: of the file, in errors.
  /// - Throws: `TensorMappingError` for the first number that is not finite, or when no tensor is such a
  ///   matrix.
  public init(_ file: TensorFile, name: String) throws(TensorMappingError) {
    if let bad = file.firstNonFinite {
      throw TensorMappingError(
        description:
          "\(name): \(bad.tensor.label)\(bad.index) is \(bad.value); expected finite weights")
    }
    var coarsest = 0.0
    matrices = file.tensors.compactMap { tensor in
      guard tensor.shape.count <= 2, tensor.element.isFloatingPoint else { return nil }
      coarsest = max(coarsest, tensor.element.precision)
      return NamedMatrix(tensor)
    }
    guard !matrices.isEmpty || file.tensors.isEmpty else {
      let found = file.tensors.prefix(6).map { tensor in
        "\(tensor.name.label) (\(tensor.element.rawValue), "
          + tensor.shape.prefix(8).map(String.init).joined(separator: " x ") + ")"
      }
      throw TensorMappingError(
        description: "\(name): no vector or matrix of floating-point numbers; it holds "
          + found.joined(separator: ", ")
          + (file.tensors.count > 6 ? " and \(file.tensors.count - 6) more" : ""))
    }
    precision = coarsest
    metadata = file.metadata
  }
}

extension TensorElement {
  /// Half the spacing of numbers over the number; of integers that of a double.
  public var precision: Double {
    switch self {
    case .float16: 0x1p-11
    case .bfloat16: 0x1p-8
    case .float32: 0x1p-24
    default: 0x1p-53
    }
  }
}
