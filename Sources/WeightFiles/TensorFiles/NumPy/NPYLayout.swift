/// Where the numbers of a .npy file are.
struct NPYLayout {
  let shape: [Int]
  /// Of a number, in bytes.
  let size: Int
  let bigEndian: Bool
  let fortranOrder: Bool

  /// The same numbers, row-major and little endian: `source` itself where it is so already,
  /// otherwise a copy. O(count) steps, O(dimensions) more for each row.
  func rowMajorLittleEndian(_ source: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let swaps = bigEndian && size > 1
    // One dimension or none is the same in both orders, also where the others are 1.
    let transposes = fortranOrder && shape.filter { $0 != 1 }.count > 1
    guard !source.isEmpty, swaps || transposes else { return source }
    let strides = transposes ? columnMajorStrides : rowMajorStrides
    let result = [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
      source.withUnsafeBytes { raw in
        var index = [Int](repeating: 0, count: shape.count)
        var position = 0
        for offset in stride(from: 0, to: raw.count, by: size) {
          for byte in 0..<size {
            target[offset + byte] = raw[position + (swaps ? size - 1 - byte : byte)]
          }
          // Odometer: the last index runs fastest.
          var axis = shape.count - 1
          while axis >= 0 {
            index[axis] += 1
            position += strides[axis]
            if index[axis] < shape[axis] { break }
            position -= index[axis] * strides[axis]
            index[axis] = 0
            axis -= 1
          }
        }
      }
      count = source.count
    }
    return result[...]
  }

  /// Bytes from one entry to the next along each axis.
  private var columnMajorStrides: [Int] {
    shape.indices.map { axis in shape[..<axis].reduce(size, *) }
  }

  private var rowMajorStrides: [Int] {
    shape.indices.map { axis in shape[(axis + 1)...].reduce(size, *) }
  }
}
