import CNumericKernels

/// A stream of random numbers that is a pure function of (seed, purpose, chain, position).
///
/// Philox4x32-10 (Salmon et al. 2011) with key = seed and counter = (position, chain, purpose):
/// streams that differ in any of the three are independent, none has to be run to reach another,
/// and a stream is resumed by its `position`. The same bits on every CPU.
public struct RandomStream: Hashable, Sendable {
  public let seed: UInt64
  public let purpose: RandomPurpose
  public let chain: UInt32
  /// The number of 64-bit words consumed so far.
  public private(set) var position: UInt64

  public init(seed: UInt64, purpose: RandomPurpose, chain: Int = 0, position: UInt64 = 0) {
    precondition(UInt32(exactly: chain) != nil, "chain \(chain) is not in 0 ..< 2^32")
    self.seed = seed
    self.purpose = purpose
    self.chain = UInt32(chain)
    self.position = position
  }

  private var streamKey: UInt64 { UInt64(purpose.rawValue) << 32 | UInt64(chain) }

  /// The next 64 random bits.
  public mutating func nextWord() -> UInt64 {
    defer { position &+= 1 }
    return slt_philox_word(seed, streamKey, position)
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  public mutating func nextUniform() -> Double { Double(nextWord() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound, without bias (Lemire 2019: widening product, rare rejection).
  public mutating func nextInt(below bound: Int) -> Int {
    precondition(bound >= 1, "nextInt(below: \(bound))")
    let range = UInt64(bound)
    var product = nextWord().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = nextWord().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// Fills with independent N(0, 1) values, starting at the next whole block of two words; about
  /// 2 ns per value.
  public mutating func fill(normals output: UnsafeMutableBufferPointer<Double>) {
    guard let base = output.baseAddress, output.count > 0 else { return }
    fill(normals: base, count: output.count)
  }

  /// The same through a bare pointer, for hot loops.
  @inline(__always)
  public mutating func fill(normals output: UnsafeMutablePointer<Double>, count: Int) {
    let block = (position &+ 1) / 2
    slt_normals(seed, streamKey, block, count, output)
    position = 2 &* (block &+ UInt64((count + 1) / 2))
  }

  /// `count` independent N(0, 1) values.
  public mutating func normals(_ count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
      fill(normals: UnsafeMutableBufferPointer(rebasing: buffer[0..<count]))
      initialised = count
    }
  }

  /// `count` independent single precision N(0, 1) values, four from each block of two words.
  public mutating func singlePrecisionNormals(_ count: Int) -> [Float] {
    let block = (position &+ 1) / 2
    position = 2 &* (block &+ UInt64((count + 3) / 4))
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      if count > 0 { slt_normals_float(seed, streamKey, block, count, buffer.baseAddress!) }
      initialised = count
    }
  }
}
