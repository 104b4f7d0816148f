import Dispatch
import ExactAlgebra

/// The Jacobian of a quadratic network's values on n inputs, and its transpose, by products.
///
/// With H = X_in W^T (n x m), a direction (C, X) and E = H o (X_in X^T),
///
///     F = (H o H) C^T + 2 E V^T                                       n x K values
///     transposed: C = F^T (H o H),  X = 2 (H o (F V))^T X_in
///
/// Cost of the two together: `8 K n m` operations, and `4 n m d` more when the inputs are not
/// one-hot. Memory: three n x m matrices.
final class DataJacobian {
  let field: BalancedField
  let inputCount: Int
  let width: Int
  let inputDimension: Int
  let outputDimension: Int

  private let threads: Int
  private let inputs: SparseRows
  /// 2 V.
  private let v2: ResidueVector
  private let h: ResidueVector
  private let squares: ResidueVector
  private let scratch: ResidueVector
  private let transposedX: ResidueVector

  init(
    field: BalancedField, inputs: SparseRows, inputWeights w: Matrix<UInt64>,
    outputWeights v: Matrix<UInt64>, threads: Int
  ) {
    ExactProduct.prepare()
    self.field = field
    self.inputs = inputs
    self.threads = max(threads, 1)
    (inputCount, width, inputDimension, outputDimension) =
      (inputs.rows.count, w.rows, w.columns, v.rows)
    let (n, m, d) = (inputs.rows.count, w.rows, w.columns)
    v2 = field.vector(v)
    for i in 0..<v2.count { v2.base[i] *= 2 }
    ExactProduct.reduce(v2.base, count: v2.count, modulo: field)
    h = ResidueVector(count: n * m)
    squares = ResidueVector(count: n * m)
    scratch = ResidueVector(count: n * m)
    transposedX = ResidueVector(count: d * m)
    let weights = field.vector(w)
    withExtendedLifetime(weights) {
      Self.transpose(weights.base, rows: m, columns: d, into: transposedX.base)
    }
    inputs.multiply(transposedX.base, columns: m, rows: 0..<n, into: h.base, field)
    ExactProduct.multiplyEntries(h.base, h.base, into: squares.base, count: n * m, modulo: field)
  }

  /// F, n x K row after row, of the direction C (K x m) then X (m x d).
  func apply(_ direction: ResidueVector, into values: ResidueVector) {
    let (m, d, outputs) = (width, inputDimension, outputDimension)
    let x = direction.base + outputs * m
    Self.transpose(x, rows: m, columns: d, into: transposedX.base)
    nonisolated(unsafe) let (this, c, values) = (self, direction.base, values.base)
    Self.each(inputCount, threads) { rows in
      let (first, n) = (rows.lowerBound * m, rows.count)
      let e = this.scratch.base + first
      this.inputs.multiply(this.transposedX.base, columns: m, rows: rows, into: e, this.field)
      ExactProduct.multiplyEntries(
        this.h.base + first, e, into: e, count: n * m, modulo: this.field)
      let f = values + rows.lowerBound * outputs
      ExactProduct.multiply(
        rows: n, columns: outputs, inner: m, this.squares.base + first, m, c, m, transposedB: true,
        into: f, outputs)
      ExactProduct.reduce(f, count: n * outputs, modulo: this.field)
      ExactProduct.multiply(
        rows: n, columns: outputs, inner: m, e, m, this.v2.base, m, transposedB: true,
        adding: true, into: f, outputs)
      ExactProduct.reduce(f, count: n * outputs, modulo: this.field)
    }
  }

