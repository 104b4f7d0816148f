/// A named array of numbers, as it is in a file: no bit is changed until ``values`` is asked for.
///
/// A tensor that is read shares the bytes of its file where they are in this layout already.
public struct Tensor: Hashable, Sendable {
  public let name: String
  public let element: TensorElement
  /// Empty for a single number.
  public let shape: [Int]
  /// Row-major, little endian, `count * element.size` of them.
  public let bytes: ArraySlice<UInt8>

  /// The product of the shape: 1 for a single number, 0 when a dimension is 0.
  public var count: Int { bytes.count / element.size }

  /// A tensor to be written.
  ///
  /// Floating-point elements take the nearest of their type (ties to even), integers and bools must
  /// be exact.
  ///
  /// - Parameter values: row-major.
  /// - Throws: ``TensorFileError`` with file `name` when the shape has a negative dimension or
  ///   another number of entries, or a finite value is beyond the range of the type or is not one
  ///   of its integers.
  public init(
    name: String, shape: [Int], values: [Double], element: TensorElement = .float64
  ) throws(TensorFileError) {
    guard let count = Self.count(of: shape), count == values.count else {
      throw TensorFileError(
        .badShape, file: name, found: "\(values.count) values",
        expected: "as many as the shape \(Self.text(of: shape)) has")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * element.size)
    for (index, value) in values.enumerated() {
      guard element.append(value, to: &bytes) else {
        throw TensorFileError(
          .notExact, file: name, field: "entry \(index)", found: "\(value)",
          expected: "a number that \(element.rawValue) can hold", remedy: ["choose float64"])
      }
    }
    self.init(name: name, element: element, shape: shape, bytes: bytes[...])
  }

  init(name: String, element: TensorElement, shape: [Int], bytes: ArraySlice<UInt8>) {
    precondition(
      Self.count(of: shape).map { $0 * element.size } == bytes.count,
      "\(bytes.count) bytes for \(Self.text(of: shape)) of \(element.rawValue)")
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }

  /// Nil when a dimension is negative, or the product of those that are not zero overflows: such a
  /// shape is absurd even where another dimension is zero.
  static func count(of shape: [Int]) -> Int? {
    var product = 1
    for dimension in shape where dimension != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      guard dimension > 0, !overflow else { return nil }
      product = next
    }
    return shape.contains(0) ? 0 : product
  }

  /// Nil also when the size in bytes overflows.
  static func byteCount(of shape: [Int], _ element: TensorElement) -> Int? {
    guard let count = count(of: shape) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: element.size)
    return overflow ? nil : bytes
  }

  /// `(3, 4)`, with at most eight dimensions shown.
  static func text(of shape: [Int]) -> String {
    let shown = shape.prefix(8).map(String.init) + (shape.count > 8 ? ["..."] : [])
    return "(" + shown.joined(separator: ", ") + ")"
  }
}
