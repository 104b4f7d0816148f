/// Zero-filled memory of fixed size for hot loops, aligned to whole vectors (64 bytes).
///
/// The owner of the buffer says who may write and when; the buffer itself does not check.
public final class RealBuffer: @unchecked Sendable {
  public let pointer: UnsafeMutablePointer<Double>
  public let count: Int

  public init(count: Int) {
    precondition(count >= 0, "a buffer of \(count) values")
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Double>.stride, alignment: 64)
    pointer = raw.bindMemory(to: Double.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  public convenience init(_ values: [Double]) {
    self.init(count: values.count)
    for (i, value) in values.enumerated() { pointer[i] = value }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  public var values: [Double] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