  /// The direction (C, X) of a functional F.
  func applyTransposed(_ values: ResidueVector, into direction: ResidueVector) {
    let (n, m, d, outputs) = (inputCount, width, inputDimension, outputDimension)
    nonisolated(unsafe) let (this, f, out) = (self, values.base, direction.base)
    // Units are split over threads: what belongs to a unit is a sum over all inputs.
    Self.each(m, threads) { units in
      let (first, count) = (units.lowerBound, units.count)
      this.sumOverInputs(outputs: outputs, f, units, into: out)
      ExactProduct.multiply(
        rows: n, columns: count, inner: outputs, f, outputs, this.v2.base + first, m,
        into: this.scratch.base + first, m)
      for i in 0..<n {
        let row = i * m + first
        let g = this.scratch.base + row
        ExactProduct.reduce(g, count: count, modulo: this.field)
        ExactProduct.multiplyEntries(
          this.h.base + row, g, into: g, count: count, modulo: this.field)
      }
      this.inputs.transposedMultiply(
        this.scratch.base, leading: m, columns: units, into: this.transposedX.base, this.field)
    }
    Self.transpose(transposedX.base, rows: d, columns: m, into: direction.base + outputs * m)
  }

  /// `(H o H)^T (H o H)`, m x m, each column less its mean at level centred.
  func squaresGram(centred: Bool, into gram: ResidueVector) {
    let (n, m, step) = (inputCount, width, max(field.productLimit - 1, 1))
    scratch.copy(squares)
    if centred { Centring.subtractMeans(scratch, outputs: m, field) }
    var start = 0
    while start < n {
      let end = min(start + step, n)
      ExactProduct.multiply(
        rows: m, columns: m, inner: end - start, scratch.base + start * m, m, transposed: true,
        scratch.base + start * m, m, adding: start > 0, into: gram.base, m)
      ExactProduct.reduce(gram.base, count: m * m, modulo: field)
      start = end
    }
  }

  /// The columns `units` of `F^T (H o H)`, reduced as often as the sums need.
  private func sumOverInputs(
    outputs: Int, _ f: UnsafePointer<Double>, _ units: Range<Int>,
    into out: UnsafeMutablePointer<Double>
  ) {
    let (m, step) = (width, max(field.productLimit - 1, 1))
    var start = 0
    while start < inputCount {
      let end = min(start + step, inputCount)
      ExactProduct.multiply(
        rows: outputs, columns: units.count, inner: end - start, f + start * outputs, outputs,
        transposed: true, squares.base + start * m + units.lowerBound, m, adding: start > 0,
        into: out + units.lowerBound, m)
      for k in 0..<outputs {
        ExactProduct.reduce(out + k * m + units.lowerBound, count: units.count, modulo: field)
      }
      start = end
    }
  }

  private static func each(_ count: Int, _ threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = max(1, min(threads, count))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = count * part / parts..<count * (part + 1) / parts
      if !range.isEmpty { body(range) }
    }
  }

  private static func transpose(
    _ source: UnsafePointer<Double>, rows: Int, columns: Int,
    into target: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      for j in 0..<columns { target[j * rows + i] = source[i * columns + j] }
    }
  }
}

/// Inputs by their non-zero entries, balanced.
struct SparseRows {
  let rows: [[(index: Int, value: Double)]]
  let columns: Int

  /// `target[i] = sum_l rows[i][l] dense[l]` for i in `range`, reduced after every entry.
  func multiply(
    _ dense: UnsafePointer<Double>, columns: Int, rows range: Range<Int>,
    into target: UnsafeMutablePointer<Double>, _ field: BalancedField
  ) {
    for i in range {
      let out = target + (i - range.lowerBound) * columns
      out.update(repeating: 0, count: columns)
      for (index, value) in rows[i] {
        ExactProduct.add(dense + index * columns, times: value, to: out, count: columns, field)
      }
    }
  }

  /// The columns `columns` of `rows^T dense`.
  func transposedMultiply(
    _ dense: UnsafePointer<Double>, leading: Int, columns: Range<Int>,
    into target: UnsafeMutablePointer<Double>, _ field: BalancedField
  ) {
    for row in 0..<self.columns {
      (target + row * leading + columns.lowerBound).update(repeating: 0, count: columns.count)
    }
    for (i, entries) in rows.enumerated() {
      let source = dense + i * leading + columns.lowerBound
      for (index, value) in entries {
        ExactProduct.add(
          source, times: value, to: target + index * leading + columns.lowerBound,
          count: columns.count, field)
      }
    }
  }
}
