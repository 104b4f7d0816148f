import BLASInterface
import CNumericKernels
import NumericAlgebra

/// `C = A B` with `columns` a multiple of 8 and A addressed by its two strides, one of which is 1.
///
/// OpenBLAS pays from about a million multiplications on: below, its call overhead and its packing
/// cost as much as the product (measured: equal at 50 x 64 x 10, 1.4 times faster at
/// 23 x 256 x 529).
@inline(__always)
func product(
  _ rows: Int, _ columns: Int, _ inner: Int, _ a: UnsafePointer<Double>, _ rowStride: Int,
  _ innerStride: Int, _ b: UnsafePointer<Double>, _ leadingB: Int,
  _ c: UnsafeMutablePointer<Double>, _ leadingC: Int
) {
  if rows * columns * inner < 1 << 20 {
    slt_product(rows, columns, inner, a, rowStride, innerStride, b, leadingB, c, leadingC)
  } else {
    let transposed = innerStride != 1
    BLAS.multiply(
      rows: rows, columns: columns, inner: inner, a, transposed ? innerStride : rowStride,
      transposed: transposed, b, leadingB, into: c, leadingC)
  }
}
