extension Tensor {
  /// The entries, row-major. Exact for every type; the payload of a NaN is not kept, ``bytes`` has
  /// it. O(count) at every call and 8 bytes an entry, which the file's own bytes do not cost.
  public var values: [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<count).map { element.value(in: raw, at: $0 * element.size) }
    }
  }

  /// The entry at a row-major position. O(1).
  public func value(at position: Int) -> Double {
    precondition((0..<count).contains(position), "entry \(position) of \(count) of \(name)")
    return bytes.withUnsafeBytes { element.value(in: $0, at: position * element.size) }
  }

  /// The first entry that is NaN or infinite, or nil. O(count).
  public var firstNonFinite: (index: [Int], value: Double)? {
    guard element.isFloatingPoint else { return nil }
    return bytes.withUnsafeBytes { raw in
      for position in 0..<count {
        let value = element.value(in: raw, at: position * element.size)
        if !value.isFinite { return (index(at: position), value) }
      }
      return nil
    }
  }

  /// The indices of a row-major position, one for each dimension.
  func index(at position: Int) -> [Int] {
    var rest = position
    var index: [Int] = []
    for dimension in shape.reversed() {
      index.append(rest % dimension)
      rest /= dimension
    }
    return index.reversed()
  }

  /// The first entry that is no number of its type that a `Double` holds: a 64-bit integer beyond
  /// 2^53, a bool other than 0 and 1.
  var firstInexact: (index: [Int], text: String)? {
    bytes.withUnsafeBytes { raw in
      for position in 0..<count {
        let text: String? =
          switch element {
          case .int64: Self.inexact(raw.loadInteger(Int64.self, at: 8 * position))
          case .uint64: Self.inexact(raw.loadInteger(UInt64.self, at: 8 * position))
          case .bool: raw[position] > 1 ? "byte \(raw[position])" : nil
          default: nil
          }
        if let text { return (index(at: position), text) }
      }
      return nil
    }
  }

  private static func inexact<Integer: FixedWidthInteger>(_ value: Integer) -> String? {
    Double(exactly: value) == nil ? "\(value)" : nil
  }
}

extension UnsafeRawBufferPointer {
  /// Little endian, at any alignment.
  func loadInteger<Integer: FixedWidthInteger & BitwiseCopyable>(
    _ type: Integer.Type, at offset: Int
  ) -> Integer {
    Integer(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension TensorElement {
  func value(in raw: UnsafeRawBufferPointer, at offset: Int) -> Double {
    switch self {
    case .float16: Double(Float16(bitPattern: raw.loadInteger(UInt16.self, at: offset)))
    case .bfloat16:
      Double(Float(bitPattern: UInt32(raw.loadInteger(UInt16.self, at: offset)) << 16))
    case .float32: Double(Float(bitPattern: raw.loadInteger(UInt32.self, at: offset)))
    case .float64: Double(bitPattern: raw.loadInteger(UInt64.self, at: offset))
    case .int8: Double(raw.loadInteger(Int8.self, at: offset))
    case .int16: Double(raw.loadInteger(Int16.self, at: offset))
    case .int32: Double(raw.loadInteger(Int32.self, at: offset))
    case .int64: Double(raw.loadInteger(Int64.self, at: offset))
    case .uint8, .bool: Double(raw.loadInteger(UInt8.self, at: offset))
    case .uint16: Double(raw.loadInteger(UInt16.self, at: offset))
    case .uint32: Double(raw.loadInteger(UInt32.self, at: offset))
    case .uint64: Double(raw.loadInteger(UInt64.self, at: offset))
    }
  }

  /// False, with nothing appended, when the type cannot hold the value: see ``Tensor``'s
  /// initialiser.
  func append(_ value: Double, to bytes: inout [UInt8]) -> Bool {
    switch self {
    case .float16:
      bytes.append(rounded: Float16(value), of: value) { $0.bitPattern }
    case .bfloat16:
      bytes.append(rounded: Self.bfloat16(value), of: value) { UInt16($0.bitPattern >> 16) }
    case .float32: bytes.append(rounded: Float(value), of: value) { $0.bitPattern }
    case .float64: bytes.append(rounded: value, of: value) { $0.bitPattern }
    case .int8: bytes.append(Int8(exactly: value))
    case .int16: bytes.append(Int16(exactly: value))
    case .int32: bytes.append(Int32(exactly: value))
    case .int64: bytes.append(Int64(exactly: value))
    case .uint8: bytes.append(UInt8(exactly: value))
    case .uint16: bytes.append(UInt16(exactly: value))
    case .uint32: bytes.append(UInt32(exactly: value))
    case .uint64: bytes.append(UInt64(exactly: value))
    case .bool: bytes.append(UInt8(exactly: value).flatMap { $0 <= 1 ? $0 : nil })
    }
  }

  /// The nearest float whose last 16 bits are zero. Rounded once: to 24 bits towards zero with the
  /// last bit set where that lost something ("round to odd"), then to 8 bits, ties to even.
  private static func bfloat16(_ value: Double) -> Float {
    guard value.isFinite else { return Float(value) }
    var float = Float(value)
    if Double(float.magnitude) > value.magnitude {
      float = float > 0 ? float.nextDown : float.nextUp
    }
    var bits = float.bitPattern
    if Double(float) != value { bits |= 1 }
    bits += 0x7FFF + (bits >> 16 & 1)
    return Float(bitPattern: bits & 0xFFFF_0000)
  }
}

extension [UInt8] {
  fileprivate mutating func append<Rounded: BinaryFloatingPoint, Bits: FixedWidthInteger>(
    rounded: Rounded, of value: Double, _ bits: (Rounded) -> Bits
  ) -> Bool {
    if value.isFinite, !rounded.isFinite { return false }
    append(littleEndian: bits(rounded))
    return true
  }

  fileprivate mutating func append<Integer: FixedWidthInteger>(_ value: Integer?) -> Bool {
    guard let value else { return false }
    append(littleEndian: value)
    return true
  }

  mutating func append<Integer: FixedWidthInteger>(littleEndian value: Integer) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
