import Dispatch
public import ExactAlgebra

/// The Gram matrix `J^T J` of the coordinate map of a quadratic network, in the inner product
/// `tr(Q R)` of Sym(d), by products and without J.
///
/// With `A = W W^T`, `S = A o A`, `T = V^T V`, a direction is C (K x m, of the output weights) and X
/// (m x d, of the input weights), `dQ_k = sum_j c_kj w_j w_j^T + v_kj (w_j x_j^T + x_j w_j^T)`, and
///
///     R     = W X^T
///     out C = C S + 2 V (A o R)^T
///     out X = 2 [ (V^T C) o A + T o R ] W + 2 (T o A) X
///
/// Cost of a product: `6 m^2 d + 6 K m^2` operations; memory four m x m matrices.
/// Directions are stored C first, row after row, then X.
public final class CoordinateGram: SymmetricOperator {
  public let field: BalancedField
  public let width: Int
  public let inputDimension: Int
  public let outputDimension: Int
  public var dimension: Int { width * (inputDimension + outputDimension) }

  private let threads: Int
  private let w: ResidueVector
  /// 2 V.
  private let v2: ResidueVector
  private let a: ResidueVector
  private let s: ResidueVector
  /// 2 T and 2 T o A.
  private let t2: ResidueVector
  private let ta: ResidueVector
  private let workspaces: [Workspace]
  private let rowBlock: Int

  private struct Workspace {
    let r: ResidueVector
    let z: ResidueVector
    let f: ResidueVector
    let c: ResidueVector
  }

  /// The most products in an entry before it is reduced, for the choice of the prime.
  public static func products(width: Int, inputDimension: Int, outputDimension: Int) -> Int {
    max(2 * width, inputDimension, outputDimension) + 1
  }

  /// - Parameters:
  ///   - w: W, m x d, residues in 0 ..< q.
  ///   - v: V, K x m.
  public init(
    field: BalancedField, inputWeights w: Matrix<UInt64>, outputWeights v: Matrix<UInt64>,
    threads: Int, rowBlock: Int = 256
  ) {
    (width, inputDimension, outputDimension) = (w.rows, w.columns, v.rows)
    let (m, d, outputs) = (w.rows, w.columns, v.rows)
    precondition(v.columns == m, "V is \(v.rows) x \(v.columns), W is \(m) x \(d)")
    precondition(
      field.productLimit
        >= Self.products(width: m, inputDimension: d, outputDimension: outputs),
      "the modulus \(field.field.modulus) is too large for width \(m)")
    ExactProduct.prepare()
    self.field = field
    self.threads = max(threads, 1)
    self.w = field.vector(w)
    v2 = ResidueVector(count: outputs * m)
    (a, s) = (ResidueVector(count: m * m), ResidueVector(count: m * m))
    (t2, ta) = (ResidueVector(count: m * m), ResidueVector(count: m * m))
    let plain = field.vector(v)
    for i in 0..<outputs * m { v2[i] = 2 * plain[i] }
    ExactProduct.reduce(v2.base, count: v2.count, modulo: field)
    ExactProduct.multiply(
      rows: m, columns: m, inner: d, self.w.base, d, self.w.base, d, transposedB: true,
      into: a.base, m)
    ExactProduct.reduce(a.base, count: m * m, modulo: field)
    ExactProduct.multiplyEntries(a.base, a.base, into: s.base, count: m * m, modulo: field)
    ExactProduct.multiply(
      rows: m, columns: m, inner: outputs, v2.base, m, transposed: true, plain.base, m,
      into: t2.base, m)
    withExtendedLifetime(plain) {}
    ExactProduct.reduce(t2.base, count: m * m, modulo: field)
    ExactProduct.multiplyEntries(t2.base, a.base, into: ta.base, count: m * m, modulo: field)
    // Two blocks a thread, taken as threads become free: a core that is lent out now and then does
    // not hold up the others.
    let share = (m + 2 * self.threads - 1) / (2 * self.threads)
    self.rowBlock = max(1, self.threads == 1 ? min(rowBlock, m) : min(rowBlock, share))
    let block = self.rowBlock
    workspaces = (0..<(self.threads == 1 ? 1 : (m + block - 1) / block)).map { _ in
      Workspace(
        r: ResidueVector(count: block * m), z: ResidueVector(count: block * m),
        f: ResidueVector(count: block * m), c: ResidueVector(count: block * outputs))
    }
  }

  public func apply(_ input: ResidueVector, into output: ResidueVector) {
    precondition(
      input.count == dimension && output.count == dimension,
      "vectors of length \(input.count) and \(output.count), not \(dimension)")
    nonisolated(unsafe) let (this, input, output) = (self, input.base, output.base)
    let m = width
    let block = rowBlock
    let blocks = (m + block - 1) / block
    if threads == 1 {
      for i in 0..<blocks {
        rows(i * block..<min((i + 1) * block, m), of: input, into: output, workspaces[0])
      }
      return
    }
    DispatchQueue.concurrentPerform(iterations: blocks) { i in
      this.rows(
        i * block..<min((i + 1) * block, m), of: input, into: output, this.workspaces[i])
    }
  }

  /// The columns `range` of out C and the rows `range` of out X.
  private func rows(
    _ range: Range<Int>, of input: UnsafePointer<Double>,
    into output: UnsafeMutablePointer<Double>, _ work: Workspace
  ) {
    let (m, d, outputs, n) = (width, inputDimension, outputDimension, range.count)
    let (first, c, x) = (range.lowerBound, input, input + outputs * m)
    ExactProduct.multiply(
      rows: n, columns: m, inner: d, w.base + first * d, d, x, d, transposedB: true,
      into: work.r.base, m)
    ExactProduct.multiply(
      rows: n, columns: m, inner: outputs, v2.base + first, m, transposed: true, c, m,
      into: work.f.base, m)
    ExactProduct.gramStep(
      work.r.base, work.z.base, work.f.base, a.base + first * m, t2.base + first * m,
      count: n * m, modulo: field)

    let outX = output + outputs * m + first * d
    ExactProduct.multiply(
      rows: n, columns: d, inner: m, work.f.base, m, w.base, d, into: outX, d)
    ExactProduct.multiply(
      rows: n, columns: d, inner: m, ta.base + first * m, m, x, d, adding: true, into: outX, d)
    ExactProduct.reduce(outX, count: n * d, modulo: field)

    ExactProduct.multiply(
      rows: n, columns: outputs, inner: m, s.base + first * m, m, c, m, transposedB: true,
      into: work.c.base, outputs)
    ExactProduct.multiply(
      rows: n, columns: outputs, inner: m, work.z.base, m, v2.base, m, transposedB: true,
      adding: true, into: work.c.base, outputs)
    ExactProduct.reduce(work.c.base, count: n * outputs, modulo: field)
    for j in 0..<n {
      for k in 0..<outputs { output[k * m + first + j] = work.c.base[j * outputs + k] }
    }
  }
}

extension BalancedField {
  /// Balanced residues of a matrix of residues, row after row.
  func vector(_ matrix: Matrix<UInt64>) -> ResidueVector {
    let vector = ResidueVector(count: matrix.elements.count)
    for (i, element) in matrix.elements.enumerated() { vector.base[i] = balanced(element) }
    return vector
  }
}
