import CBLASTuning
import CLAPACK
import Foundation

/// The BLAS in use, with one thread: chains run in parallel, not products.
///
/// Every entry point touches `kernelName` first, because the first touch lets OpenBLAS use the
/// kernels of a CPU that it does not know (4.6 times faster on some).
public enum BLAS {
  /// OpenBLAS's name for its kernels ("SkylakeX", "Haswell", "Zen", ...); nil with another BLAS.
  public static let kernelName: String? = slt_blas_tune(1).map { String(cString: $0) }

  /// OpenBLAS's version and build options; nil with another BLAS.
  public static var configuration: String? {
    prepare()
    return slt_blas_configuration().map { String(cString: $0) }
  }

  /// The version of LAPACK, "3.11.0".
  public static var lapackVersion: String {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    LAPACKE_ilaver(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// Touches `kernelName`.
  @inline(__always)
  public static func prepare() { _ = kernelName }

  /// `C = alpha op(A) op(B) + beta C`, all row-major; op transposes where asked.
  ///
  /// Shapes: op(A) is `rows x inner`, op(B) is `inner x columns`, C is `rows x columns`; each
  /// leading dimension is the length of a stored row. Cost `2 rows columns inner` operations.
  public static func multiply(
    rows: Int, columns: Int, inner: Int, alpha: Double = 1,
    _ a: UnsafePointer<Double>, _ leadingA: Int, transposed transposedA: Bool = false,
    _ b: UnsafePointer<Double>, _ leadingB: Int, transposedB: Bool = false,
    beta: Double = 0, into c: UnsafeMutablePointer<Double>, _ leadingC: Int
  ) {
    prepare()
    cblas_dgemm(
      CblasRowMajor, transposedA ? CblasTrans : CblasNoTrans,
      transposedB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), alpha,
      a, Int32(leadingA), b, Int32(leadingB), beta, c, Int32(leadingC))
  }

  /// The same in single precision.
  public static func multiply(
    rows: Int, columns: Int, inner: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, _ leadingA: Int, transposed transposedA: Bool = false,
    _ b: UnsafePointer<Float>, _ leadingB: Int, transposedB: Bool = false,
    beta: Float = 0, into c: UnsafeMutablePointer<Float>, _ leadingC: Int
  ) {
    prepare()
    cblas_sgemm(
      CblasRowMajor, transposedA ? CblasTrans : CblasNoTrans,
      transposedB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), alpha,
      a, Int32(leadingA), b, Int32(leadingB), beta, c, Int32(leadingC))
  }

  /// `y = alpha op(A) x + beta y`, A row-major `rows x columns` as stored.
  public static func multiplyVector(
    rows: Int, columns: Int, alpha: Double = 1, _ a: UnsafePointer<Double>, _ leadingA: Int,
    transposed: Bool = false, _ x: UnsafePointer<Double>, beta: Double = 0,
    into y: UnsafeMutablePointer<Double>
  ) {
    prepare()
    cblas_dgemv(
      CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), alpha,
      a, Int32(leadingA), x, 1, beta, y, 1)
  }

  /// Measured speed of a square product in double precision, in 10^9 operations per second: the
  /// best of `repeats`. Cost `2 repeats size^3` operations.
  public static func measuredGigaflops(size: Int = 512, repeats: Int = 5) -> Double {
    let a = [Double](repeating: 1.0 / 3, count: size * size)
    var c = [Double](repeating: 0, count: size * size)
    return gigaflops(size, repeats) {
      multiply(rows: size, columns: size, inner: size, a, size, a, size, into: &c, size)
    }
  }

  /// The same in single precision.
  public static func measuredSinglePrecisionGigaflops(size: Int = 1024, repeats: Int = 5) -> Double
  {
    let a = [Float](repeating: 1.0 / 3, count: size * size)
    var c = [Float](repeating: 0, count: size * size)
    return gigaflops(size, repeats) {
      multiply(rows: size, columns: size, inner: size, a, size, a, size, into: &c, size)
    }
  }

  private static func gigaflops(_ size: Int, _ repeats: Int, _ product: () -> Void) -> Double {
    precondition(size >= 1 && repeats >= 1, "size \(size), repeats \(repeats)")
    var best = Double.infinity
    for _ in 0..<repeats {
      let start = DispatchTime.now().uptimeNanoseconds
      product()
      best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start))
    }
    return 2 * Double(size) * Double(size) * Double(size) / best
  }
}
