import Foundation

/// Radix-2 fast Fourier transform in place: X_k = sum_j x_j exp(-2 pi i j k / n), n a power of two.
///
/// Cooley and Tukey, Math. Comp. 19 (1965). O(n log n) operations; twiddle factors are computed
/// directly, not by recurrence, so the relative error stays at O(log n) roundings.
struct FourierTransform {
  let count: Int
  private let cosines: [Double]
  private let sines: [Double]

  init(count: Int) {
    precondition(count > 0 && count & (count - 1) == 0, "\(count) is not a power of two")
    self.count = count
    let angles = (0..<max(count / 2, 1)).map { -2 * Double.pi * Double($0) / Double(count) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    precondition(real.count == count && imaginary.count == count, "expected \(count) values")
    reverseBits(&real, &imaginary)
    var half = 1
    while half < count {
      let stride = count / (2 * half)
      for start in Swift.stride(from: 0, to: count, by: 2 * half) {
        for j in 0..<half {
          let (c, s) = (cosines[j * stride], sines[j * stride])
          let (low, high) = (start + j, start + j + half)
          let re = real[high] * c - imaginary[high] * s
          let im = real[high] * s + imaginary[high] * c
          real[high] = real[low] - re
          imaginary[high] = imaginary[low] - im
          real[low] += re
          imaginary[low] += im
        }
      }
      half *= 2
    }
  }

  private func reverseBits(_ real: inout [Double], _ imaginary: inout [Double]) {
    var reversed = 0
    for index in 1..<max(count, 1) {
      var bit = count / 2
      while reversed & bit != 0 {
        reversed ^= bit
        bit /= 2
      }
      reversed |= bit
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
    }
  }
}
