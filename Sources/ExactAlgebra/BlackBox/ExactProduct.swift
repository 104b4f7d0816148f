import BLASInterface
import CModularKernels

/// Products of matrices of balanced residues, exact in double precision, and their reduction.
///
/// Matrices are row-major at a pointer with the length of a stored row, as BLAS takes them.
public enum ExactProduct {
  /// Chooses the kernels of this CPU. Call before products run on several threads.
  public static func prepare() { BLAS.prepare() }

  /// `C = op(A) op(B) (+ C)`, not reduced.
  ///
  /// Shapes: op(A) is `rows x inner`, op(B) is `inner x columns`. The caller keeps the number of
  /// products in every entry of C, since it was last reduced, within `field.productLimit`.
  @inline(__always)
  public static func multiply(
    rows: Int, columns: Int, inner: Int,
    _ a: UnsafePointer<Double>, _ leadingA: Int, transposed: Bool = false,
    _ b: UnsafePointer<Double>, _ leadingB: Int, transposedB: Bool = false,
    adding: Bool = false, into c: UnsafeMutablePointer<Double>, _ leadingC: Int
  ) {
    if rows == 0 || columns == 0 { return }
    if inner == 0 {
      if !adding {
        for i in 0..<rows { (c + i * leadingC).update(repeating: 0, count: columns) }
      }
      return
    }
    BLAS.multiply(
      rows: rows, columns: columns, inner: inner, a, leadingA, transposed: transposed, b, leadingB,
      transposedB: transposedB, beta: adding ? 1 : 0, into: c, leadingC)
  }

  /// Reduces `count` integers of absolute value at most 2^53.
  @inline(__always)
  public static func reduce(
    _ x: UnsafeMutablePointer<Double>, count: Int, modulo field: BalancedField
  ) {
    residue_reduce(x, field.modulus, count)
  }

  /// `y = a o x`, entry by entry, reduced.
  @inline(__always)
  public static func multiplyEntries(
    _ a: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>, count: Int, modulo field: BalancedField
  ) {
    residue_multiply(y, a, x, field.modulus, count)
  }

  /// `y += a x`, reduced.
  @inline(__always)
  public static func add(
    _ x: UnsafePointer<Double>, times a: Double, to y: UnsafeMutablePointer<Double>, count: Int,
    _ field: BalancedField
  ) {
    residue_axpy(y, x, a, field.modulus, count)
  }

  /// `x . y`, reduced.
  @inline(__always)
  public static func dot(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int, _ field: BalancedField
  ) -> Double {
    residue_dot(x, y, field.modulus, count)
  }

  /// With `r` reduced in place: `z = a o r` and `f = f o a + t o r`, all reduced.
  @inline(__always)
  public static func gramStep(
    _ r: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>,
    _ f: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, _ t: UnsafePointer<Double>,
    count: Int, modulo field: BalancedField
  ) {
    residue_gram_step(r, z, f, a, t, field.modulus, count)
  }
}
